"""Rules 8, 9 and 14: what may describe the worker, an injury or care, a full legal name.

These are warnings: each may be right where it stands, and then somebody writes why.
"""

import re
from collections.abc import Iterator

from reporting.domain.redaction_common import COMMON
from reporting.domain.redaction_finding import CARE, LEGAL_NAME, LOOKS, Finding, findings
from reporting.domain.redaction_text import Text

_WHOSE = r"(?:her|the (?:worker|woman|girl|victim)(?:'s)?|their|hers)"
_SA = r"(?:sa|son|ses|de la travailleuse|de la victime|d'elle)"
_LOOKS = re.compile(
    rf"\b{_WHOSE} (?:\w+ ){{0,2}}(?:hair|eyes|skin|tattoos?|piercings?|wig|dress|skirt|jacket|"
    rf"coat|heels|"
    rf"boots|accent|age|body|breasts?|figure|weight|height|pregnan\w+|kids?|child(?:ren)?|baby|"
    rf"son|"
    rf"daughter|dog|cat|pets?|boyfriend|girlfriend|partner|husband|wife|mother|mom|sister|"
    rf"brother|friend|"
    rf"roommate|pimp|family|school|visa|permit|papers|passport|status|country|wheelchair|cane|"
    rf"addiction)\b|"
    rf"\b{_SA} (?:cheveux|yeux|peau|tatouages?|perruque|robe|jupe|manteau|talons|bottes|accent|"
    rf"age|"
    rf"enfants?|bebe|fils|fille|chien|chat|copain|copine|conjointe?|mari|mere|soeur|frere|"
    rf"amie?|coloc\w*|"
    rf"famille|ecole|visa|permis|papiers|passeport|statut|pays|fauteuil)\b|"
    r"\b(?:immigrants?|immigration|migrants?|refugees?|asylum|undocumented|deport\w*|"
    r"work permit|visa|newcomers?|nouve(?:aux|lles?) arrivante?s?|nouvel arrivant|"
    r"(?:no|without|pas de|aucun) (?:legal )?(?:papers|papiers|status|statut)|"
    r"international student|immigrante?s?|migrantes?|refugiee?s?|sans[ -]papiers|"
    r"permis de travail|"
    r"expulse\w*|etudiante etrangere)\b|"
    r"\b(?:black|brown|white|asian|chinese|indigenous|native|first nations|inuk|inuit|metis|"
    r"latina|arab|"
    r"muslim|south asian|filipina|thai|african|caribbean|eastern european|trans|young|teenage|"
    r"underage|"
    r"pregnant|disabled|deaf|blonde?|redhead(?:ed)?|petite|tall|blind)(?: \w+)? (?:worker|"
    r"woman|girl|victim|"
    r"female|lady|sex worker|escort)s?\b|"
    r"\b(?:travailleuse|femme|fille|victime|dame) (?:noire|blanche|asiatique|chinoise|"
    r"autochtone|inuite?|"
    r"metisse|latina|arabe|musulmane|africaine|haitienne|trans|jeune|mineure|enceinte|"
    r"handicapee|sourde|"
    r"blonde|rousse|brune|petite)\b|"
    r"\b(?:underage|under[ -]age|minor|teenager|pregnant|enceinte|mineure|adolescente)\b"
)
_CARE = re.compile(
    r"\b(?:stitch\w*|sutures?|concussions?|fractur\w+|broken (?:arm|leg|nose|rib|ribs|jaw|"
    r"wrist|finger|"
    r"hand|ankle|tooth|teeth|collarbone)|broke (?:her|his|their) \w+|black eye|miscarr\w+|"
    r"surgery|"
    r"operation|hospital\w*|emergency room|\ber\b|ambulance|paramedics?|icu|rape kit|"
    r"forensic (?:exam|kit)|"
    r"sane nurse|stab wounds?|gunshot|bruis\w+|bleed\w*|hiv|hepatitis|chlamydia|gonorrh\w+|"
    r"syphilis|herpes|"
    r"pep\b|prep\b|morning[ -]after pill|abortion|detox|rehab|coma|unconscious|seizures?|"
    r"burn(?:s|ed)|"
    r"points de suture|commotion\w*|cote(?:s)? cassee?s?|(?:nez|bras|poignet|doigt|dent|"
    r"machoire) casse\w*|"
    r"oeil au beurre noir|fausse[ -]couche|chirurgie|hopital\w*|hospitalis\w+|urgences?|"
    r"ambulances?|"
    r"trousse medico\w*|coup de couteau|coups de couteau|ecchymoses?|bleus (?:au|aux|sur)|"
    r"saign\w+|vih|"
    r"hepatite|chlamydi\w+|gonorrhee|avortement|desintox\w*|inconsciente?|convulsions?|"
    r"brulures?)\b"
)
_NAME = re.compile(
    r"\b(?P<first>[A-Z][a-z]{1,15}) (?P<middle>[A-Z]\.? )?(?P<last>[A-Z][a-zA-Z'-]{2,})\b"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|M|Mme|(?i:mister|monsieur|madame))\.? [A-Z][a-zA-Z'-]+\b")
_CALLED = re.compile(
    r"\b(?:name is|named|is called|calls (?:him|her|them)sel(?:f|ves)|goes by|s'appelle|se nomme|"
    r"nomme|prenomme|nom est|un certain)\s"
    r"(?P<first>[a-z][a-z'-]+)\s(?P<last>[a-z][a-z'-]{2,})\b"
)
_CAPITALS = re.compile(r"\b(?P<first>[A-Z]{3,}) (?P<last>[A-Z][A-Z'-]{2,})\b")
_FULL = re.compile(r"^\s*[^\W\d_]{2,}(?:\s+[^\W\d_][.\w'-]*)?\s+[^\W\d_]{2,}[\w'-]*\s*$")
_NAMED = re.compile(r"person_name$")
_NICKNAMES = frozenset(
    [
        "big",
        "little",
        "lil",
        "old",
        "young",
        "mad",
        "crazy",
        "baby",
        "daddy",
        "mr",
        "mister",
        "uncle",
        "king",
        "captain",
        "the",
        "le",
        "la",
        "gros",
        "petit",
        "vieux",
        "black",
        "white",
        "red",
        "papa",
        "doctor",
        "doc",
        "sir",
        "boss",
        "el",
        "dj",
        "snow",
    ]
)


def check_looks(text: Text) -> Iterator[Finding]:
    """Give words that may describe the worker or those around her (rule 8)."""
    yield from findings(LOOKS, text, (m.span() for m in _LOOKS.finditer(text.folded)))


def check_care(text: Text) -> Iterator[Finding]:
    """Give particular injuries and care (rule 9)."""
    yield from findings(CARE, text, (m.span() for m in _CARE.finditer(text.folded)))


def check_legal_name(
    text: Text, allowed: frozenset[str], aliases: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Give what reads as first and last name of a person (rule 14).

    `allowed` are folded words with a capital of their own: areas, makes and models. `aliases` are
    those of the names that persons used: a surname behind one makes a full name of it.
    """
    if _NAMED.search(text.passage.where):
        words = {word.form for word in text.words}
        if _FULL.match(text.cased) and not words & _NICKNAMES:
            yield from findings(LEGAL_NAME, text, [(0, len(text.folded))])
        return
    spans = [m.span() for m in _TITLED.finditer(text.cased)]
    for match in _NAME.finditer(text.cased):
        inside = [w for w in text.words if match.start() <= w.start < match.end()]
        known = {w.form for w in inside} & (allowed | _NICKNAMES)
        surname = inside[-1].form not in allowed | COMMON
        if (inside[0].form in aliases and surname) or not (inside[0].starts or known):
            spans.append(match.span())
    told = [*_CALLED.finditer(text.folded)]
    told += [] if text.cased.isupper() else _CAPITALS.finditer(text.cased)
    for match in told:
        words = {match["first"].lower(), match["last"].lower()}
        if not words & (COMMON | _NICKNAMES | (allowed - aliases)):
            spans.append((match.start("first"), match.end("last")))
    yield from findings(LEGAL_NAME, text, spans)
