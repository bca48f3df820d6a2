"""What a laptop is told once: the desk's folder, and the settings kept in it."""

import json
import os
import platform
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

import platformdirs

from checkin import tables
from checkin.badge.paper import Paper
from checkin.badge.tongues.care import Tongue
from checkin.language import LANGUAGES, _
from checkin.scanning.habits import SLOWEST, Habits
from checkin.scanning.layouts import LAYOUTS
from checkin.tables import FileMissing, Table, TableTrouble
from db.folding import fold

THEMES = ("light", "dark", "high-contrast")
DARKNESS, FEED, CUTTER = (-6, 6), (0, 30), (0, 45)  # what a printer can be told, least and most
PRINTERS = ("folder", "file", "network", "usb", "libusb", "cups", "windows", "serial")
ANSWERS = ("auto", "yes", "no")


class SettingsTrouble(Exception):
    """A sentence that says what is wrong with the desk's folder, and what to do."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """One printer of the desk; `dots` across the paper, `length_mm` along it.

    `darkness` is from -6 to 6, where 0 leaves it as the printer is set. Each badge is fed `feed_mm`
    beyond the blade, which stands `cutter_mm` behind the print head. `answers`
    says whether it tells how it is; auto finds out. `speaks` is its language; `label` is what is
    on its roll, where the language wants to know.
    """

    kind: str = "folder"
    address: str = ""
    dots: int = 576
    dpi: int = 203
    length_mm: int = 100
    answers: str = "auto"
    darkness: int = 0
    feed_mm: int = 0
    cutter_mm: int = 0
    speaks: str = Tongue.ESCPOS.value
    label: str = ""


def paper_of(settings: PrinterSettings) -> Paper:
    """Return what the desk's printer prints on; what lies behind the blade stays blank."""
    return Paper(settings.dots, settings.dpi, settings.length_mm - settings.cutter_mm)


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """Where the desk's scanners are: `auto` is the one that is found, empty is none.

    A scanner that types like a keyboard needs no setting; `keys` takes it from the terminal. What
    it was found to do at its set-up is in the last four: see `Habits`.
    """

    serial: str = "auto"
    camera: str = ""
    keys: str = ""
    keyboard: str = ""
    gap: int = 0
    prefix: str = ""
    suffix: str = ""

    @property
    def habits(self) -> Habits:
        """How the scanner types that was set up at this desk."""
        return Habits(self.keyboard, self.gap, self.prefix, self.suffix)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set for one desk; an empty language follows the locale, an empty list the event.

    `others` are printers by name beside the usual one. `columns` maps fields of a registration to
    headings of the organiser's file, as last given.
    """

    desk: str
    language: str = ""
    theme: str = THEMES[0]
    list_id: str = ""
    operator: str = ""
    printer: PrinterSettings = PrinterSettings()
    scanners: ScannerSettings = ScannerSettings()
    others: Mapping[str, PrinterSettings] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Folder:
    """The desk's folder and the places in it."""

    path: Path

    @property
    def event(self) -> Path:
        """The event's description; a folder that has it is complete."""
        return self.path / "event.toml"

    @property
    def settings(self) -> Path:
        """The desk's settings."""
        return self.path / "desk.toml"

    @property
    def desk_key(self) -> Path:
        """The secret with which this desk signs its journal."""
        return self.path / "desk.key"

    @property
    def tickets_key(self) -> Path:
        """The secret with which the event signs its tickets."""
        return self.path / "tickets.key"

    @property
    def copy(self) -> Path:
        """The local copy: all that is known of registrations and arrivals."""
        return self.path / "checkin.db"

    @property
    def witness(self) -> Path:
        """How far this desk's journal was written, kept outside the copy."""
        return self.path / "journal.last"

    @property
    def badges(self) -> Path:
        """Where badges go when there is no printer."""
        return self.path / "badges"

    @property
    def rejects(self) -> Path:
        """Where the rows go that an import could not use."""
        return self.path / "rejects"

    @property
    def membership(self) -> Path:
        """This desk's place among the others; none for a desk that is alone."""
        return self.path / "membership.json"

    @property
    def pretix(self) -> tuple[Path, ...]:
        """The pretix that this desk belongs to, and its token where no keyring has it."""
        return (self.path / "pretix.json", self.path / "pretix.token")

    @property
    def places(self) -> tuple[Path, ...]:
        """All of them; the event's description comes last."""
        return (
            *(self.desk_key, self.tickets_key, self.copy, self.witness, self.badges),
            *(self.rejects, self.membership, *self.pretix, self.settings, self.event),
        )

    @property
    def is_complete(self) -> bool:
        """Whether `create_folder` went through here; no when that cannot be seen."""
        return os.access(self.event, os.F_OK)


def default_folder() -> Path:
    """Return where this system keeps the data of its users' programs."""
    return platformdirs.user_data_path("checkin", appauthor=False)


def default_desk(hostname: str) -> str:
    """Return a desk's name made from its laptop's."""
    return fold(hostname.partition(".")[0]).replace(" ", "-") or "desk"


