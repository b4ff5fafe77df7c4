"""How the worker's own choices are said in English and in French, as patterns of folded text.

"Woman" and "man" are left out: every bulletin says them. So are English and French as languages;
half the readers speak them.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

_GENDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "trans_woman": (
            r"trans(?:gender|genre)?[ -](?:wom[ae]n|girls?|worker|workers|femmes?|filles?|lady)",
            r"(?:femmes?|filles?|travailleuses?)[ -]trans(?:genres?|sexuelles?)?",
            r"trans(?:sexual|sexuelles?|sexuel|gender|genres?)|mtf|t-?girls?|shemale|trans",
        ),
        "trans_man": (
            r"trans(?:gender|genre)?[ -](?:m[ae]n|boys?|guys?|hommes?|gars)",
            r"(?:hommes?|gars)[ -]trans(?:genres?)?|trans(?:sexual|gender|genres?)|ftm|trans",
        ),
        "non_binary": (r"non[ -]?binary|non[ -]?binaires?|enby|genderqueer|nb|iel|ielle",),
        "two_spirit": (r"two[ -]spirit(?:ed)?|bispirituel(?:le)?s?|2s|deux[ -]esprits",),
    }
)
_WORK: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "outdoor": (
            r"street[ -](?:based|level|worker|workers)|works? (?:on|from) the street",
            r"travail(?:le|leuse|leuses|lait)? (?:de|dans la) rue|outdoor workers?",
        ),
        "indoor": (r"indoor workers?|incalls?|in-calls?|works? (?:from home|alone)|independent",),
        "shared": (r"shared (?:flat|apartment|incall|place)|co-?workers?|collegues?|colleagues?",),
        "parlour": (
            r"(?:massage )?parlou?rs?|salons? de massage|masseuses?|massotherapeutes?|spas?",
        ),
        "agency": (r"agenc(?:y|ies)|agences?",),
        "online": (r"cam(?:girl|ming|model)s?|webcam(?:s|eur|euse)?|onlyfans|only fans",),
        "not_in_trade": (r"not a (?:sex )?worker|n'est pas travailleuse|passer-?by|passante?s?",),
    }
)
_LANGUAGES = (
    ("zh", "mandarin|cantonese|chinese|chinois|chinoise|cantonais"),
    ("es", "spanish|espagnol|espagnole|hispanophones?"),
    ("ar", "arabic|arabe|arabophones?"),
    ("pt", "portuguese|portugais|portugaise|brazilian|bresilien|bresilienne"),
    ("ru", "russian|russe"),
    ("uk", "ukrainian|ukrainien|ukrainienne"),
    ("ro", "romanian|roumain|roumaine"),
    ("hu", "hungarian|hongrois|hongroise"),
    ("ko", "korean|coreen|coreenne"),
    ("ja", "japanese|japonais|japonaise"),
    ("vi", "vietnamese|vietnamien|vietnamienne"),
    ("th", "thai|thailandaise?"),
    ("tl", "tagalog|filipino|filipina|philippin|philippine"),
    ("pa", "punjabi|panjabi|pendjabi"),
    ("hi", "hindi"),
    ("ur", "urdu|ourdou"),
    ("fa", "farsi|persian|persan|dari"),
    ("so", "somali|somalien|somalienne"),
    ("ht", "creole|haitian|haitien|haitienne"),
    ("sw", "swahili"),
    ("yo", "yoruba"),
    ("wo", "wolof"),
    ("iu", "inuktitut|inuk|inuit"),
    ("cr", "cree|cri|crie"),
    ("oj", "ojibwe|ojibway|anishinaabemowin|anishinaabe|algonquin|algonquine"),
    ("mi", "mi'kmaq|mi'kmaw|micmac"),
    ("it", "italian|italien|italienne"),
    ("de", "german|allemand|allemande"),
    ("pl", "polish|polonais|polonaise"),
)
_TOO_COMMON = frozenset({"en", "fr", "english", "french", "anglais", "francais", "any", "other"})


def words_of_choice(name: str, value: str, own_words: str) -> Iterator[str]:
    """Give patterns for the answer `value` to `your_gender`, `your_work` or `your_language`.

    `own_words` are the folded words of an answer that is on no list.
    """
    if name == "your_gender":
        yield from _GENDERS.get(value, ())
    elif name == "your_work":
        yield from _WORK.get(value, ())
    elif name == "your_language":
        yield from _language(value.casefold().split("-")[0], own_words)
    if own_words and own_words not in _TOO_COMMON and name != "your_language":
        yield own_words


def _language(code: str, own_words: str) -> Iterator[str]:
    if code in _TOO_COMMON or own_words in _TOO_COMMON:
        return
    for listed, words in _LANGUAGES:
        if code == listed or own_words in words.split("|"):
            yield words
            return
    if len(own_words) > 2:  # noqa: PLR2004 - an unknown code is no word
        yield own_words
