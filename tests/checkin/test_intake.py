"""Lists of organisers -> registrations, rejects and remarks; every row is one or the other."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import language
from checkin.demo import people
from checkin.event import Event, parse_event, programme
from checkin.intake import Incoming, IntakeTrouble, Reject, read, write_rejects
from checkin.intake.delimited import is_binary
from db.records import Registration, Status
from tests.lists import write_csv, write_xlsx

EVENT = parse_event(programme(), "programme")


@pytest.fixture(autouse=True)
def _english() -> None:
    language.install("en")


@pytest.fixture
def event() -> Event:
    return EVENT


def listed(folder: Path, text: str) -> Incoming:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return read(path, EVENT)


def only(incoming: Incoming) -> Registration:
    (registration,) = incoming.registrations
    return registration


def refusal(folder: Path, text: str, mapping: dict[str, str] | None = None) -> str:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(IntakeTrouble) as trouble:
        read(path, EVENT, mapping)
    return str(trouble.value)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_list_of_made_up_people_comes_in_as_they_are(tmp_path: Path, write, event: Event) -> None:  # type: ignore[no-untyped-def] # one of two writers
    everyone = list(people(event, 400, seed=5, code=lambda number: f"{number:016}"))
    incoming = read(write(tmp_path / f"l.{write.__name__[6:]}", everyone), event)
    assert incoming.rows == len(incoming.registrations) == 400
    for came, made in zip(incoming.registrations, everyone, strict=True):
        assert (came.name, came.code, came.organisation) == (
            made.name,
            made.code,
            made.organisation,
        )
        assert (came.category, came.status, came.note) == (made.category, made.status, made.note)
        assert came.sessions == made.sessions
        assert (came.country, came.language, came.order) == (
            *(made.country, made.language, made.order),
        )


def test_rows_without_a_person_are_rejected_with_line_and_reason(tmp_path: Path) -> None:
    incoming = listed(
        tmp_path,
        "Nom;Prénom;Organisme\nLi;O;Val\n;;Ville sans nom\nLi;O;Val\nNom;Prénom;Organisme\n"
        'a;b;c;trop\n;;\nTotal : 3;;\n-;?;Val\n"x;y;z\nu;v;w";y;z\n' + "n" * 300 + ";;\n",
    )
    assert [(reject.line, reject.reason) for reject in incoming.rejects] == [
        (3, "There is no name in this row."),
        (4, "The row is the same as line 2."),
        (5, "These are the headings again."),
        (6, "The row has 4 cells under 3 headings."),
        (8, "This is a total, not a person."),
        (9, "There is no name in this row."),
        (10, "A quotation mark is not closed: the row runs into those below it."),
        (12, "The name is too long to be one."),
    ]
    assert incoming.rejects[3].cells == ("a", "b", "c", "trop")
    assert (incoming.rows, incoming.blank, incoming.lines) == (9, 1, (2,))


def test_somebody_called_total_is_a_person(tmp_path: Path) -> None:
    incoming = listed(tmp_path, "Nom;Prénom;Organisme\nTotal;Jean;Val\nTotalier;;\n")
    assert len(incoming.registrations) == 2


def test_likely_duplicates_are_told_and_kept(tmp_path: Path) -> None:
    incoming = listed(
        tmp_path,
        "Prénom;Nom;Organisme;E-mail;Code\n"
        "Hélène;Lefèvre;Val;h@val.example;A1\n"
        "HELENE;LEFEVRE;VAL;autre@val.example;A2\n"
        "Paul;Li;Val;H@val.example;A3\n"
        "Anne;O;Mer;a@mer.example;A1\n",
    )
    assert [(twin.line, twin.earlier, twin.reason) for twin in incoming.duplicates] == [
        (3, 2, "same name and organisation"),
        (4, 2, "same e-mail"),
        (5, 2, "same ticket code"),
    ]
    assert len(incoming.registrations) == 4


def test_a_ticket_code_that_a_spreadsheet_cut_is_left_out(tmp_path: Path) -> None:
    incoming = listed(tmp_path, "Nom;Code-barres\nLi;5,00110E+12\nO;3E45\n")
    first, second = incoming.registrations
    assert (first.code, first.extra) == ("", (("Code-barres", "5,00110E+12"),))
    assert second.code == "3E45"
    assert incoming.warnings[0].count == 1


@pytest.mark.parametrize(
    ("heading", "word", "status"),
    [
        ("Statut", "Validé", Status.CONFIRMED),
        ("Statut", "", Status.CONFIRMED),
        ("Statut", "en attente", Status.PENDING),
        ("Attendee Status", "Not Attending", Status.CANCELLED),
        ("Registration state", "Awaiting payment", Status.UNPAID),
        ("Statut", "Liste d’attente", Status.WAITING),
        ("Statut", "Bloqué", Status.BLOCKED),
        ("Payé", "Non", Status.UNPAID),
        ("Paid", "yes", Status.CONFIRMED),
        ("Valide", "Non", Status.CANCELLED),
        ("Bloqué", "Oui", Status.BLOCKED),
        ("Bloqué", "", Status.CONFIRMED),
    ],
)
def test_words_of_status_are_understood(
    tmp_path: Path, heading: str, word: str, status: Status
) -> None:
    assert only(listed(tmp_path, f"Nom;{heading}\nLi;{word}\n")).status is status


def test_the_gravest_of_two_statuses_counts(tmp_path: Path) -> None:
    text = "Nom;Statut;Payé\nLi;Annulé;Oui\nO;Validé;Non\n"
    first, second = listed(tmp_path, text).registrations
    assert (first.status, second.status) == (Status.CANCELLED, Status.UNPAID)


def test_an_unknown_status_is_pending_and_told(tmp_path: Path) -> None:
    incoming = listed(tmp_path, "Nom;Statut\nLi;peut-être\nO;peut-être\n")
    assert {registration.status for registration in incoming.registrations} == {Status.PENDING}
    (warning,) = incoming.warnings
    assert warning.text == "“peut-être” is no status known here: taken as pending."
    assert (warning.count, warning.line) == (2, 2)


def test_a_status_column_may_say_what_people_are(tmp_path: Path) -> None:
    incoming = listed(tmp_path, "Nom;Statut\nLi;Élu\nO;Technicienne\n")
    assert [registration.category for registration in incoming.registrations] == [
        *("elu", "technicien")
    ]
    assert incoming.mapping["category"] == "Statut"


def test_columns_are_recognised_by_their_cells(tmp_path: Path) -> None:
    person = only(listed(tmp_path, "Nom;Contact;Type;Lundi\nLi;li@val.example;Presse;Balkans\n"))
    assert (person.email, person.category) == ("li@val.example", "presse")
    assert person.sessions == ("groupe-balkans",)


def test_columns_named_after_sessions_are_chosen_with_a_mark(tmp_path: Path) -> None:
    incoming = listed(tmp_path, "Nom;Balkans;Verre de l’amitié\nLi;x;Non\nO;;peut-être\n")
    first, second = incoming.registrations
    assert first.sessions == ("groupe-balkans",)
    assert (second.sessions, second.extra) == ((), (("Verre de l’amitié", "peut-être"),))


def test_the_participant_comes_before_the_payer(tmp_path: Path) -> None:
    text = "Email payeur;Email participant;Nom payeur;Nom participant;Prénom participant\n"
    text += "p@x.example;q@x.example;Payeur;Li;O\np@x.example;;Payeur;;\n"
    first, second = listed(tmp_path, text).registrations
    assert (first.name, first.email) == ("O Li", "q@x.example")
    assert (second.name, second.email) == ("Payeur", "p@x.example")


def test_an_add_on_row_is_no_person(tmp_path: Path) -> None:
    text = "Attendee name,Add-on to position ID,Invoice address name\nO Li,,Paul\n,1,Paul\n"
    incoming = listed(tmp_path, text)
    assert only(incoming).name == "O Li"
    assert incoming.rejects[0].line == 3


def test_unknown_columns_are_kept_under_their_headings(tmp_path: Path) -> None:
    incoming = listed(tmp_path, "Nom;Repas;;Repas\nLi;végétarien;x;halal\n")
    assert incoming.headings == ("Nom", "Repas", "#3", "Repas (2)")
    assert only(incoming).extra == (("Repas", "végétarien"), ("#3", "x"), ("Repas (2)", "halal"))


def test_two_columns_of_the_same_name_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "Nom;Prénom;Nom\nLi;O;La\n") == (
        "Columns 1 and 3 are both called “Nom”: rename one of them in the list."
    )
    assert "“E-mail”" in refusal(tmp_path, "Nom;E-mail;E-mail\nLi;a@b.example;c@d.example\n")


def test_a_mapping_wins_over_headings(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom;Prénom;Nom;Badge\nLi;O;La;Docteur O\n", "utf-8")
    person = only(read(path, EVENT, {"family_name": "Nom (2)"}))
    assert person.name == "O La"
    person = only(read(path, EVENT, {"name": "badge"}))
    assert person.name == "Docteur O"
    person = only(read(path, EVENT, {"given_name": "Badge", "family_name": "Nom"}))
    assert person.name == "Docteur O Li"


def test_a_mapping_may_find_headings_that_nothing_else_finds(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Salon;2023\nQui;Quoi\nO Li;Maire\n", "utf-8")
    person = only(read(path, EVENT, {"name": "Qui", "function": "Quoi"}))
    assert (person.name, person.function) == ("O Li", "Maire")


def test_a_remembered_mapping_is_followed_where_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom;Prénom;Vu\nLi;O;Maire\n", "utf-8")
    person = only(read(path, EVENT, remembered={"function": "Vu", "email": "Courrier"}))
    assert (person.function, person.email) == ("Maire", "")


def test_a_mapping_that_cannot_be_followed_is_refused(tmp_path: Path) -> None:
    text = "Nom;Prénom\nLi;O\n"
    assert refusal(tmp_path, text, {"given_name": "Prenon"}) == (
        "There is no column “Prenon” in the list; it has: Nom, Prénom. Did you mean Prénom?"
    )
    sentence = refusal(tmp_path, text, {"givenname": "Prénom"})
    assert sentence.startswith("There is no field givenname; the fields are: given_name, ")
    assert sentence.endswith("Did you mean given_name?")


def test_rejects_are_written_so_that_spreadsheets_compute_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    write_rejects(path, [Reject(7, "Pas de nom.", ("=1+1", "Ville d’Été"))], ("Nom", "Organisme"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [
            ["Line", "Reason", "Nom", "Organisme"],
            ["7", "Pas de nom.", "'=1+1", "Ville d’Été"],
        ]


def test_progress_is_told_to_the_end(tmp_path: Path, event: Event) -> None:
    told: list[float] = []
    path = write_csv(tmp_path / "l.csv", people(event, 3000))
    read(path, event, progress=told.append)
    assert told == sorted(told)
    assert (len(told) > 3, told[-1]) == (True, 1.0)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_every_row_is_a_registration_or_a_reject(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("lists") / "l.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerows([["Nom", "Prénom", "Note"], *table])
    blank = sum(not "".join(row).strip() for row in table)
    if blank == len(table) or is_binary(path.read_bytes()):
        with pytest.raises(IntakeTrouble):
            read(path, EVENT)
        return
    incoming = read(path, EVENT)
    assert incoming.rows + incoming.blank == len(table)
    assert incoming.blank == blank
    assert len(incoming.lines) == len(incoming.registrations)
