"""The words of organisers' lists, French and English, as they stand once folded."""

from collections.abc import Mapping

from db.records import Status


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIELDS = (
    *("given_name", "family_name", "name", "code", "organisation", "function", "category"),
    *("country", "email", "phone", "order", "language", "sessions", "status", "note", "companions"),
)

# Headings by field, the surest first; little words and "number" are taken out before comparing.
# Beyond FIELDS: `surname-or-name` is "Nom", a family name only beside a given name; `ticket-type`
# is the category where a list has no better; three questions whose answers make the status; how
# many places a row stands for; which row of an order it is, and which one it is an add-on to.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "given_name": (
        *("prenom", "prenoms", "first name", "given name", "firstname", "given names", "forename"),
        *("prenom usage", "prenom usuel", "preferred name"),
    ),
    "family_name": (
        *("nom famille", "last name", "family name", "surname", "lastname", "nom usage"),
        *("nom patronymique", "nom naissance", "family names", "last names"),
    ),
    "surname-or-name": ("nom", "name", "noms", "nom adresse", "address name"),
    "name": (
        *("nom complet", "full name", "nom prenom", "prenom nom", "nom prenoms", "fullname"),
        *("participant", "attendee", "delegate", "guest", "identite", "display name"),
        *("first last name", "name surname", "nom et prenoms"),
    ),
    "code": (
        *("secret", "secret billet", "ticket secret", "ticket code", "code billet", "barcode"),
        *("barcode numero", "numero code barres"),
        *("code barre", "code barres", "bar code", "qr code", "qrcode", "code qr", "numero billet"),
        *("ticket numero", "ticket id", "id billet", "code ticket", "numero ticket", "code"),
        *("code inscription", "registration code", "code badge", "badge code", "numero badge"),
        *("numero inscription", "registration numero", "code acces", "access code"),
        *("attendee numero", "numero participant", "id pseudonyme", "pseudonymization id"),
    ),
    "organisation": (
        *("organisation", "organization", "organisme", "collectivite", "structure", "institution"),
        *("collectivite territoriale", "etablissement", "entreprise", "company", "societe"),
        *("affiliation", "employeur", "employer", "association", "entite", "mairie", "commune"),
        *(
            "libelle commune",
            "libelle collectivite",
            "raison sociale",
            "territoire",
            "local authority",
        ),
    ),
    "function": (
        *("fonction", "function", "poste", "job title", "jobtitle", "position", "role", "mandat"),
        *(
            "intitule poste",
            "titre fonction",
            "fonctions",
            "job",
            "qualite",
            "profession",
            "metier",
        ),
        *("libelle fonction", "job role", "poste occupe", "fonction occupee"),
    ),
    "category": (
        *("categorie", "category", "type participant", "participant type", "profil", "profile"),
        *(
            "categorie participant",
            "type inscription",
            "registration type",
            "type public",
            "college",
        ),
    ),
    "ticket-type": (
        *(
            "categorie billet",
            "type billet",
            "ticket type",
            "ticket category",
            "produit",
            "product",
        ),
        *("tarif", "price tier", "formule", "ticket", "billet"),
    ),
    "country": (
        *("pays", "country", "nation", "pays residence", "country residence", "pays origine"),
        *("country origin", "home country"),
    ),
    "email": (
        *("email", "mail", "courriel", "adresse email", "adresse mail", "email address"),
        *(
            "adresse courriel",
            "mail address",
            "adresse electronique",
            "courrier electronique",
            "mel",
        ),
        *("email professionnel", "adresse email professionnelle", "work email", "contact email"),
    ),
    "phone": (
        *("telephone", "phone", "telephone portable", "portable", "mobile", "cell phone", "tel"),
        *("numero telephone", "phone numero", "telephone mobile", "mobile phone", "gsm"),
        *("numero portable", "work phone", "telephone professionnel"),
    ),
    "order": (
        *("reference commande", "order code", "code commande", "order reference", "order id"),
        *("order numero", "numero commande", "commande", "order", "id commande", "commande numero"),
        *("numero reservation", "reference reservation", "booking reference", "booking id"),
        *("numero dossier", "dossier", "reference", "reference inscription", "booking numero"),
    ),
    "language": (
        *("langue", "language", "langue parlee", "spoken language", "preferred language"),
        *("langue preferee", "langue commande", "order locale", "locale", "langue correspondance"),
    ),
    "sessions": (
        *("session", "sessions", "atelier", "ateliers", "workshop", "workshops", "atelier choisi"),
        *("ateliers choisis", "choix atelier", "choix ateliers", "session choisie", "seance"),
        *("sessions choisies", "activites", "activities", "programme", "agenda", "seances"),
        *("complements", "add ons"),
    ),
    "status": (
        *("statut inscription", "registration status", "registration state", "etat inscription"),
        *("attendee status", "statut participant", "statut", "status", "statut commande"),
        *("order status", "etat commande", "statut billet", "ticket status", "statut paiement"),
        *("payment status", "etat paiement", "statut reservation", "booking status"),
    ),
    "note": (
        *("texte enregistrement", "check in text", "note accueil", "welcome note", "attention"),
        *("a savoir", "consigne", "consignes", "note", "notes", "remarque", "remarques"),
        *("commentaire", "commentaires", "comment", "comments", "observation", "observations"),
        *("necessite attention particuliere", "requires special attention"),
    ),
    "companions": (
        *("accompagnants", "accompagnant", "accompagnateurs", "companions", "companion", "guests"),
        *("nombre accompagnants", "accompagne", "numero companions", "plus one"),
    ),
    "paid": ("paye", "paid", "payee", "regle", "reglee", "paiement effectue", "acquitte"),
    "valid": ("valide", "valid", "billet valide", "valid ticket"),
    "blocked": ("bloque", "blocked", "billet bloque"),
    "quantity": ("quantite", "quantity", "nombre places", "nombre billets", "numero tickets"),
    "order-line": ("id position", "position id"),
    "add-on": ("add on position id", "add on to position id"),
}

