"""What scanners put around a code is not part of it."""

import re

# AIM's symbology identifier: a bracket, the kind of code in a letter, how it was read in a digit.
_AIM = re.compile(r"\A\][A-Za-z][0-9A-Za-z]")
# An extended channel: which character set follows, as six digits after a backslash.
_ECI = re.compile(r"\\\d{6}")


def clean(text: str) -> str:
    """Return a code without control characters, symbology identifier and ECI marks."""
    shown = "".join(character for character in text if character.isprintable()).strip()
    return _ECI.sub("", _AIM.sub("", shown)).strip()
