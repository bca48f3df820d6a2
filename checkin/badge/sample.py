"""Nobody, whose badge shows what badges look like."""

from db.records import Registration

SAMPLE = Registration(
    "",
    *("Éloïse", "D’Ornano-Œuvrard", "0123456789AZM"),
    *("Communauté d’agglomération", "Déléguée à la coopération"),
    "Test",
    country="France",
)
