"""The folded words by which a registration is found."""

from collections.abc import Sequence

from db.connection import Copy
from db.entries import canonical
from db.folding import fold
from db.records import Registration


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
        (search_word, rowid, family, given, organisation, function, codes)
    select 'delete', search.number, family, given, search.organisation, search.function, codes
    from search join registration using (number)
    where registration.id in (select value from json_each(:ids))
    order by search.number
    """
WRITE_ROW = """
    insert or replace into search (number, family, given, organisation, function, codes)
    select number, :family, :given, :organisation, :function, :codes
    from registration where id = :id
    """
WRITE_WORDS = """
    insert into search_word (rowid, family, given, organisation, function, codes)
    select search.number, family, given, search.organisation, search.function, codes
    from search join registration using (number)
    where registration.id in (select value from json_each(:ids))
    order by search.number
    """


def words_of(registration: Registration) -> dict[str, str]:
    """Return the words by column; compound names also in one piece (`dalmeida`, `jeanpierre`)."""
    codes = (registration.code, registration.order, registration.email)
    return {
        "family": with_joined(fold(registration.family_name)),
        "given": with_joined(fold(registration.given_name)),
        "organisation": fold(registration.organisation),
        "function": fold(registration.function),
        "codes": " ".join(with_joined(fold(code)) for code in codes if code),
    }


def with_joined(folded: str) -> str:
    """Return the words and, if there are several, the one they make without spaces."""
    return f"{folded} {folded.replace(' ', '')}" if " " in folded else folded
