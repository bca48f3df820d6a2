"""What a diagnosis means for whoever holds the scanner: one sentence a finding, with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkin.language import _, marked
from checkin.scanning.diagnosis import Diagnosis

KEYBOARDS = {
    "as is": marked("Keyboard: the scanner and this laptop agree."),
    "fr": marked(
        "Keyboard: the scanner types American, this laptop French; checkin translates. "
        "Better: set the scanner to “French keyboard” with its booklet."
    ),
    "mac": marked(
        "Keyboard: the scanner types American, this laptop French (Mac) or Belgian; checkin "
        "translates. Better: set the scanner to this keyboard with its booklet."
    ),
    "reversed": marked(
        "Keyboard: the scanner types French, this laptop American; checkin translates. "
        "Better: set this laptop's keyboard to French."
    ),
}
ENDINGS = {
    "enter": marked("End of code: Enter, as it should be."),
    "ctrl+j": marked("End of code: line feed, that works."),
    "tab": marked("End of code: Tab, that works."),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence; `is_well` where nothing needs doing."""

    sentence: str
    is_well: bool = True


def advise(found: Diagnosis) -> Iterator[Advice]:
    """Yield what was found, one line each."""
    if not found.keyboard:
        yield Advice(
            _("This is not the test code: “{text}”. Scan the code shown here.").format(
                text=found.text
            ),
            is_well=False,
        )
        return
    yield Advice(_(KEYBOARDS[found.keyboard]), found.keyboard == "as is")
    if found.caps:
        yield Advice(_("Caps lock is on: turn it off on this laptop."), is_well=False)
    yield _ending(found)
    yield _speed(found)
    for words, signs in (
        (_("Before each code it types “{signs}”: checkin takes it off."), found.prefix),
        (_("After each code it types “{signs}”: checkin takes it off."), found.suffix),
    ):
        if signs:
            yield Advice(words.format(signs=signs), is_well=False)


def _ending(found: Diagnosis) -> Advice:
    if found.ending in ENDINGS:
        return Advice(_(ENDINGS[found.ending]))
    if found.is_ended:
        return Advice(_("End of code: none; checkin waits a moment. Better: set “suffix Enter”."))
    return Advice(
        _("End of code: none, and it types slowly. Set “suffix Enter” with its booklet."),
        is_well=False,
    )


def _speed(found: Diagnosis) -> Advice:
    gap = round(found.gap)
    if found.is_too_slow:
        words = _(
            "Speed: {gap} ms a key, as slow as a person: set its “inter-character delay” to 0, "
            "or bring it closer."
        )
    elif found.is_slow:
        words = _("Speed: {gap} ms a key, slow (Bluetooth?); this desk now waits for it.")
    else:
        words = _("Speed: {gap} ms a key, good.")
    return Advice(words.format(gap=gap), not found.is_slow)
