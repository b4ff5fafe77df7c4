"""Rules 3 and 4: a clock time, an exact day. English and French, on folded text.

Durations ("for two hours", "pendant 2 h"), parts of the day, months, years and habits ("Fridays")
may stay.
"""

import re
from collections.abc import Iterator

from reporting.domain.redaction_finding import CLOCK, DATE, Finding, Span, findings
from reporting.domain.redaction_text import Text

_EN_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_FR_HOUR = "une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
_FR_LATE = (
    r"treize|quatorze|quinze|seize|dix[ -]sept|dix[ -]huit|dix[ -]neuf|"
    r"vingt(?:[ -](?:et[ -])?une|"
    r"[ -]deux|[ -]trois|[ -]quatre)?|zero"
)
_MINUTES = (
    r"(?:o ?|oh |zero )?(?:five|ten|fifteen|twenty(?:[ -]five)?|thirty(?:[ -]five)?|"
    r"forty(?:[ -]five)?|"
    r"fifty(?:[ -]five)?)"
)
_FR_MINUTES = (
    r"(?:cinq|dix|quinze|vingt(?:[ -]cinq)?|trente|quarante(?:[ -]cinq)?|cinquante|"
    r"\d\d)"
)
_AM_PM = r"(?:a\.?\s?m\b\.?|p\.?\s?m\b\.?)"
_HOUR = r"(?:[01]?\d|2[0-4])"
_EN_PART = (
    r"(?:in the (?:early )?(?:morning|afternoon|evening)|at night|that (?:night|morning|"
    r"evening|afternoon))"
)
_FR_PART = r"(?:du mat(?:in)?|de l'apres[ -]midi|de la nuit|du soir)"

_CLOCKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_HOUR}(?:[:.h]?[0-5]\d)?\s?{_AM_PM}",
        rf"\b{_HOUR}\s?:\s?[0-5]\d(?!\d)",
        rf"\b(?:{_EN_HOUR})(?:[ -]{_MINUTES})?\s?{_AM_PM}",
        rf"\b{_HOUR}\s?h(?:rs?|eures?)?\s?[0-5]\d\b(?!\s?(?:m|km|durant)\b)",
        (
            rf"\b(?:half|quarter|{_MINUTES}|\d{{1,2}})(?: minutes?)?[ -](?:past|to|till|before|"
            rf"after|of)[ -]"
            rf"(?:{_EN_HOUR}|{_HOUR}|noon|midnight)\b(?!\s?(?:years?|hours?|minutes?|times?|"
            rf"dollars?|km|per|%|"
            r"people|workers?|women|men|reports?|blocks?|\$|days?|weeks?|months?|feet|calls|or|"
            r"of|"
            r"\d))"
        ),
        rf"\bhalf (?:{_EN_HOUR})\b(?! (?:hours?|of|dozen))",
        rf"\b(?:{_EN_HOUR}|{_HOUR})\s?o'?\s?clock\b",
        (
            rf"\b(?:at|around|about|by|until|till|from|circa|like) (?:{_EN_HOUR})[ -]{_MINUTES}\b"
            r"(?! (?:years?|dollars?|minutes?|bucks|times|people))"
        ),
        rf"\b(?:{_EN_HOUR}|{_HOUR})(?:[ -]?ish)?,? {_EN_PART}",
        (
            rf"\b(?:at|around|about|by|until|till|from|past|circa) (?:{_EN_HOUR}|"
            rf"{_HOUR})(?:[ -]?ish)?"
            r"(?=\s?(?:$|[.,;!?)]|on\b|sharp\b|and\b(?! (?:a|\d))))"
        ),
        rf"\b(?:{_EN_HOUR}|\d{{1,2}})-?ish\b",
        r"\b(?<!after)(?:noon|midnight)\b(?![ -](?:blue|black|green))",
        r"\b(?:[01]\d|2[0-4])[0-5]\d\s?(?:hours|hrs|h)\b",
        (
            rf"\b(?:at|around|about|a|vers) {_HOUR} [0-5]\d\b(?!\s?(?:minutes?|min|dollars?|km|"
            rf"years?|ans|people|men|times|fois|%|\$|\d))"
        ),
        (
            rf"\b(?:between|from|entre) (?:{_EN_HOUR}|{_FR_HOUR}|"
            rf"{_HOUR}) ?h?(?:eures?)? (?:and|to|"
            rf"till|until|et|a) "
            rf"(?:{_EN_HOUR}|{_FR_HOUR}|{_FR_LATE}|{_HOUR})(?: ?h(?:eures?)?\b| {_EN_PART}|"
            rf"(?=\s?(?:$|[.,;!?)])))"
        ),
        # French
        (
            rf"\b(?:{_FR_HOUR}|{_FR_LATE}|{_HOUR}) ?h(?:eures?)? (?:et (?:demie?|quart)|"
            rf"moins (?:le quart|"
            rf"{_FR_MINUTES})|pile|{_FR_MINUTES}(?! (?:ans|dollars|minutes|fois))|{_FR_PART})"
        ),
        rf"\b(?:{_FR_HOUR}|{_HOUR})(?: heures?)? {_FR_PART}",
        (
            rf"\b(?:{_FR_LATE}|1[3-9]|2[0-4]) ?h(?:eures?)?\b(?! ?(?:sur|par|de suite|durant|"
            rf"plus tard|apres))"
        ),
        (
            rf"\b(?:a|vers|des|avant|entre|jusqu'a|sur les|autour de|aux alentours de|pour|etait|"
            rf"est|rdv|"
            rf"rendez-vous)(?: presque| environ)? (?:{_FR_HOUR}|{_FR_LATE}|"
            rf"{_HOUR}) ?h(?:eures?)?\b"
            r"(?! ?(?:de (?:route|marche|trajet|suite|la)|plus tard|par|durant|d'))"
        ),
        r"(?<!apres-)(?<!apres )\bmidi\b|\bminuit\b",
    )
)
_LATE_BLUE = re.compile(r"\b(?:bleue?s?|noire?s?|teinte)[ -]minuit\b")
_DURATION = re.compile(
    r"(?:\bpendant|\bdurant|\bdure(?:e de|r)?|\bdepuis|\ben|\bplus de|\bmoins de|\bfor|"
    r"\bwithin|\bafter"
    r"|\bover|\bper|\btous? les|\btoutes? les|\bevery|\bacces)(?: environ| pres de| plus de|"
    r" about| almost| over)? $"
)
_LASTS = re.compile(rf"(?:{_HOUR}|{_FR_HOUR}|{_FR_LATE}|[a-z]+) ?h(?:rs?|eures?|ours?)?")

_EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FR_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|"
    r"oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)\.?"
)
_MONTH = rf"(?:{_EN_MONTH}|{_FR_MONTH})"
_EN_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|"
    r"twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[ -]first)"
)
_FR_DAY = (
    rf"(?:premier|{_FR_HOUR}|un|{_FR_LATE}|vingt[ -](?:et[ -]un|cinq|six|sept|huit|neuf)|"
    r"trente(?:[ -]et[ -]un)?)"
)
_DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_EN_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FR_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_HABIT = r"(?<!every )(?<!each )(?<!most )(?<!chaque )(?<!tous les )(?<!les )"

