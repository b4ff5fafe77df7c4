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
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|crescent|cres|court|ct|"
    r"place|pl|"
    r"way|terrace|parkway|pkwy|highway|hwy|private|pvt|square|trail|alley|bridge)"
)
_FR_STREET = (
    r"(?:rue|avenue|av|boulevard|boul|chemin|ch|place|allee|ruelle|croissant|impasse|promenade|"
    r"rang|"
    r"route|autoroute|pont|terrasse|cote|montee)"
)
_NUMBER = r"\d{1,5}(?:[a-d])?(?:\s?(?:bis|1/2))?"
_UNIT = (
    r"(?:apt|apartment|appartement|appart|app|unit|unite|suite|room|rm|chambre|ch|bureau|porte|door|"
    r"penthouse|"
    r"buzzer|buzz|code|basement|etage|floor)"
)
_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un|deux|trois|quatre|"
    r"cinq|sept|"
    r"huit|neuf|dix|onze|douze)"
)
_FLOOR = (
    r"(?:\d{1,2}(?:st|nd|rd|th|e|eme|er|ere)|first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|"
    r"tenth|twelfth|top|premier|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|"
    r"neuvieme|dixieme|douzieme)"
)
_POSTAL = (
    r"[a-ceghj-npr-tvxy][0-9oil][a-ceghj-npr-tv-z]\s?[-.]?\s?[0-9oil][a-ceghj-npr-tv-z][0-9oil]"
)

