"""Headings of many registration systems."""

import pytest

from checkin.intake.headings import Whose, meaning_of


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Prénom", "given_name"),
        ("Votre prénom *", "given_name"),
        ("PRÉNOM (obligatoire)", "given_name"),
        ("Prénom / First name", "given_name"),
        ("Attendee name: Given name", "given_name"),
        ("Nom du participant : Prénom", "given_name"),
        ("Nom de famille", "family_name"),
        ("Last Name", "family_name"),
        ("Nom", "surname-or-name"),
        ("Nom de l'élu", "surname-or-name"),
        ("Nom/Prénom", "name"),
        ("Nom et prénom", "name"),
        ("Full name", "name"),
        ("Secret du billet", "code"),
        ("N° de billet", "code"),
        ("Barcode #", "code"),
        ("Ticket code", "code"),
        ("Référence commande", "order"),
        ("Order #", "order"),
        ("Code de commande", "order"),
        ("Collectivité ou organisme", "organisation"),
        ("Organisation / Collectivité", "organisation"),
        ("Nom de la collectivité", "organisation"),
        ("Company", "organisation"),
        ("Job Title", "function"),
        ("Fonction", "function"),
        ("Type de participant", "category"),
        ("Tarif", "ticket-type"),
        ("Pays", "country"),
        ("E-mail", "email"),
        ("Adresse e-mail", "email"),
        ("Courriel", "email"),
        ("Téléphone portable", "phone"),
        ("Langue", "language"),
        ("Ateliers choisis", "sessions"),
        ("Statut de la commande", "status"),
        ("Attendee Status", "status"),
        ("Payé", "paid"),
        ("Remarques", "note"),
        ("Accompagnants", "companions"),
    ],
)
def test_a_heading_is_recognised_in_french_and_english(heading: str, field: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.field == field


@pytest.mark.parametrize(
    "heading",
    [
        *("Nom du siège", "Nom de l'événement", "Code postal", "Code promo", "Date de naissance"),
        *("Numéro client", "Montant tarif", "E-mail ou téléphone", "ID", "", "Moyen de paiement"),
        *(
            "Adresse de facturation (pays)",
            "Nombre de participants",
            "Code du client",
            "Horodateur",
        ),
    ],
)
def test_other_headings_are_left_alone(heading: str) -> None:
    assert meaning_of(heading) is None


@pytest.mark.parametrize(
    ("heading", "whose"),
    [
        ("Prénom participant", Whose.PARTICIPANT),
        ("Prénom", Whose.ANYBODY),
        ("Prénom payeur", Whose.PAYER),
        ("Buyer email", Whose.PAYER),
        ("Téléphone (Commande) - #5", Whose.PAYER),
        ("Nom de l'adresse de facturation: Prénom", Whose.PAYER),
        ("Invoice address name", Whose.PAYER),
    ],
)
def test_participants_are_told_from_payers(heading: str, whose: Whose) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.whose is whose
