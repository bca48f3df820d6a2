"""The folded words by which a registration is found: its own, then " / " and what else is said."""

from collections.abc import Sequence
from functools import lru_cache

from db import aliases, answers
from db.connection import Copy
from db.entries import canonical
from db.finding.typed import HOSTS
from db.folding import fold, fold_unique
from db.records import Registration

REMEMBERED = 16384  # names or organisations; they come again and again in a list

# German and Nordic letters as people write them who lack them.
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"Å": "Aa", "Ø": "Oe"}
)


def index(copy: Copy, people: Sequence[Registration]) -> None:
    """Write down the words of people anew, by the numbers of their registrations."""
    known = {"ids": canonical([who.id for who in people])}
    copy.execute(FORGET_WORDS, known)
    copy.conn.executemany(WRITE_ROW, [{"id": who.id} | words_of(who) for who in people])
    copy.execute(WRITE_WORDS, known)


# The full-text index must be told the very words that it was given before; and in the order of
# numbers, as it writes out all that it holds at each step back.
FORGET_WORDS = """
    insert into search_word
        (search_word, rowid, family, given, organisation, function, category, codes, mail,
         answers)
    select 'delete', search.number, family, given, search.organisation, search.function,
        search.category, codes, mail, answers
    from search join registration using (number)
    where registration.id in (select value from json_each(:ids))
    order by search.number
    """
WRITE_ROW = """
    insert or replace into search
        (number, family, given, organisation, function, category, codes, mail, answers, change)
    select number, :family, :given, :organisation, :function, :category, :codes, :mail,
        :answers, (select coalesce(max(change), 0) + 1 from search)
    from registration where id = :id
    """
WRITE_WORDS = """
    insert into search_word
        (rowid, family, given, organisation, function, category, codes, mail, answers)
    select search.number, family, given, search.organisation, search.function, search.category,
        codes, mail, answers
    from search join registration using (number)
    where registration.id in (select value from json_each(:ids))
    order by search.number
    """


def words_of(registration: Registration) -> dict[str, str]:
    """Return the words by column."""
    columns = {
        "family": _name(registration.family_name),
        "given": _given(registration.given_name),
        "organisation": _organisation(registration.organisation),
        "function": fold(registration.function),
        "category": fold(f"{registration.category} {registration.country}"),
        "codes": _codes(registration),
    }
    known = {word for text in columns.values() for word in text.split()}
    mail = dict.fromkeys(fold_unique(registration.email).split())
    answered = answers.words_of(registration)
    return columns | {
        "mail": " ".join(word for word in mail if word not in known and word not in HOSTS),
        "answers": " ".join(word for word in answered if word not in known),
    }


@lru_cache(maxsize=REMEMBERED)
def _name(written: str) -> str:
    folded = fold(written)
    spelled_out = fold(written.translate(_SPELLED_OUT))
    said = aliases.of_name(folded)
    if spelled_out != folded:
        said = f"{said} {spelled_out} {aliases.of_name(spelled_out)}".strip()
    return _with(folded, said)


@lru_cache(maxsize=REMEMBERED)
def _given(written: str) -> str:
    """A compound given name is also called by its initials: jp for Jean-Pierre."""
    words = fold(written).split()
    initials = f" {words[0][0]}{words[1][0]}" if len(words) > 1 else ""
    name = _name(written)
    return name + initials if initials and "/" in name else name


@lru_cache(maxsize=REMEMBERED)
def _organisation(written: str) -> str:
    folded = fold(written)
    return _with(folded, aliases.of_organisation(folded))


def _codes(registration: Registration) -> str:
    """Codes in their pieces and in one; a telephone number as it is dialled in France."""
    pieces: dict[str, None] = {}
    for code in (registration.code, registration.order):
        folded = fold_unique(code)
        pieces |= dict.fromkeys((folded.replace(" ", ""), *folded.split()))
    digits = "".join(filter(str.isdecimal, fold_unique(registration.phone))).removeprefix("00")
    national = f"0{digits[2:]}" if digits.startswith("33") else digits
    return " ".join(piece for piece in (*pieces, national) if piece)


def _with(folded: str, said: str) -> str:
    return f"{folded} / {said}" if said else folded
