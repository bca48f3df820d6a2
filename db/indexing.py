"""The folded words by which a registration is found."""

from db.connection import Copy
from db.folding import fold
from db.records import Registration


def index(copy: Copy, number: int, registration: Registration) -> None:
    """Write down the words of one registration."""
    copy.execute(
        """
        insert into search (number, family, given, organisation, function, codes)
        values (:number, :family, :given, :organisation, :function, :codes)
        """,
        {"number": number} | words_of(registration),
    )


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
