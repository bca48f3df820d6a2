"""What volunteers type for somebody, in 24 ways, from the names in the crowd."""

import re
from collections.abc import Callable
from random import Random

from db.folding import fold
from db.records import Registration

AZERTY = ("azertyuiop", "qsdfghjklm", "wxcvbn")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# How French names are misheard: any of these, where it occurs.
MISHEARD = (
    *(("ph", "f"), ("th", "t"), ("eau", "o"), ("au", "o"), ("ault", "aud"), ("aud", "ault")),
    *(("ss", "s"), ("ll", "l"), ("nn", "n"), ("tt", "t"), ("rr", "r"), ("mm", "m"), ("y", "i")),
    *(("c(?=[aou])", "k"), ("qu", "k"), ("en", "an"), ("an", "en"), ("ai", "e"), ("ei", "ai")),
    *(("d$", "t"), ("t$", "d"), ("t$", ""), ("s$", ""), ("e$", ""), ("z$", "s"), ("x$", "")),
    *(("ebv", "ev"), ("ev", "ebv"), ("c(?=[ei])", "s"), ("h", ""), ("ck", "k"), ("k", "c")),
    *(("in$", "ain"), ("ain$", "in"), ("er$", "é"), ("ier$", "ié"), ("w", "v"), ("ge", "je")),
    *(("oi", "oy"), ("ier", "yer"), ("ou", "oo"), ("^o", "ho"), ("^e", "he"), ("et$", "ay")),
)
# How names of other scripts come out of another country's alphabet.
SPELLED = (
    *(("ch", "tch"), ("tch", "ch"), ("sh", "ch"), ("ch", "sh"), ("kh", "k"), ("k", "kh")),
    *(("ou", "u"), ("u", "ou"), ("y", "i"), ("i", "y"), ("j", "dj"), ("v", "w"), ("w", "v")),
    *(("ed$", "ad"), ("oha", "uha"), ("m(?=e)", "mm"), ("aa", "a"), ("ee", "i"), ("oo", "ou")),
    *(
        ("q", "k"),
        ("zh", "j"),
        ("ei", "ey"),
        ("ai", "ay"),
        ("ph", "f"),
        ("iya", "ia"),
        ("^o", "ou"),
    ),
)
SAID = (
    ("Département", ("cd ", "dept ", "conseil départemental ")),
    ("Ville", ("mairie de ", "mairie ", "commune de ")),
    ("Communauté de communes", ("cc ", "com com ")),
    ("Communauté d'agglomération", ("agglo ", "ca ")),
    ("Communauté urbaine", ("cu ",)),
    ("Région", ("conseil régional ", "region ")),
    ("Université", ("univ ",)),
    ("Chambre de commerce et d'industrie", ("cci ",)),
    ("Métropole", ("metropole ",)),
)

Question = Callable[[Random, Registration], str | None]


def typo(random: Random, word: str) -> str:
    """Return the word with one slip: a letter more, less, other, or two swapped."""
    if len(word) < 3:
        return word
    place = random.randrange(1, len(word))
    kind = random.choice(("more", "less", "other", "beside", "swapped"))
    if kind == "less":
        return word[:place] + word[place + 1 :]
    if kind == "swapped":
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    letter = random.choice(LETTERS)
    if kind == "beside":
        row = next((row for row in AZERTY if word[place] in row), LETTERS)
        at = max(0, row.find(word[place]))
        letter = row[max(0, min(len(row) - 1, at + random.choice((-1, 1))))]
    return word[:place] + letter + word[place + (kind != "more") :]


def _rewritten(random: Random, word: str, rules: tuple[tuple[str, str], ...]) -> str | None:
    fitting = [(re.sub(p, r, word, count=1)) for p, r in rules if re.search(p, word)]
    fitting = [other for other in fitting if other != word and len(other) > 1]
    return random.choice(fitting) if fitting else None


def _misheard(random: Random, word: str) -> str | None:
    once = _rewritten(random, word, MISHEARD)
    if once and random.random() < 0.35:
        return _rewritten(random, once, MISHEARD) or once
    return once


def _given(who: Registration) -> str:
    return fold(who.given_name)


def _family(who: Registration) -> str:
    return fold(who.family_name)


def _slip(random: Random, text: str, slips: int) -> str:
    words = text.split()
    for _ in range(slips):
        place = max(range(len(words)), key=lambda at: (len(words[at]) > 3) + random.random())
        words[place] = typo(random, words[place])
    return " ".join(words)


def _initial(random: Random, who: Registration) -> str | None:
    return f"{_given(who)[:1]}{random.choice((' ', '. '))}{_family(who)}" if _given(who) else None


def _prefixes(random: Random, who: Registration) -> str:
    return f"{_family(who)[: random.randint(2, 4)]} {_given(who)[: random.randint(2, 4)]}".strip()


def _parts(_random: Random, who: Registration) -> str | None:
    words = _family(who).split()
    if len(words) > 1:
        return f"{max(words, key=len)} {_given(who).split()[0]}" if _given(who) else None
    return f"{_family(who)[: max(4, len(_family(who)) * 6 // 10)]} {_given(who)}"