LITTLE_WORDS = _words(
    "a an au aux d de des du e en est et in is l la le les my mon ma nos notre nous of on or ou"
    " please pour quel quelle s s the to un une vos votre what you your obligatoire"
    " required"
)
SAME_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("no", "n", "num", "number", "nr", "nombre"), "numero"),
    **dict.fromkeys(("ref", "refs"), "reference"),
    "categ": "categorie",
}

# Whose column it is: "Prénom participant", "Prénom payeur".
PARTICIPANT_WORDS = _words(
    "participant participante participants attendee adherent adherente inscrit inscrite invite"
    " invitee visiteur visiteuse delegue deleguee delegate congressiste beneficiaire elu elue"
    " membre titulaire holder guest personne registrant stagiaire visitor"
)
PAYER_WORDS = _words(
    "payeur payeuse payer acheteur acheteuse buyer purchaser client cliente facturation facture"
    " invoice billing commande order commanditaire customer"
)
ADDRESS_WORDS = _words("adresse address rue street ville city zip postal postcode cp state region")

YES = _words("oui o yes y x true vrai 1 ok ja si v")
NO = _words("non n no false faux 0 nein")

STATUSES: Mapping[Status, tuple[str, ...]] = {
    Status.CONFIRMED: (
        *("confirme", "confirmee", "confirmed", "valide", "validee", "validated", "paye", "payee"),
        *("paid", "attending", "registered", "inscrit", "inscrite", "complete", "completed"),
        *("accepte", "acceptee", "accepted", "approved", "approuve", "approuvee", "ok", "oui"),
        *("yes", "actif", "active", "regle", "reglee", "gratuit", "free", "checked in", "aprovado"),
        *("present", "presente", "payment received", "paiement recu", "succeeded", "terminee"),
        *("valid", "termine", "termines", "pago", "aprovada"),
    ),
    Status.PENDING: (
        *("pending", "en attente", "a confirmer", "to confirm", "en cours", "a valider"),
        *("en attente de validation", "en attente de confirmation", "awaiting approval"),
        *("provisoire", "tentative", "unconfirmed", "non confirme", "non confirmee", "in progress"),
        *("pendente", "approval pending", "processing", "en attente d approbation"),
    ),
    Status.UNPAID: (
        *(
            "unpaid",
            "impaye",
            "impayee",
            "non paye",
            "non payee",
            "a payer",
            "a regler",
            "not paid",
        ),
        *("en attente de paiement", "paiement en attente", "awaiting payment", "payment pending"),
        *("pending payment", "non regle", "non reglee", "to pay"),
    ),
    Status.CANCELLED: (
        *("cancelled", "canceled", "annule", "annulee", "rembourse", "remboursee", "refunded"),
        *("deleted", "supprime", "supprimee", "not attending", "withdrawn", "rejected", "refuse"),
        *("refusee", "declined", "desiste", "desistee", "desistement", "expire", "expiree"),
        *("expired", "rejete", "rejetee", "cancelado", "excuse", "excusee", "non"),
        *("cancelada", "reembolsado", "reembolsada", "recusado", "invalid", "void", "chargeback"),
    ),
    Status.WAITING: (
        *("waiting", "liste d attente", "sur liste d attente", "waiting list", "waitlist"),
        *("waitlisted", "on waiting list", "en liste d attente"),
    ),
    Status.BLOCKED: ("blocked", "bloque", "bloquee", "interdit", "interdite", "banned"),
}

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "fr": ("fr", "fra", "fre", "francais", "french", "francaise"),
    "en": ("en", "eng", "anglais", "english", "anglaise"),
    "es": ("es", "spa", "espagnol", "spanish", "espanol"),
    "pt": ("pt", "por", "portugais", "portuguese", "portugues"),
    "de": ("de", "deu", "ger", "allemand", "german", "deutsch"),
    "it": ("it", "ita", "italien", "italian", "italiano"),
    "ar": ("ar", "ara", "arabe", "arabic"),
    "uk": ("uk", "ukr", "ukrainien", "ukrainian"),
}
