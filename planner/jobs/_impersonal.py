"""Notes of somebody's list without people: what may stand in a plan that is shared.

No list of all names exists, so a word counts as a name where one stands: behind "ask" or "by",
before a colon at the beginning, beside a title, or with a capital inside a sentence. Words that
the catalog or the list itself uses for parts, makers and shops are none.
"""

import re
from collections.abc import Iterable, Iterator

from planner.model.catalog import Catalog

_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:[A-Za-z]:\\|\\\\|/(?:home|Users)/)[^\s,;]+", re.IGNORECASE
)
LONGEST_NOTE = 1_000
_GONE = "…"
_NAME = r"[A-ZÀ-ÖØ-Þ](?:['’][A-ZÀ-ÖØ-Þ])?[a-zß-öø-ÿ]+(?:['’-][A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)*"
_WORD = re.compile(r"[^\W\d_]+")
_MENTION = re.compile(r"(?<![\w.])@[\w.-]+(?:\s[A-ZÀ-ÖØ-Þ]\w+)?")
_TITLE = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|Sr|Sra|Señora?|Signora?)\b\.?\s+"
    rf"(?:{_NAME}\s*){{1,3}}|[\w]{{1,6}}(?:さん|様|氏|先生|老师|女士|님|씨)"
)
_NAMES = re.compile(rf"\b(?:[A-ZÀ-ÖØ-Þ]\.\s*)*{_NAME}(?:\s+(?:[A-ZÀ-ÖØ-Þ]\.\s*)*{_NAME})*")
_POSSESSIVE = re.compile(r"['’]s$")
_LEADS = frozenset(
    "ask asks asked by from for to call tell told contact per with via owner owns belongs thanks cc"
    " attn said says fragen frag fragt von bei für an laut mit gehört besorgt par pour chez selon"
    " demander à de por para según preguntar da di per chiedere door voor".split()
)
_SAYS = frozenset(
    "has had have is was will wants wanted said says knows buys bought brings brought owns needs"
    " hat hatte ist will sagt sagte kauft bringt weiß besorgt a dit veut apporte achète tiene dijo"
    " dice quiere trae ha vuole porta".split()
)
_GERMAN = frozenset("der die das und nicht mit ein eine im den dem noch für wird auf oder".split())
_KNOWN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december english german french spanish japanese usb"
    " ethernet linux windows wifi bluetooth poe raspberry pi optional note notes".split()
)


def impersonal(text: str) -> str:
    """Return what somebody wrote without addresses and paths of files, in one line."""
    return " ".join(_PERSONAL.sub("", text).split())


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of names of parts, makers and shops: they are no names of people."""
    plain = map(impersonal, texts)
    return frozenset(word.casefold() for text in plain for word in _WORD.findall(text))


def names_in(catalog: Catalog) -> Iterator[str]:
    """Yield what the parts and the shops of a catalog are called."""
    yield from (part.name for part in catalog.parts)
    yield from (vendor.name for vendor in catalog.vendors)


def without_people(text: str, known: frozenset[str]) -> str:
    """Return a note without addresses, paths and names of people; `known` words are no names."""
    text = _MENTION.sub(_GONE, impersonal(text[: 4 * LONGEST_NOTE]))
    text = _TITLE.sub(_GONE, text)
    words = {word.casefold() for word in _WORD.findall(text)}
    # In German every noun has a capital.
    is_german = len(words & _GERMAN) > 1

    def name(found: re.Match[str]) -> str:
        strange = [each for each in found[0].split() if not _is_known(each, known)]
        return _without(found, strange, text, is_german=is_german) if strange else found[0]

    text = _NAMES.sub(name, text)
    text = re.sub(rf"(?:{_GONE}[\s,;]*)+{_GONE}", _GONE, text)
    return re.sub(r"(?:\s*,)+(?=\s*,)", "", text).strip()[:LONGEST_NOTE]


def _is_known(token: str, known: frozenset[str]) -> bool:
    """Tell whether a word with a capital is none that a person may be called."""
    words = [word.casefold() for word in _WORD.findall(_POSSESSIVE.sub("", token))]
    return all(word in known or word in _KNOWN or word in _GERMAN for word in words)


def _without(found: re.Match[str], strange: list[str], text: str, *, is_german: bool) -> str:
    """Return words with capitals without those that are a name where they stand."""
    before, after = text[: found.start()].rstrip(), text[found.end() :]
    lead = re.search(r"([^\W\d_]+)\W*$", before)
    is_led = lead is not None and before[-1:] not in ".!?" and lead[1].casefold() in _LEADS
    first = not before or before[-1:] in ".!?;:•-–(" or before.endswith(_GONE)
    following = re.match(r":|\s+([^\W\d_]+)", after)
    is_possessive = bool(_POSSESSIVE.search(found[0]))
    speaks = is_possessive or (
        following is not None and (following[1] is None or following[1].casefold() in _SAYS)
    )
    several = len(strange) > 1 and not is_german
    begins = not is_german or found[0].split()[0] == strange[0]
    if not (is_led or several or (first and speaks and begins)):
        if is_german and not first:
            return found[0]
        # Who begins with one word and says no more may well have signed.
        if first and (after.strip() or not before):
            return found[0]
    return " ".join(_GONE if each in strange else each for each in found[0].split())
