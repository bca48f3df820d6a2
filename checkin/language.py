"""The language on the screen: English in the code, French and English for who reads it."""

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("fr", "en")
TITLES = {"fr": "Français", "en": "English"}  # as each calls itself
DOMAIN = "checkin"
CATALOGUES = Path(__file__).parent / "locale"


class _Spoken:
    """What this process speaks, in all its threads; English until something is installed."""

    language = "en"
    words = gettext.NullTranslations()


_spoken = _Spoken()


def install(language: str | None = None, environment: Mapping[str, str] = os.environ) -> None:
    """Speak the given language, else that of the locale; French when neither is one of ours."""
    _spoken.language = _ours(language or _of_locale(environment))
    _spoken.words = gettext.translation(
        DOMAIN, CATALOGUES, languages=[_spoken.language], fallback=True
    )


def current() -> str:
    """Return the language that is spoken, `fr` or `en`."""
    return _spoken.language


def _(text: str) -> str:
    """Return the text in the language that is spoken."""
    return _spoken.words.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form that goes with the count, in the language that is spoken."""
    return _spoken.words.ngettext(one, many, count)


def marked(text: str) -> str:
    """Return the text as it is; catalogues collect it here, `_` translates it when shown."""
    return text


def _of_locale(environment: Mapping[str, str]) -> str:
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "")


def _ours(name: str) -> str:
    language = name.replace("-", "_").split("_")[0].split(".")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]
