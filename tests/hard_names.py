"""The people whose badges are hardest to set: five hundred of them, always the same."""

from itertools import count, islice

from db.records import Registration

GIVEN_NAMES = (
    *("Marie-Antoinette-Joséphine", "Li", "Nguyễn Thị Minh", "Wolfgang-Amadeus Theophil"),
    *("شريف", "عبد الرحمن", "Αλέξανδρος", "Владислав", "伟", "민준", "Ænea", "Rakotoarimanana"),
    *("Hélène", "Þórgunnur", "İbrahim Çağrı", "Jean-Baptiste-Emmanuel-Marie", "Նարեկ", "ნინო"),
    *("Léa 🎉", "O", "Abdoulaye Mamadou Lamine", "Chloé-Apolline", "נועה", "Žydrūnė"),
)
FAMILY_NAMES = (
    *("de La Rochefoucauld-Montmorency-Bouteville", "Wu", "Wolfeschlegelsteinhausenbergerdorff"),
    *("Andrianampoinimerinatompokoindrindra", "بن علي الحمامي", "Παπαδημητρακοπούλου", "Nguyễn"),
    *("Рождественская-Преображенская", "王", "ქართველიშვილი", "Œuvrard d’Ornano", "Ó Súilleabháin"),
    *("van den Berghe-van der Straeten-Ponthoz", "Ramanantsoavina Rakotomalala", "Հովհաննիսյան"),
    *("Guðmundsdóttir", "Llanfairpwllgwyngyllgogerychwyrndrobwll", "I", "Ouédraogo-Kaboré"),
    *("M’Barek Ould Sidi Mohamed Vall", "Szczęśniak-Brzęczyszczykiewicz"),
)
ORGANISATIONS = (
    "Communauté d’agglomération de Saint-Quentin-en-Yvelines et du Pays de la Haute-Vallée, bureau",
    "Ville de Lyon",
    "Ministère de l’Europe et des affaires étrangères, délégation pour les collectivités locales",
    "北京市人民政府外事办公室国际合作处",
    "بلدية تونس، إدارة التعاون الدولي والعلاقات الخارجية",
    "Δήμος Αθηναίων, Διεύθυνση Διεθνών Σχέσεων και Ευρωπαϊκών Προγραμμάτων",
    "Syndicat intercommunal d’assainissement et d’approvisionnement en eau du Bas-Languedoc",
    "Ủy ban nhân dân thành phố Hồ Chí Minh",
    "Управление международных связей администрации города Кишинёва",
    "",
)
FUNCTIONS = (
    "Vice-présidente déléguée à l’action internationale et à la francophonie",
    "Maire",
    "Directrice générale adjointe chargée de la coopération décentralisée et du développement",
    "رئيس البلدية",
    "Начальник отдела внешнеэкономических связей",
    "",
    "Chargé de mission",
)
COUNTRIES = (
    *("France", "République démocratique du Congo", "Saint-Vincent-et-les-Grenadines", "Ruritanie"),
    *("تونس", "États fédérés de Micronésie", "", "Bosnie-Herzégovine"),
)
CODES = ("7F3K9ABCDEFGH{:03}", "a8f5e2k9d7c3b1m4n6p8q2r5s7t9v{:03}", "HTTPS://T.EXAMPLE.ORG/{:04}")
SESSIONS = (
    (),
    ("groupe-afrique-ouest", "groupe-madagascar-ocean-indien", "atelier-3", "b-to-b"),
    ("micro-ateliers-matin",),
    ("groupe-proche-orient", "ouverture", "pleniere", "atelier-8", "pot-cloture", "verre-amitie"),
)
MANY = 500


def hardest(many: int = MANY) -> list[Registration]:
    """Return so many people; every length meets every other, for no two cycles are alike."""
    return [_person(number) for number in islice(count(), many)]


def _person(number: int) -> Registration:
    def turn(among: tuple[str, ...], every: int = 1) -> str:
        return among[number // every % len(among)]

    given_name = GIVEN_NAMES[(number + number // len(FAMILY_NAMES)) % len(GIVEN_NAMES)]
    return Registration(
        str(number),
        given_name,
        turn(FAMILY_NAMES),
        turn(CODES).format(number),
        turn(ORGANISATIONS, 2),
        turn(FUNCTIONS, 3),
        country=turn(COUNTRIES, 5),
        sessions=SESSIONS[number // 7 % len(SESSIONS)],
    )