def create_folder(folder: Path, event_text: str) -> Folder:
    """Make a desk's folder with new secrets; one that holds anything else is left alone."""
    made = Folder(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_occupied(made)
        folder.chmod(0o700)
        for key in (made.desk_key, made.tickets_key):
            if not key.exists():
                _replace(key, secrets.token_bytes(32))
        _replace(made.settings, _written(Settings(desk=default_desk(platform.node()))))
        for place in (made.badges, made.rejects):
            place.mkdir(mode=0o700, exist_ok=True)
        _replace(made.event, event_text.encode())
    except OSError as error:
        raise _unwritable(folder, error) from error
    return made


def read_settings(folder: Path) -> Settings:
    """Return the settings kept in a desk's folder."""
    try:
        return _settings(tables.read(Folder(folder).settings))
    except FileMissing:
        sentence = _("{folder} is not the folder of a desk: make one with “checkin init {folder}”.")
        raise SettingsTrouble(sentence.format(folder=folder)) from None
    except TableTrouble as trouble:
        raise SettingsTrouble(str(trouble)) from trouble


def write_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings in a desk's folder, all of them or none."""
    try:
        _replace(Folder(folder).settings, _written(settings))
    except OSError as error:
        raise _unwritable(folder, error) from error


def _settings(table: Table) -> Settings:
    table.only(
        *("desk", "language", "theme", "list", "operator"),
        *("printer", "printers", "scanners", "columns"),
    )
    others, columns = table.table("printers"), table.table("columns")
    return Settings(
        desk=table.text("desk"),
        language=table.choice("language", ("", *LANGUAGES), ""),
        theme=table.choice("theme", THEMES, THEMES[0]),
        list_id=table.text("list", ""),
        operator=table.text("operator", ""),
        printer=_printer(table.table("printer")),
        others={name: _printer(others.table(name)) for name in others.values},
        scanners=_scanners(table.table("scanners")),
        columns={name: columns.text(name) for name in columns.values},
    )


def _scanners(table: Table) -> ScannerSettings:
    usual = ScannerSettings()
    table.only(*asdict(usual))
    return ScannerSettings(
        serial=table.text("serial", usual.serial),
        camera=table.text("camera", ""),
        keys=table.text("keys", ""),
        keyboard=table.choice("keyboard", ("", *LAYOUTS), ""),
        gap=table.between("gap", 0, SLOWEST, 0),
        prefix=table.text("prefix", ""),
        suffix=table.text("suffix", ""),
    )


def _printer(table: Table) -> PrinterSettings:
    usual = PrinterSettings()
    table.only(*asdict(usual))
    return PrinterSettings(
        kind=table.choice("kind", PRINTERS, usual.kind),
        address=table.text("address", ""),
        dots=table.whole("dots", usual.dots),
        dpi=table.whole("dpi", usual.dpi),
        length_mm=table.whole("length_mm", usual.length_mm),
        answers=table.choice("answers", ANSWERS, usual.answers),
        darkness=table.between("darkness", *DARKNESS, usual.darkness),
        feed_mm=table.between("feed_mm", *FEED, usual.feed_mm),
        cutter_mm=table.between("cutter_mm", *CUTTER, usual.cutter_mm),
        speaks=table.choice("speaks", Tongue, usual.speaks),
        label=table.text("label", ""),
    )


def _written(settings: Settings) -> bytes:
    parts: tuple[tuple[str, Mapping[str, str | int]], ...] = (
        (
            "",
            {
                "desk": settings.desk,
                "language": settings.language,
                "theme": settings.theme,
                "list": settings.list_id,
                "operator": settings.operator,
            },
        ),
        ("[printer]", asdict(settings.printer)),
        *(
            (f"[printers.{_literal(name)}]", asdict(printer))
            for name, printer in settings.others.items()
        ),
        ("[scanners]", asdict(settings.scanners)),
        ("[columns]", settings.columns),
    )
    lines = (
        "\n".join((head, *(f"{key} = {_literal(value)}" for key, value in values.items())))
        for head, values in parts
    )
    return ("\n\n".join(lines).strip() + "\n").encode()


def _literal(value: str | int) -> str:
    """A JSON text is a TOML text too, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replace(path: Path, content: bytes) -> None:
    """Put a file in place as a whole, on disk, for its owner's eyes only."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            draft.close()
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _refuse_occupied(folder: Folder) -> None:
    """What an interrupted `create_folder` left may be completed; anything else is not ours."""
    if folder.is_complete:
        sentence = _("{folder} is a desk's folder already; nothing was changed in it.")
        raise SettingsTrouble(sentence.format(folder=folder.path))
    ours = {place.name for place in folder.places}
    for item in sorted(folder.path.iterdir()):
        if item.name not in ours and not item.name.startswith("."):
            sentence = _("{folder} is not empty (it holds {name}): choose another folder.")
            raise SettingsTrouble(sentence.format(folder=folder.path, name=item.name))


def _unwritable(folder: Path, error: OSError) -> SettingsTrouble:
    sentence = _("{folder} cannot be written ({reason}): choose another folder.")
    return SettingsTrouble(sentence.format(folder=folder, reason=error.strerror))