_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:19|20)\d\d\s?[-/. ]\s?(?:0?[1-9]|1[0-2])\s?[-/. ]\s?(?:0?[1-9]|[12]\d|3[01])\b",
        r"\b(?:0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?:0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?:20)?\d\d\b",
        (
            r"(?<![\d/])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])"
            r"(?!\s?(?:price|hour|off|of|gram|the|du|de|prix|heure)\b)"
        ),
        rf"\b{_DAY_NUMBER}(?:st|nd|rd|th|er|e)?(?: of)?[ -]?{_MONTH}(?!\w)",
        (
            rf"\b(?<!\d ){_EN_MONTH}[ -](?:the )?{_DAY_NUMBER}(?:st|nd|rd|th)?\b(?!\s?(?:times?|"
            rf"years?|people|%|\$|dollars?|\d))"
        ),
        rf"\b{_EN_MONTH} (?:the )?{_EN_ORDINAL}\b",
        rf"\b{_EN_ORDINAL} (?:of |day of )?{_EN_MONTH}(?!\w)",
        rf"\b(?:le )?{_FR_DAY} {_FR_MONTH}(?!\w)",
        (
            r"\b(?:on|since|until|before|after|by|of) the (?:[12]?\d|3[01])(?:st|nd|rd|th)\b"
            r"(?=\s?(?:$|[.,;:!?)]|of\b|at\b|in\b|he\b|she\b|a\b|and\b|around\b|the\b|this\b|"
            r"last\b))"
        ),
        (
            rf"\b(?:on|since|before|after) the {_EN_ORDINAL}(?=\s?(?:$|[.,;:!?)]|of (?:the|this|"
            rf"last) month))"
        ),
        (
            rf"\b(?:le|du) {_DAY_NUMBER}(?:er)?(?=\s?(?:$|[.,;:!?)]|au soir|au matin|dernier|"
            rf"du mois|vers|a\b))"
        ),
        rf"{_HABIT}\b{_EN_WEEKDAY}\b(?! to friday)(?!s)",
        rf"{_HABIT}\b{_FR_WEEKDAY}\b(?!s)",
        r"\b(?:last|this|past|next) (?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b(?!\w)",
        (
            r"\b(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.? (?:night|morning|afternoon|evening|"
            r"the \d)"
        ),
        r"\b(?:lun|mar|mer|jeu|ven|sam|dim)\. ?\d",
        (
            r"\b(?:yesterday|today|tonight|last night|the other night|this (?:morning|afternoon|"
            r"evening))\b"
        ),
        (
            r"\b(?:avant[ -])?hier\b|\baujourd'? ?hui\b|\bce (?:matin|soir)\b|"
            r"\bcet(?:te)? (?:apres[ -]midi|nuit)\b"
        ),
        r"\b(?:a|one|two|three|four|five|six|\d) (?:days?|nights?|weekends?) (?:ago|earlier)\b",
        r"\bil y a (?:un|une|deux|trois|quatre|cinq|six|\d) (?:jours?|nuits?|soirs?)\b",
        (
            r"\b(?:christmas|new year'?s|valentine'?s|canada|boxing|labou?r|mother'?s|father'?s|"
            r"family|"
            r"victoria|remembrance|st\.? patrick'?s|easter) (?:eve|day|sunday|monday|weekend|"
            r"night|"
            r"morning)\b"
        ),
        r"\b(?:day|night|evening) (?:before|after) (?:christmas|new year|valentine|easter)",
        r"\b(?:halloween|thanksgiving|good friday|superbowl sunday|super bowl)\b",
        (
            r"\b(?:a|de|veille de|soir de|jour de|le) (?:noel|paques)\b|\bjour de l'an\b|"
            r"\bsaint-valentin\b|"
            r"\bfete (?:du canada|nationale|du travail|des meres|des peres)\b|"
            r"\bsaint[ -]jean(?:[ -]baptiste)?\b|"
            r"\baction de graces?\b"
        ),
    )
)


def check_clock(text: Text) -> Iterator[Finding]:
    """Give the clock times of a text (rule 3)."""
    spans = (m.span() for pattern in _CLOCKS for m in pattern.finditer(text.folded))
    yield from findings(CLOCK, text, (s for s in spans if not _is_duration(text, s)))


def check_date(text: Text) -> Iterator[Finding]:
    """Give the exact days of a text (rule 4)."""
    spans = (m.span() for pattern in _DATES for m in pattern.finditer(text.folded))
    yield from findings(DATE, text, spans)


def _is_duration(text: Text, span: Span) -> bool:
    """Tell "pendant 15 h" and "bleu minuit" from a time."""
    start, end = span
    around = text.folded[max(0, start - 12) : end + 2]
    if _LATE_BLUE.search(around):
        return True
    return (
        _LASTS.fullmatch(text.folded[start:end]) is not None
        and _DURATION.search(text.folded[max(0, start - 24) : start]) is not None
    )