_FOLDED = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"\b{_UNIT}\.?\s?(?:number|no|numero|n)?\.?\s?#?\s?(?:\d{{1,5}}[a-z]?|"
            rf"[a-z]\d{{1,4}})\b"
            r"(?!\s?(?:times|fois|dollars|\$|%|ans|years))"
        ),
        (
            rf"\b(?:room|unit|apartment|apt|suite|chambre|"
            rf"appartement) (?:{_SPELLED})(?:[ -](?:{_SPELLED}|oh|"
            r"hundred|cent|twenty|thirty|forty|vingt|trente))*\b"
        ),
        r"#\s?\d{2,5}\b",
        rf"\b{_FLOOR} (?:floor|etage)\b",
        rf"\b{_POSTAL}\b",
        r"\b(?:at|on|near|by|behind|the)? ?(?:corner|intersection) (?:of|at)\b[^.!?\n]{2,60}",
        r"\b(?:au|le|du|pres du) coin (?:de|des|du|d')\b[^.!?\n]{2,60}",
        r"\b(?:a|pres de) l'(?:angle|intersection) (?:de|des|du|d')\b[^.!?\n]{2,60}",
        (
            rf"\b{_NUMBER},?\s(?:{_FR_STREET})\b\.?(?:\s(?:de|du|des|la|le|l'|st|ste|saint|"
            rf"sainte))*\s?\w+"
        ),
        r"\b(?:highway|hwy|autoroute|route|exit|sortie|bus|autobus|ligne) #?\d{1,4}\b",
    )
)
_CAP = r"[A-Z][\w'-]*"
_CASED = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"\b{_NUMBER},?\s(?:(?:[NSEW]|North|South|East|West)\.?\s)?{_CAP}(?:\s{_CAP})?\s"
            rf"(?i:{_EN_STREET})\b\.?"
        ),
        (
            rf"(?<![\w$]){_NUMBER}\s(?!(?i:January|February|March|April|May|June|July|August|"
            rf"September|October|"
            rf"November|December|Workers?|Reports?|USD|CAD|Hz|Km)\b){_CAP}\b(?=\s?(?:$|[.,;:!?)]|"
            rf"and\b|in\b|at\b|near\b"
            r"|behind\b|et\b|pres\b))"
        ),
        (
            rf"\b(?!(?:The|A|An|This|That|His|Her|Any|No|On|In|At|By|One|Each|Every|Another|"
            rf"Main)\b){_CAP}"
            rf"(?:\s{_CAP})?\s(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Crescent|Cres|Lane|"
            rf"Terrace|Parkway|"
            r"Pkwy|Highway|Hwy|Drive|Private|Square|street|avenue|road|boulevard|crescent|lane|"
            r"drive)\b"
        ),
        r"\bMain (?:Street|St)\b",
        (
            rf"\b(?:(?i:{_FR_STREET})|(?i:av|boul|ch)\.)\s(?:(?:de|du|des|la|le|les|d'|"
            rf"l')\s?){{0,3}}{_CAP}(?:[ -]{_CAP})*"
        ),
        (
            rf"\b(?:(?i:hotel|motel|inn|auberge|bar|pub|club|tavern|taverne|cafe|restaurant|"
            rf"resto|"
            rf"diner|spa|"
            rf"salon|parlou?r|park|parc|mall|plaza|church|eglise|school|ecole|shelter|refuge|"
            rf"hospital|hopital|"
            rf"station|gare|metro|arena|college|university|universite|cegep|depanneur|casino|"
            rf"suites|tour|tower))"
            rf"\s(?:(?:Le|La|Les|Du|De|Des|The|le|la|les|du|de|des|the)\s){{0,2}}(?!(?:The|And|"
            rf"But|"
            rf"He|She|They|"
            rf"Il|Elle|Et|Mais|On)\b){_CAP}(?:\s{_CAP})*"
        ),
        (
            rf"\b(?!(?:The|A|An|This|That|His|Her|Any|No|On|In|At|By|One|My|Our|Their|Le|La|"
            rf"Les|Un|"
            rf"Une|Bad|Good|"
            rf"Your|Each|Every|Another|Same|Old|New|Hidden|Large|Small)\b){_CAP}(?:\s(?:{_CAP}|"
            rf"and|"
            rf"&|et|of|the))*\s"
            r"(?:Hotel|Motel|Inn|Bar|Pub|Club|Tavern|Cafe|Restaurant|Diner|Spa|Salon|Parlou?r|"
            r"Park|"
            r"Mall|Plaza|"
            r"Church|School|Shelter|Hospital|Station|Arena|College|University|Casino|Suites|"
            r"Lodge|"
            r"Towers?|Centre|"
            r"Center|Massage|hotel|motel|diner|hospital|shelter|station|laundromat|mall)\b"
        ),
        (
            r"\b(?:Tim Hortons?|Tims|McDonald'?s|Walmart|Holiday Inn|Super 8|Best Western|"
            r"Comfort Inn|Days Inn|"
            r"Travelodge|Novotel|Circle K|Couche-?Tard|Petro-?Canada|Esso|Ultramar|Canadian Tire|"
            r"Starbucks|"
            r"Loblaws|Costco|Quality Inn|Ramada|Marriott|Hilton|Sheraton|Econo ?Lodge|Airbnb|"
            r"Subway|Shell|"
            r"Shoppers|Rideau Centre|Motel 6|Metro|Sobeys|IGA|Giant Tiger|Dollarama|LCBO|"
            r"SAQ)\b(?! plates?)"
        ),
    )
)
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th|e|er|re)"  # a numbered street, "Main & 5th"
_CROSSING = re.compile(
    rf"(?=(?P<how>\b(?i:at|near|on|between|around|by|from|to|behind|coin|angle|a|pres de|sur|"
    rf"entre|vers|de)"
    rf"\s)?\b(?P<one>{_CAP}(?:\s{_CAP})?|{_ORDINAL}(?=\W+[A-Zae]))\s?(?P<sign>&|\+|/|@|\band\b|\bet\b|\bx\b|\bat\b|"
    rf"\bnear\b|"
    rf"\bpres de\b)\s?(?P<two>{_CAP}(?:\s{_CAP})?|{_ORDINAL}\b))"
)
_LEAST_WORD = 4
_SHORTEST_TYPO = 6  # in a shorter word one slip makes another word
_NAMED_STREET = re.compile(
    r"\b(?P<en>[a-z][\w'-]{2,}) (?:street|st|avenue|ave|road|rd|boulevard|blvd|crescent|cres|"
    r"lane)\b|"
    r"\b(?:rue|avenue|boulevard|boul\.?|chemin|ruelle|allee|rang) (?:(?:de|du|des|la|les|d'|"
    r"l')\s?){0,2}"
    r"(?P<fr>[a-z][\w'-]{3,})\b"
)
_NUMBERED_STREET = re.compile(
    r"\b\d{1,5},? (?:\w+ ){1,2}(?:street|st|avenue|ave|road|rd|boulevard|blvd|crescent|cres|"
    r"court|drive)\b"
)
_NAMED_VENUE = re.compile(
    r"\b(?:the|a|an|at|un|le|du|au) (?P<en>[a-z][\w'-]{3,}) (?:hotel|motel|inn|pub|tavern|"
    r"diner|spa|mall)\b|"
    r"\b(?:hotel|motel|auberge|taverne|resto|restaurant|cafe) (?P<fr>[a-z][\w'-]{3,})\b"
)
_COMMON_STREET = re.compile(
    r"\b(?:on|off|along|down|near|at|from|up) (?:bank|main|king|queen|church|park|front|york|"
    r"water|bridge|"
    r"victoria|george|st\.? \w+|\d{1,3}(?:st|nd|rd|th)) (?:street|st|avenue|ave|road|rd)\b"
)
_STREET_TRAITS = frozenset(
    folded_words(
        """
        residential deserted empty quiet busy dark narrow one-way snowy icy gravel country
        dirt local nearby adjacent parallel lonely isolated unlit neighbouring deserte
        sombre tranquille passante isolee eclairee residentielle industrielle cheap seedy
        roadside airport highway fancy budget hourly regular family luxury downtown cheaper
        unknown usual pres proche
        """
    )
)
_BESIDE = re.compile(
    rf"\b(?:near|behind|off|along|outside|down|beside|next to|across from|close to|on|at|up|past|"
    rf"pres de|derriere|devant|sur|au|chez|a cote de|en face de|le long de)\s(?:the\s|le\s|"
    rf"la\s|l')?"
    rf"(?P<name>{_CAP})"
)
_NO_PLACE = frozenset(
    folded_words(
        """
        canada quebec ontario manitoba alberta saskatchewan yukon nunavut nunavik labrador
        america usa us uk europe africa asia france instagram facebook snapchat telegram
        whatsapp wechat signal kik tiktok twitter tinder grindr leolist onlyfans kijiji
        craigslist google discord messenger tryst paypal interac skype viber english french
        anglais francais he she they il elle ils
        """
    )
)


