"""Makes the badge's faces from the Noto fonts of Debian: `uv run python -m tests.faces FOLDER`.

FOLDER holds what the packages fonts-noto-extra and fonts-noto-cjk install below /usr/share/fonts.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from checkin.badge.lettering import FONTS, Script, Weight

# Latin, Greek, Cyrillic with their accents, and the signs that texts hold.
LATIN = (
    "U+0020-007E,U+00A0-052F,U+1E00-1FFF,U+2010-2027,U+2030-203A,U+2044,U+2070-20BF,"
    "U+2100-214F,U+2190-2193,U+2212,U+2215,U+25CF,U+FFFD"
)
# Rows of the national sets that hold what people are commonly called, as lead bytes.
IDEOGRAPHS = {
    "gb2312": range(0xB0, 0xF8),
    "big5": range(0xA4, 0xC7),
    "euc_jp": range(0xB0, 0xD0),
    "euc_kr": range(0xB0, 0xC9),
}
SIGNS = "・々〇ー　、。「」（）"
SIMPLIFIED = 2  # the place of the Chinese face in the collection


def ideographs() -> str:
    """Return every ideograph, syllable and kana that the CJK face keeps."""
    kept = {chr(code) for code in range(0x3040, 0x3100)} | set(SIGNS)
    for codec, leads in IDEOGRAPHS.items():
        pairs = (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
        kept |= {text for pair in pairs if len(text := pair.decode(codec, "ignore")) == 1}
    return "".join(sorted(letter for letter in kept if letter > "\u2fff"))


def subset(source: Path, target: Path, *options: str) -> None:
    """Keep some letters of a face; the hints stay, for they make small letters crisp."""
    command = ("uvx", "--from", "fonttools", "pyftsubset", str(source), *options)
    subprocess.run((*command, f"--output-file={target}"), check=True)


def make(folder: Path) -> None:
    """Write all faces into the product's folder."""
    found = {path.name: path for path in folder.rglob("Noto*")}
    features = "--layout-features=kern,mark,mkmk,ccmp,locl"
    for weight in Weight:
        name = f"{Script.LATIN}{weight}.ttf"
        subset(found[name], FONTS / name, f"--unicodes={LATIN}", features)
        for script in (Script.ARABIC, Script.HEBREW, Script.ARMENIAN, Script.GEORGIAN):
            shutil.copyfile(found[f"{script}{weight}.ttf"], FONTS / f"{script}{weight}.ttf")
    subset(
        *(found["NotoSansCJK-Bold.ttc"], FONTS / f"{Script.CJK}.otf", f"--text={ideographs()}"),
        *(f"--font-number={SIMPLIFIED}", "--no-hinting", "--layout-features="),
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]))
