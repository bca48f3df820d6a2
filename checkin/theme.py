"""All colours: paper for a bright hall, ink for a dim one, and plain contrast for tired eyes."""

from textual.theme import Theme

from checkin.language import marked

# A tone is what a verdict feels like; each is a ground and the text that is read on it.
TONES = ("good", "known", "stop", "read", "strange")


def _tones(**grounds: tuple[str, str]) -> dict[str, str]:
    return {
        name: colour
        for tone, (ground, text) in grounds.items()
        for name, colour in ((f"tone-{tone}", ground), (f"tone-{tone}-text", text))
    }


LIGHT = Theme(
    name="light",
    dark=False,
    primary="#1b4f72",
    secondary="#5b6b7a",
    accent="#c8553d",
    success="#1e7d46",
    warning="#a15c00",
    error="#b3261e",
    foreground="#1c2430",
    background="#f6f3ec",
    surface="#fffdf8",
    panel="#e7e1d4",
    variables={
        "quiet": "#5a6472",
        "rule": "#cfc6b4",
        "chosen": "#d6e6f2",
        "chosen-text": "#0d2b42",
        "input-cursor-background": "#1b4f72",
        "input-cursor-foreground": "#fffdf8",
    }
    | _tones(
        good=("#1e7d46", "#ffffff"),
        known=("#8a5200", "#ffffff"),
        stop=("#b3261e", "#ffffff"),
        read=("#5b3a8c", "#ffffff"),
        strange=("#414b58", "#ffffff"),
    ),
)

DARK = Theme(
    name="dark",
    dark=True,
    primary="#7fb8dc",
    secondary="#8b9bab",
    accent="#f2917a",
    success="#5cc98a",
    warning="#f0b44c",
    error="#ff8a80",
    foreground="#e6e9ee",
    background="#12171e",
    surface="#1a212b",
    panel="#262f3b",
    variables={
        "quiet": "#9aa7b6",
        "rule": "#3a4656",
        "chosen": "#2b4a63",
        "chosen-text": "#ffffff",
        "input-cursor-background": "#7fb8dc",
        "input-cursor-foreground": "#12171e",
    }
    | _tones(
        good=("#1e7d46", "#ffffff"),
        known=("#8a5200", "#ffffff"),
        stop=("#b3261e", "#ffffff"),
        read=("#6a47a3", "#ffffff"),
        strange=("#4a5564", "#ffffff"),
    ),
)

HIGH_CONTRAST = Theme(
    name="high-contrast",
    dark=True,
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    success="#00ff5f",
    warning="#ffff00",
    error="#ff9f9f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    variables={
        "quiet": "#ffffff",
        "rule": "#ffffff",
        "chosen": "#ffff00",
        "chosen-text": "#000000",
        "input-cursor-background": "#ffff00",
        "input-cursor-foreground": "#000000",
    }
    | _tones(
        good=("#00ff5f", "#000000"),
        known=("#ffff00", "#000000"),
        stop=("#ff3b30", "#000000"),
        read=("#00ffff", "#000000"),
        strange=("#ffffff", "#000000"),
    ),
)

ALL = (LIGHT, DARK, HIGH_CONTRAST)
TITLES = {
    "light": marked("Light colours"),
    "dark": marked("Dark colours"),
    "high-contrast": marked("High contrast"),
}