@dataclass(frozen=True, slots=True)
class Places:
    """What names places here.

    `secret` are telling words of exact places, `details` all words of them (Bank Street is a
    common word with a capital), `allowed` the words of listed areas and of the person's names.
    """

    secret: frozenset[str]
    details: frozenset[str]
    allowed: frozenset[str]


def places_of(details: Iterable[str], venues: Iterable[str], allowed: Iterable[str]) -> Places:
    """Gather the words of exact places, and of venues the organisation knows, less allowed ones."""
    fine = frozenset(word for text in allowed for word in folded_words(text))
    said = {word for text in (*details, *venues) for word in folded_words(text)}
    exact = frozenset(w for w in said if len(w) >= _LEAST_WORD) - fine - _GENERIC
    return Places(exact - COMMON, exact, fine)


_GENERIC = frozenset(
    folded_words(
        """
        street avenue road boulevard chemin lane crescent drive corner coin alley ruelle
        parking lot basement sous-sol apartment appartement hotel motel parlour suites floor
        etage laundromat townhouse garage driveway entrance entree upstairs downstairs
        stairs escalier park parc north south east west nord ouest plaza mall store magasin
        station condo tower house
        """
    )
)


def check_place(text: Text, places: Places) -> Iterator[Finding]:
    """Give the exact places of a text (rule 5)."""
    spans = [m.span() for pattern in _FOLDED for m in pattern.finditer(text.folded)]
    spans += [m.span() for pattern in _CASED for m in pattern.finditer(text.cased)]
    spans += [*_crossings(text), *_uncapitalised(text), *_beside(text)]
    named = [span for span in spans if not _all_allowed(text, span, places.allowed)]
    named += [(w.start, w.end) for w in text.words if _is_secret(w, places)]
    yield from findings(PLACE, text, named)


def _is_secret(word: Word, places: Places) -> bool:
    secret = places.secret
    if word.form in secret or (word.form in places.details and word.is_name_like):
        return True
    if len(word.form) < _SHORTEST_TYPO or word.form in COMMON or word.form in _GENERIC:
        return False
    longer = (form for form in secret if len(form) >= _SHORTEST_TYPO)
    return any(OSA.distance(word.form, form, score_cutoff=1) <= 1 for form in longer)


def _crossings(text: Text) -> Iterator[Span]:
    """Find "Bank and Somerset": two names joined, after a word of place or by a sign."""
    for match in _CROSSING.finditer(text.cased):
        joined_by_word = match["sign"] in {"and", "et", "at"}
        if match["how"] or not joined_by_word:
            yield match.span("one")[0], match.span("two")[1]


def _uncapitalised(text: Text) -> Iterator[Span]:
    """Find a named street or venue in small letters: "on wellbury st", "the fairmeadow inn"."""
    yield from (m.span() for m in _NUMBERED_STREET.finditer(text.folded))
    for pattern in (_NAMED_STREET, _NAMED_VENUE):
        for match in pattern.finditer(text.folded):
            name = match["en"] or match["fr"]
            plain = {name, name.removesuffix("s"), name.removesuffix("e")}
            if not plain & (COMMON | _STREET_TRAITS):
                yield match.span()
    # "bank" and "main" are common words, and streets: a word of place before them tells.
    yield from (m.span() for m in _COMMON_STREET.finditer(text.folded))


def _beside(text: Text) -> Iterator[Span]:
    """Find a name with a capital behind a word of place ("near Gladstone", "au Fairmeadow")."""
    for match in _BESIDE.finditer(text.cased):
        word = folded_words(match["name"])[0]
        plain = {word, word.removesuffix("s")}  # "on Sundays"
        if not plain & (COMMON | _NO_PLACE) and not match["name"].isupper():
            yield match.span("name")


def _all_allowed(text: Text, span: Span, allowed: frozenset[str]) -> bool:
    """Tell whether everything with a capital in the span is an area, or of the person's fields."""
    inside = [w for w in text.words if span[0] <= w.start < span[1]]
    names = [w for w in inside if w.cased[0].isupper()]
    if any(w.form.isdigit() for w in inside):
        return False
    fine = (w.form in allowed or (w.starts and w.form in _STREET_TRAITS) for w in names)
    return bool(names) and all(fine)
