"""A whole name in one cell."""

import pytest

from checkin.intake.names import split_name


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Hélène Lefèvre", "Hélène", "Lefèvre"),
        ("MARTIN Jean-Pierre", "Jean-Pierre", "MARTIN"),
        ("Jean-Pierre MARTIN", "Jean-Pierre", "MARTIN"),
        ("MARTIN DUPONT Anne Marie", "Anne Marie", "MARTIN DUPONT"),
        ("DE LA FONTAINE Jean", "Jean", "DE LA FONTAINE"),
        ("Jean de LA FONTAINE", "Jean", "de LA FONTAINE"),
        ("Jean de La Fontaine", "Jean", "de La Fontaine"),
        ("Marie d'ALMEIDA", "Marie", "d'ALMEIDA"),
        ("Ludwig van der Berg", "Ludwig", "van der Berg"),
        ("Ana Maria da Silva", "Ana Maria", "da Silva"),
        ("Mohamed El Amrani", "Mohamed", "El Amrani"),
        ("Lefèvre, Hélène", "Hélène", "Lefèvre"),
        ("Mme Hélène Lefèvre", "Hélène", "Lefèvre"),
        ("M. Jean MARTIN", "Jean", "MARTIN"),
        ("Jean P. MARTIN", "Jean P.", "MARTIN"),
        ("JEAN MARTIN", "JEAN", "MARTIN"),
        ("N'GUYEN Thi Mai", "Thi Mai", "N'GUYEN"),
        ("LI Wei", "Wei", "LI"),
        ("Le Gall", "", "Le Gall"),
        ("Stromae", "", "Stromae"),
        ("王伟", "", "王伟"),
        ("Jean McDONALD", "Jean", "McDONALD"),
    ],
)
def test_a_whole_name_is_split(name: str, given: str, family: str) -> None:
    assert split_name(name) == (given, family)
