"""What somebody answered, among all that a list says of them beside the fields of ours.

A list keeps house as well: prices, dates, seats, links. Those columns are kept and given back, but
nobody at the desk looks for them.
"""

from functools import lru_cache

from db.folding import fold
from db.records import Registration

_MANY_WORDS = 7  # so long a heading is a question, whatever its words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HOUSEKEEPING = _words(
    "price prix amount montant total gross brut net fee fees frais tax taxe fiscal fiscale"
    " imposition tva vat currency devise cost cout paid paye payment paiement payments refund"
    " date heure time timestamp horodateur created modified modification updated at"
    " id ids code uid uuid secret barcode barres url link lien order commande booking"
    " invoice facture factures facturation billing payeur payer acheteur buyer"
    " seat siege sieges row rangee zone address adresse street rue zip postal postcode city ville"
    " state etat region pays country email mail courriel phone telephone mobile cell"
    " channel canal vente sales source provider fournisseurs merchant commercant"
    " status statut checked check checkin enregistrement caisse validity valable"
    " voucher bon promo coupon discount remise variant variante event evenement suivi follow up"
    " verified verifiee quantity quantite positions ip browser device appareil offline ligne"
    " automatic automatique gate pont scan list liste result resultat message error erreur"
    " titre title"
)
_YES_OR_NO = _words("oui non yes no true false vrai faux ja nein si")


@lru_cache(maxsize=4096)
def is_asked(heading: str) -> bool:
    """Say whether a heading is a question to the participant, and no housekeeping."""
    words = fold(heading).split()
    if heading.rstrip().endswith("?") or len(words) >= _MANY_WORDS:
        return True
    return bool(words) and _HOUSEKEEPING.isdisjoint(words)


def of(registration: Registration) -> tuple[tuple[str, str], ...]:
    """Return questions and answers; what the registration says elsewhere is not said again."""
    if not registration.extra:
        return ()
    said = {
        *(registration.name, registration.given_name, registration.family_name),
        *(registration.organisation, registration.function, registration.country),
    }
    return tuple(
        (heading, text)
        for heading, text in registration.extra
        if text and text not in said and is_asked(heading)
    )


def lacking(registration: Registration) -> tuple[str, ...]:
    """Return the questions that are still to be asked at the desk."""
    return tuple(heading for heading, text in registration.extra if not text)


def words_of(registration: Registration) -> tuple[str, ...]:
    """Return the folded words of the answers, each once; yes and no tell nobody apart."""
    words = (word for _heading, text in of(registration) for word in fold(text).split())
    return tuple(dict.fromkeys(word for word in words if _tells(word)))


def _tells(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word not in _YES_OR_NO
