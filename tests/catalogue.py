"""The French catalogue against the sources; run it to bring the catalogue up to date."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCES = Path(__file__).parent.parent / "checkin"
FRENCH = SOURCES / "locale" / "fr" / "LC_MESSAGES" / "checkin.po"
COMPILED = FRENCH.with_suffix(".mo")
KEYWORDS = {"_": None, "ngettext": (1, 2), "marked": None}


def extracted() -> Catalog:
    """Return every text that the sources show, with the files that show it."""
    found = Catalog(project="checkin", charset="utf-8")
    for name, _line, text, comments, context in extract_from_dir(
        SOURCES, [("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(text, None, [(f"checkin/{name}", 0)], auto_comments=comments, context=context)
    return found


def french() -> Catalog:
    """Return the catalogue as it is written."""
    with FRENCH.open("rb") as written:
        return read_po(written, locale="fr", domain="checkin")


def compiled(catalogue: Catalog) -> bytes:
    """Return what gettext reads."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that have no French yet, or a doubtful one."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def update() -> Catalog:
    """Take new texts in and vanished ones out, then write and compile."""
    catalogue, template = french(), extracted()
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    with FRENCH.open("wb") as written:
        write_po(
            *(written, catalogue),
            width=96,
            sort_output=True,
            ignore_obsolete=True,
            include_lineno=False,
        )
    COMPILED.write_bytes(compiled(french()))
    return catalogue


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)


if __name__ == "__main__":
    left = untranslated(update())
    sys.stdout.writelines(f"no French yet: {text}\n" for text in left)
    sys.exit(1 if left else 0)
