"""Tidied forms of names and postcodes, so that O'Brien, OBRIEN and Ó Briain can be found from each other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Letters that do not come apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "prof", "sir", "lady", "lord", "dame"}

# One formal name for the short ones that people use. General knowledge of English names; it only helps to find.
_SHORT = {
    "abigail": "abby abbie",
    "albert": "bert bertie al",
    "alexander": "alex alec sandy",
    "alfred": "alf alfie fred",
    "andrew": "andy drew",
    "anthony": "tony antony ant",
    "barbara": "babs barb",
    "benjamin": "ben benny",
    "catherine": "cathy kate katie kathy cath kay katherine kathryn cathryn katharine",
    "charles": "charlie chas chuck",
    "christine": "chris chrissie christina tina",
    "christopher": "kit topher",
    "daniel": "dan danny",
    "david": "dave davey davy",
    "deborah": "deb debbie debra",
    "dorothy": "dot dottie dolly",
    "edward": "ed eddie ted teddy ned",
    "elizabeth": "liz lizzie beth betty bess bessie eliza elsie lisa libby elisabeth",
    "florence": "flo flossie",
    "frances": "fran franny",
    "francis": "frank frankie",
    "frederick": "freddie freddy frederic",
    "gerald": "gerry",
    "gwendoline": "gwen gwendolen",
    "harold": "harry hal",
    "isabella": "bella isabel isobel",
    "jacqueline": "jackie jacqui",
    "james": "jim jimmy jamie",
    "janet": "jan",
    "jennifer": "jen jenny",
    "john": "jack johnny jon",
    "joseph": "joe joey",
    "joshua": "josh",
    "judith": "judy",
    "kenneth": "ken kenny",
    "lawrence": "larry laurence",
    "leonard": "len lenny",
    "margaret": "maggie meg peggy marge margie madge greta rita margarita",
    "mary": "molly polly mollie",
    "matthew": "matt",
    "michael": "mick mike mickey",
    "mohammed": "mohamed muhammad mohammad muhammed mohamad mohd",
    "nicholas": "nick nicky nicolas",
    "pamela": "pam",
    "patricia": "pat patsy trish tricia",
    "patrick": "paddy",
    "peter": "pete",
    "philip": "phil phillip",
    "rebecca": "becky becca",
    "richard": "dick rick ricky rich",
    "robert": "bob bobby rob robbie bert",
    "ronald": "ron ronnie",
    "rosemary": "rosie",
    "samuel": "sam sammy",
    "sandra": "sandy",
    "stanley": "stan",
    "stephen": "steve steven stevie",
    "susan": "sue susie suzanne",
    "sylvia": "syl silvia",
    "terence": "terry terrence",
    "theresa": "tess terry teresa",
    "thomas": "tom tommy",
    "timothy": "tim",
    "valerie": "val",
    "victoria": "vicky vikki",
    "vincent": "vince",
    "walter": "wally walt",
    "wilfred": "wilf",
    "william": "bill billy will willie liam",
    "winifred": "win winnie freda",
}


def _formal_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for formal, shorts in _SHORT.items():
        for short in shorts.split():
            # A short name of two (Sandy, Terry, Bert) goes with the first; matching still sees how alike the names are.
            found.setdefault(short, formal)
    return found


_FORMAL = _formal_names()


@dataclass(frozen=True)
class Keys:
    """The tidied columns of a record."""

    family: str
    given: str
    sound: str
    postcode: str


def plain(text: str) -> str:
    """Small letters a to z and single spaces: no accents, apostrophes or hyphens."""
    lowered = text.casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    joined = re.sub(r"['’‘`´]", "", bare)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", joined).split())


def family_key(name: str) -> str:
    """A family name without spaces; Mac and Mc are one: ``O'Brien-Smith`` → ``obriensmith``, ``MacDonald`` → ``mcdonald``."""
    key = plain(name).replace(" ", "")
    # Not Mack, Macey or Mace, where "mac" is the name itself.
    if re.match(r"mac[^aeiouyhk]", key) and len(key) > 5:
        key = "mc" + key[3:]
    return key[:100]


def given_key(name: str) -> str:
    """The first given name in its formal form: ``Bob`` → ``robert``, ``Mary-Jane Ann`` → ``mary``."""
    words = [word for word in plain(name).split() if word not in _TITLES]
    first = words[0] if words else ""
    return _FORMAL.get(first, first)[:100]


def given_keys_beginning(start: str) -> frozenset[str]:
    """Formal names whose short forms begin so: ``els`` → ``elizabeth``, so that half a short name finds somebody too."""
    words = plain(start).split()
    if not words:
        return frozenset()
    return frozenset(formal for short, formal in _FORMAL.items() if short.startswith(words[0]))


def postcode_key(postcode: str) -> str:
    """A postcode as the post office writes it, ``SG1 2AB``; anything else in capitals with single spaces."""
    tidy = re.sub(r"[^A-Z0-9]", "", postcode.upper())
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", tidy):
        return f"{tidy[:-3]} {tidy[-3:]}"
    return " ".join(postcode.upper().split())[:9]


# Spellings that sound alike in English names, applied in this order.
_SOUNDS: tuple[tuple[str, str], ...] = (
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^x", "s"),
    (r"^wh", "w"),
    (r"^mc|^mac(?=[^aeiouy])", "mk"),
    (r"tch", "x"),
    (r"sch", "sk"),
    (r"sh|ti(?=a|o)|ci(?=a)", "x"),
    (r"ch", "x"),
    (r"ph", "f"),
    (r"ough$", "o"),
    (r"(?<=u)gh", ""),
    (r"mps", "ms"),
    (r"gh(?=[^aeiouy]|$)", ""),
    (r"th", "t"),
    (r"mb$", "m"),
    (r"dg(?=[eiy])", "j"),
    (r"ck|q|c(?![eiy])", "k"),
    (r"c", "s"),
    (r"g(?=[eiy])", "j"),
    (r"z", "s"),
    (r"v", "f"),
    (r"x", "x"),
)


def sound_key(family: str) -> str:
    """How a family name sounds, in consonants: Smith and Smyth, Philips and Phillipps, Catherall and Katheral are alike.

    A code of our own after the idea of Metaphone: spellings that sound alike become one, vowels after the first letter
    go, doubled letters are one. Kept to 12 characters. An empty name has an empty code.
    """
    text = family_key(family)
    text = re.sub(r"[0-9]", "", text)
    if not text:
        return ""
    for pattern, sound in _SOUNDS:
        text = re.sub(pattern, sound, text)
    if not text:
        return ""
    head = "a" if text[0] in "aeiouy" else text[0]
    rest = re.sub(r"[aeiouyhw]", "", text[1:])
    code = re.sub(r"(.)\1+", r"\1", head + rest)
    return code[:12]


def keys_of(given_name: str, family_name: str, postcode: str) -> Keys:
    """All keys of a record."""
    return Keys(
        family_key(family_name), given_key(given_name), sound_key(family_name), postcode_key(postcode)
    )
