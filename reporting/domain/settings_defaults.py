"""What the public pages say until an organisation has written its own words.

Neutral: a title or text here stands on a screen that somebody else may see, so it names no trade
and no kind of harm that the page does not need.
"""

from reporting.domain.settings_values import HelpNumber, Listed, Text

NO_TEXT = Text({})
TITLE = Text({"en": "Community reports", "fr": "Signalements communautaires"})
ORGANISATION = Text({"en": "Our team", "fr": "Notre équipe"})

WHO_READS = Text(
    {
        "en": (
            "Our staff read what you send, usually within a few days. Nobody reads at night. "
            "If you need somebody now, use the numbers on this page."
        ),
        "fr": (
            "Notre équipe lit ce que vous envoyez, le plus souvent en quelques jours. Personne ne "
            "lit la nuit. Si vous avez besoin de quelqu’un maintenant, utilisez les numéros sur "
            "cette page."
        ),
    }
)
LEGAL_LIMITS = Text(
    {
        "en": (
            "What you send stays with us, with a few limits. If somebody under 19 is being harmed, "
            "or a life is in danger right now, the law may make us tell somebody. "
            "A court can order us to keep or hand over what we can read."
        ),
        "fr": (
            "Ce que vous envoyez reste chez nous, avec quelques limites. Si une personne de moins "
            "de 19 ans subit de la violence, ou si une vie est en danger maintenant, la loi peut "
            "nous obliger à le dire. Un tribunal peut nous obliger à garder ou à remettre ce que "
            "nous pouvons lire."
        ),
    }
)
UNDER_19 = Text(
    {
        "en": (
            "You can use this form at any age. If you are under 19 and somebody is harming you, "
            "the law may make us call child protection. You can leave out your name and age, "
            "or call us first."
        ),
        "fr": (
            "Vous pouvez utiliser ce formulaire à tout âge. Si vous avez moins de 19 ans et que "
            "quelqu’un vous fait du mal, la loi peut nous obliger à appeler la protection de la "
            "jeunesse. Vous pouvez ne pas dire votre nom ni votre âge, ou nous appeler d’abord."
        ),
    }
)
CARE_DEADLINES = Text(
    {
        "en": (
            "Some care works only for a short time. You can get it without talking to police.\n"
            "Medicine against HIV: as soon as you can, within 72 hours.\n"
            "Emergency birth control: as soon as you can, within 5 days.\n"
            "A test for drugs somebody gave you: as soon as you can, within about 4 days.\n"
            "An exam that keeps evidence: within 7 days. You can decide later what happens to it."
        ),
        "fr": (
            "Certains soins n’agissent que peu de temps. Vous pouvez les avoir sans parler à la "
            "police.\n"
            "Médicament contre le VIH : dès que possible, dans les 72 heures.\n"
            "Contraception d’urgence : dès que possible, dans les 5 jours.\n"
            "Test de drogues qu’on vous a données : dès que possible, dans les 4 jours environ.\n"
            "Examen qui garde des preuves : dans les 7 jours. Vous pouvez décider plus tard de la "
            "suite."
        ),
    }
)
ABOUT = Text(
    {
        "en": (
            "Here you can tell us about something that happened, without saying who you are. "
            "We read it, we answer, and you decide what else we may do with it."
        ),
        "fr": (
            "Ici, vous pouvez nous dire ce qui est arrivé, sans dire qui vous êtes. Nous lisons, "
            "nous répondons, et vous décidez de ce que nous pouvons en faire d’autre."
        ),
    }
)
HELP_NUMBERS = (
    HelpNumber(Text({"en": "Emergency", "fr": "Urgence"}), "911"),
    HelpNumber(
        Text({"en": "Crisis line, call or text", "fr": "Ligne de crise, appel ou texto"}), "988"
    ),
)
RACES = tuple(
    Listed(slug, Text({"en": english, "fr": french}))
    for slug, english, french in (
        ("indigenous", "Indigenous", "Autochtone"),
        ("black", "Black", "Noire"),
        ("east_asian", "East Asian", "Asiatique de l’Est"),
        ("south_asian", "South Asian", "Sud-asiatique"),
        ("southeast_asian", "Southeast Asian", "Asiatique du Sud-Est"),
        ("middle_eastern", "Middle Eastern", "Moyen-orientale"),
        ("latin_american", "Latin American", "Latino-américaine"),
        ("white", "White", "Blanche"),
        ("mixed", "Mixed", "Mixte"),
    )
)
SPOKEN_LANGUAGES = (
    Listed("en", Text({"en": "English", "fr": "Anglais"})),
    Listed("fr", Text({"en": "French", "fr": "Français"})),
    Listed("other", Text({"en": "Another language", "fr": "Une autre langue"})),
)
SAFE_EXIT = "https://www.wikipedia.org/"  # an everyday page that loads quickly everywhere
TIME_ZONE = "America/Vancouver"