def _sequence(random: Random, who: Registration) -> str:
    text = f"{_family(who)} {_given(who)}"
    return text[: random.randint(2, len(text))].strip()


def _typo_prefix(random: Random, who: Registration) -> str | None:
    if len(_family(who)) < 6:
        return None
    return f"{typo(random, _family(who)[: random.randint(4, 6)])} {_given(who)[:3]}"


def _typo_family(random: Random, who: Registration) -> str | None:
    return typo(random, _family(who)) if len(_family(who)) > 4 else None


def _phonetic_full(random: Random, who: Registration) -> str | None:
    family = _misheard(random, _family(who))
    return f"{_given(who)} {family}" if family else None


def _phonetic_family(random: Random, who: Registration) -> str | None:
    return _misheard(random, _family(who)) if len(_family(who)) > 4 else None


def _spacing(random: Random, who: Registration) -> str | None:
    marks = re.compile("[-' ’]")
    if not marks.search(who.given_name + who.family_name):
        return None
    mark = random.choice(("", " ", "-"))
    return f"{marks.sub(mark, who.given_name)} {marks.sub(mark, who.family_name)}"


def _special(_random: Random, who: Registration) -> str | None:
    plain = re.sub(r"[a-zA-Zéèêëàâîïôùûç' -]", "", who.given_name + who.family_name)
    if not plain or not fold(who.family_name) or re.search(r"[^\u0000-\u024f]", plain):
        return None
    return fold(f"{who.given_name} {who.family_name}")


def _transliterated(random: Random, who: Registration) -> str | None:
    family = _rewritten(random, _family(who), SPELLED)
    if not family or len(family) < 4:
        return None
    return f"{_rewritten(random, _given(who), SPELLED) or _given(who)} {family}"


def _native(random: Random, who: Registration) -> str | None:
    if who.family_name.isascii() or not re.search(r"[^\u0000-\u024f]", who.family_name):
        return None
    return random.choice((f"{who.given_name} {who.family_name}", _family(who)))


def _organisation(random: Random, who: Registration) -> str:
    words = [word for word in fold(who.organisation).split() if len(word) > 2]
    return " ".join(words[-2:]) if random.random() < 0.5 else who.organisation


def _said(random: Random, who: Registration) -> str | None:
    for kind, said in SAID:
        if who.organisation.startswith(kind):
            place = re.sub(r"^ *(de la |de l'|des |du |de |d')?", "", who.organisation[len(kind) :])
            place = re.sub(r"\bSaint-", random.choice(("st ", "saint ", "St-")), place)
            return fold(random.choice(said) + place)
    return "".join(word[0] for word in fold(who.organisation).split() if len(word) > 3) or None


def _organisation_and_name(random: Random, who: Registration) -> str:
    place = max(fold(who.organisation).split(), key=len)
    return random.choice((f"{_family(who)} {place}", f"{place} {_family(who)}"))


def _organisation_typo(random: Random, who: Registration) -> str | None:
    place = max(fold(who.organisation).split(), key=len)
    return typo(random, place) if len(place) > 5 else None


def _email(random: Random, who: Registration) -> str:
    return random.choice((who.email, who.email.split("@")[0]))


def _code(random: Random, who: Registration) -> str:
    start = random.randint(0, 8)
    piece = who.code[start : start + random.randint(5, 8)]
    return random.choice((who.code, piece, who.order.lower(), who.code[:6], who.code[-6:]))


CLASSES: dict[str, Question] = {
    "exact": lambda _, who: who.name,
    "swapped order": lambda _, who: f"{who.family_name} {who.given_name}",
    "without accents": lambda _, who: fold(who.name),
    "family name alone": lambda _, who: _family(who),
    "initial and name": _initial,
    "prefixes of 2 letters or more": _prefixes,
    "parts": _parts,
    "prefix sequences": _sequence,
    "one typo": lambda random, who: _slip(random, fold(who.name), 1),
    "two typos": lambda random, who: _slip(random, fold(who.name), 2),
    "typo in a prefix": _typo_prefix,
    "typo in a family name alone": _typo_family,
    "phonetic full": _phonetic_full,
    "phonetic family name": _phonetic_family,
    "spacing and hyphens": _spacing,
    "special letters": _special,
    "transliterated": _transliterated,
    "native script": _native,
    "organisation": _organisation,
    "organisation abbreviated": _said,
    "organisation and name": _organisation_and_name,
    "organisation with a typo": _organisation_typo,
    "e-mail": _email,
    "code": _code,
}


def ask(
    people: list[Registration], name: str, count: int, seed: int
) -> list[tuple[str, Registration]]:
    """Return so many things typed in one of the ways, each with the person meant."""
    random = Random(f"{seed} {name}")  # noqa: S311 - the same questions must come again
    asked: list[tuple[str, Registration]] = []
    for _ in range(count * 200):
        if len(asked) == count:
            break
        who = random.choice(people)
        text = CLASSES[name](random, who) if fold(who.family_name) else None
        if text and len(fold(text)) > 1:
            asked.append((text, who))
    return asked
