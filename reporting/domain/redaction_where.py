"""Rule 5: street number, unit, room, postal code, street corner, named street or venue.

Areas that the organisation has listed may be named; everything nearer than that may not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from reporting.domain.redaction_common import COMMON
from reporting.domain.redaction_finding import PLACE, Finding, Span, findings
from reporting.domain.redaction_text import Text, Word, folded_words

_EN_STREET = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|crescent|cres|court|ct|place|pl|"
    r"way|terrace|parkway|pkwy|highway|hwy|private|pvt|square|trail|alley|bridge)"
)
_FR_STREET = (
    r"(?:rue|avenue|av|boulevard|boul|chemin|ch|place|allee|ruelle|croissant|impasse|promenade|rang|"
    r"route|autoroute|pont|terrasse|cote|montee)"
)
_NUMBER = r"\d{1,5}(?:[a-d])?(?:\s?(?:bis|1/2))?"
_UNIT = (
    r"(?:apt|apartment|appartement|appart|app|unit|unite|suite|room|rm|chambre|ch|bureau|porte|penthouse|"
    r"buzzer|buzz|code|basement|etage|floor)"
)
_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un|deux|trois|quatre|cinq|sept|"
    r"huit|neuf|dix|onze|douze)"
)
_FLOOR = (
    r"(?:\d{1,2}(?:st|nd|rd|th|e|eme|er|ere)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth|twelfth|top|premier|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|"
    r"neuvieme|dixieme|douzieme)"
)
_POSTAL = (
    r"[a-ceghj-npr-tvxy][0-9oil][a-ceghj-npr-tv-z]\s?[-.]?\s?[0-9oil][a-ceghj-npr-tv-z][0-9oil]"
)

_FOLDED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_UNIT}\.?\s?(?:number|no|numero|n)?\.?\s?#?\s?(?:\d{{1,5}}[a-z]?|[a-z]\d{{1,4}})\b"
        r"(?!\s?(?:times|fois|dollars|\$|%|ans|years))",
        rf"\b(?:room|unit|apartment|apt|suite|chambre|appartement) (?:{_SPELLED})(?:[ -](?:{_SPELLED}|oh|"
        r"hundred|cent|twenty|thirty|forty|vingt|trente))*\b",
        r"#\s?\d{2,5}\b",
        rf"\b(?:on|at|au|du|le|the) (?:the )?{_FLOOR} (?:floor|etage)\b",
        rf"\b{_POSTAL}\b",
        r"\b(?:at|on|near|by|behind|the)? ?(?:corner|intersection) (?:of|at)\b[^.!?\n]{2,60}",
        r"\b(?:au|le|du|pres du) coin (?:de|des|du|d')\b[^.!?\n]{2,60}",
        r"\b(?:a|pres de) l'(?:angle|intersection) (?:de|des|du|d')\b[^.!?\n]{2,60}",
        rf"\b{_NUMBER},?\s(?:{_FR_STREET})\b\.?(?:\s(?:de|du|des|la|le|l'|st|ste|saint|sainte))*\s?\w+",
        r"\b(?:highway|hwy|autoroute|route|exit|sortie|bus|autobus|ligne) #?\d{1,4}\b",
    )
)
_CAP = r"[A-Z][\w'-]*"
_CASED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_NUMBER},?\s(?:(?:[NSEW]|North|South|East|West)\.?\s)?{_CAP}(?:\s{_CAP})?\s"
        rf"(?i:{_EN_STREET})\b\.?",
        rf"(?<![\w$]){_NUMBER}\s(?!(?i:January|February|March|April|May|June|July|August|September|October|"
        rf"November|December|Workers?|Reports?|USD|CAD|Hz|Km)\b){_CAP}\b(?=\s?(?:$|[.,;:!?)]|and\b|in\b|at\b|near\b"
        r"|behind\b|et\b|pres\b))",
        rf"\b(?!(?:The|A|An|This|That|His|Her|Any|No|On|In|At|By|One|Each|Every|Another|Main)\b){_CAP}"
        rf"(?:\s{_CAP})?\s(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Crescent|Cres|Lane|Terrace|Parkway|"
        r"Pkwy|Highway|Hwy|Drive|Private|Square|street|avenue|road|boulevard|crescent|lane|drive)\b",
        r"\bMain (?:Street|St)\b",
        rf"\b(?i:{_FR_STREET})\.?\s(?:(?:de|du|des|la|le|les|d'|l')\s?){{0,3}}{_CAP}(?:[ -]{_CAP})*",
        rf"\b(?:(?i:hotel|motel|inn|auberge|bar|pub|club|tavern|taverne|cafe|restaurant|resto|diner|spa|"
        rf"salon|parlou?r|park|parc|mall|plaza|church|eglise|school|ecole|shelter|refuge|hospital|hopital|"
        rf"station|gare|metro|arena|college|university|universite|cegep|depanneur|casino|suites|tour|tower))"
        rf"\s(?:(?:Le|La|Les|Du|De|Des|The|le|la|les|du|de|des|the)\s){{0,2}}(?!(?:The|And|But|He|She|They|"
        rf"Il|Elle|Et|Mais|On)\b){_CAP}(?:\s{_CAP})*",
        rf"\b(?!(?:The|A|An|This|That|His|Her|Any|No|On|In|At|By|One|My|Our|Their|Le|La|Les|Un|Une|Bad|Good|"
        rf"Your|Each|Every|Another|Same|Old|New|Hidden|Large|Small)\b){_CAP}(?:\s(?:{_CAP}|and|&|et|of|the))*\s"
        r"(?:Hotel|Motel|Inn|Bar|Pub|Club|Tavern|Cafe|Restaurant|Diner|Spa|Salon|Parlou?r|Park|Mall|Plaza|"
        r"Church|School|Shelter|Hospital|Station|Arena|College|University|Casino|Suites|Lodge|Towers?|Centre|"
        r"Center|Massage|hotel|motel|diner|hospital|shelter|station|laundromat|mall)\b",
        r"\b(?:Tim Hortons?|Tims|McDonald'?s|Walmart|Holiday Inn|Super 8|Best Western|Comfort Inn|Days Inn|"
        r"Travelodge|Novotel|Circle K|Couche-?Tard|Petro-?Canada|Esso|Ultramar|Canadian Tire|Starbucks|"
        r"Loblaws|Costco|Quality Inn|Ramada|Marriott|Hilton|Sheraton|Econo ?Lodge|Airbnb|Subway|Shell|"
        r"Shoppers|Rideau Centre|Motel 6|Metro|Sobeys|IGA|Giant Tiger|Dollarama|LCBO|SAQ)\b(?! plates?)",
    )
)
_CROSSING = re.compile(
    rf"(?P<how>\b(?i:at|near|on|between|around|by|from|to|behind|a|pres de|sur|entre|vers|de)\s)?"
    rf"(?P<one>{_CAP}(?:\s{_CAP})?)\s?(?P<sign>&|\+|/|@|\band\b|\bet\b|\bx\b|\bat\b)\s?(?P<two>{_CAP}(?:\s{_CAP})?)"
)
_LEAST_WORD = 4


@dataclass(frozen=True, slots=True)
class Places:
    """What names places here: words of the exact place, and words of listed areas and of the person."""

    secret: frozenset[str]
    allowed: frozenset[str]


def places_of(details: Iterable[str], venues: Iterable[str], allowed: Iterable[str]) -> Places:
    """Gather the words of exact places (and of venues the organisation knows), less allowed ones."""
    fine = frozenset(word for text in allowed for word in folded_words(text))
    secret = frozenset(
        word
        for text in (*details, *venues)
        for word in folded_words(text)
        if len(word) >= _LEAST_WORD and word not in COMMON and word not in fine
    )
    return Places(secret - _GENERIC, fine)


_GENERIC = frozenset(
    folded_words(
        """street avenue road boulevard chemin lane crescent drive corner coin alley ruelle parking lot
        basement sous-sol apartment appartement hotel motel parlour suites floor etage laundromat
        townhouse garage driveway entrance entree upstairs downstairs stairs escalier park parc north
        south east west nord ouest plaza mall store magasin station condo tower house"""
    )
)


def check_place(text: Text, places: Places) -> Iterator[Finding]:
    """Give the exact places of a text (rule 5)."""
    spans = [m.span() for pattern in _FOLDED for m in pattern.finditer(text.folded)]
    spans += [m.span() for pattern in _CASED for m in pattern.finditer(text.cased)]
    spans += list(_crossings(text))
    named = [span for span in spans if not _all_allowed(text, span, places.allowed)]
    named += [(w.start, w.end) for w in text.words if _is_secret(w, places.secret)]
    yield from findings(PLACE, text, named)


def _is_secret(word: Word, secret: frozenset[str]) -> bool:
    if word.form in secret:
        return True
    if len(word.form) <= 5 or word.form in COMMON or word.form in _GENERIC:  # noqa: PLR2004 - too short for a typing error
        return False
    return any(len(s) > 5 and OSA.distance(word.form, s, score_cutoff=1) <= 1 for s in secret)  # noqa: PLR2004


def _crossings(text: Text) -> Iterator[Span]:
    """Find "Bank and Somerset": two names joined, after a word of place or by a sign."""
    for match in _CROSSING.finditer(text.cased):
        joined_by_word = match["sign"] in {"and", "et", "at"}
        if match["how"] or not joined_by_word:
            yield match.span("one")[0], match.span("two")[1]


def _all_allowed(text: Text, span: Span, allowed: frozenset[str]) -> bool:
    """Tell whether everything with a capital in the span is an area, or of the person's fields."""
    inside = [w for w in text.words if span[0] <= w.start < span[1]]
    names = [w for w in inside if w.cased[0].isupper()]
    if any(w.form.isdigit() for w in inside):
        return False
    return bool(names) and all(w.form in allowed for w in names)
