"""Exports of registration systems, each as that system writes it."""

from pathlib import Path

import pytest

from checkin import language
from checkin.event import Event, parse_event, programme
from checkin.intake import Incoming, read
from db.records import Registration, Status

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(autouse=True)
def _english() -> None:
    language.install("en")


@pytest.fixture(scope="module")
def event() -> Event:
    return parse_event(programme(), "programme")


def only(incoming: Incoming) -> Registration:
    (registration,) = incoming.registrations
    return registration


def test_a_helloasso_list_comes_in(event: Event) -> None:
    incoming = read(SAMPLES / "helloasso.csv", event)
    mayor, unnamed, refunded = incoming.registrations
    assert (mayor.given_name, mayor.family_name, mayor.function) == ("Hélène", "LEFÈVRE", "Maire")
    assert (mayor.code, mayor.order, mayor.category) == ("001234567", "90001", "elu")
    assert (mayor.organisation, mayor.email) == ("Ville de Val-Clair", "h.lefevre@valclair.example")
    assert unnamed.name == "Hélène LEFÈVRE"
    assert refunded.status is Status.CANCELLED
    assert refunded.function == "Chargé de mission ; « Eau »"
    assert dict(mayor.extra)["Moyen de paiement"] == "Carte bancaire"
    (warning,) = incoming.warnings
    assert (warning.text, warning.count, warning.line) == (
        "The participant's name is empty: the payer's was taken.",
        1,
        3,
    )


def test_a_pretix_list_comes_in_although_headings_come_twice(event: Event) -> None:
    incoming = read(SAMPLES / "pretix.csv", event)
    first, unpaid, blocked = incoming.registrations
    assert (first.country, dict(first.extra)["Pays (2)"]) == ("Sénégal", "FR")
    assert (first.category, first.status, first.note) == ("elu", Status.CONFIRMED, "")
    assert unpaid.status is Status.UNPAID
    assert (unpaid.organisation, unpaid.note) == ("@gora Média", "Remettre le brassard presse")
    assert blocked.status is Status.BLOCKED
    assert blocked.note == "Nécessite une attention particulière"
    assert "Nom du siège (2)" in incoming.headings


def test_an_eventbrite_list_comes_in(event: Event) -> None:
    ann, li = read(SAMPLES / "eventbrite.csv", event).registrations
    assert (ann.name, ann.code, ann.order, ann.function) == (
        *("Ann O'Brien", "70010001", "7001", "Director"),
    )
    assert ann.category == "partenaire"
    assert (li.status, li.companions) == (Status.CANCELLED, "+2")


def test_a_google_form_comes_in_with_its_sessions(event: Event) -> None:
    person = only(read(SAMPLES / "google-forms.csv", event))
    assert person.sessions == ("groupe-afrique-ouest", "verre-amitie")
    assert dict(person.extra)["Ateliers"] == "Yoga"


def test_an_excel_list_comes_in(event: Event) -> None:
    first, second = read(SAMPLES / "excel-windows.csv", event).registrations
    assert first.category == "elu"
    assert (second.country, second.phone) == ("Côte d’Ivoire", "+33 6 39 98 00 02")
    assert second.note == "À conduire au salon"


def test_whole_names_are_split(event: Event) -> None:
    first, second = read(SAMPLES / "unicode-text.txt", event).registrations
    assert (first.given_name, first.family_name) == ("Jean-Pierre", "MARTIN")
    assert (second.given_name, second.family_name) == ("Thị Hoa", "NGUYỄN")
