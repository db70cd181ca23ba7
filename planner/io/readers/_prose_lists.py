"""Lists in sentences: `each node has 1 x Pi 5 8GB ($80), 1 x PoE HAT ($25) and …`.

A thing is how many, what, and its price in brackets. What is said of each node is a section.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MONEY = (
    r"(?:[^\W\d_]{0,3}[$€£¥₹₩]|[A-Z]{3})\s?\d[\d.,']*"
    r"|\d[\d.,']*\s?(?:[$€£¥₹₩]|[A-Z]{3}|zł|Kč|kr)"
)
_THING = re.compile(
    r"(?:\b(?P<count>\d{1,4})\s?(?:[x×]\s?)?\s*|\b(?P<one>an?|one|ein(?:en?)?|une?)\s+|)"
    r"(?P<name>[^\W_][^()\n:;]{1,80}?)\s*"
    rf"[(\[](?:for |at |about )?(?P<price>{_MONEY})\s*"
    r"(?P<each>each|ea\.?|per piece|apiece|pro Stück|la pièce)?[)\]]",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d{1,4}\s?[x×]?\s|(?:an?|one|ein(?:en?)?|une?)\s", re.IGNORECASE)
_EACH = re.compile(
    r"\b(?P<said>(?:each|every|per|jede[rs]?|pro|chaque|par|cada|por)\s+(?:\w+\s+)?"
    r"(?:node|board|unit|blade|server|machine|knoten|nœud|noeud|nodo))s?\b",
    re.IGNORECASE,
)
_NODES = re.compile(
    r"\b(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]"
    r"(?:\w+\s)?(?:node|board|unit|blade|server|machine|knoten|nœud|noeud|nodo)e?s?\b",
    re.IGNORECASE,
)
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_PARTS = re.compile(r"(?<=[\w)])[.!?](?=\s|$)|\n")
_FIRST_WORDS = re.compile(
    r"^.*\b(?:has|have|had|gets?|needs?|uses?|with|and|plus|of|hat|haben|mit|und|a|avec|et|tiene"
    r"|con|y)\s+(?=\S)",
    re.IGNORECASE,
)
_MOST_LINES = 60
_LONGEST = 6_000
_LEAST = 2
HEADINGS = ("Qty", "Item")


def prose_rows(lines: Sequence[str]) -> list[tuple[int, list[str]]] | None:
    """Return a row for each thing that sentences name with its price; None if they name none."""
    filled = [line for line in lines if line.strip()]
    if not filled or len(filled) > _MOST_LINES or sum(map(len, filled)) > _LONGEST:
        return None
    if any(sign in line for line in filled for sign in "\t|"):
        return None
    # A sentence names several things; a list has one a line.
    if max(sum(1 for _ in _things(line)) for line in filled) < _LEAST:
        return None
    rows = list(enumerate(_rows(lines), 1))
    things = [thing for line in filled for thing in _things(line)]
    each = all(thing.is_each for thing in things if thing.many not in ("", "1 x"))
    return [(1, [*HEADINGS, "Unit price" if each else ""]), *rows]


class _Thing(NamedTuple):
    many: str
    name: str
    price: str
    is_each: bool


def _rows(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield what is said in its order; a row is counted by that, as a sentence holds several."""
    nodes = _NODES.search("\n".join(lines))
    many = "" if nodes is None else f" (x{_WORDS.get(nodes[1].lower(), nodes[1])})"
    section = False
    for line in lines:
        for sentence in _PARTS.split(line):
            each = _EACH.search(sentence)
            things = list(_things(sentence))
            if things and each is not None:
                yield ["", f"{each['said'].capitalize()}{many}"]
            elif things and section:
                yield ["", "Shared"]
            section = bool(each) if things else section
            for thing in things:
                yield [thing.many, thing.name, thing.price]
            if not things and (found := _SUM.match(sentence)):
                yield ["", found[1], found[2]]


_SUM = re.compile(
    rf"\s*(?:the |in )?((?:grand )?(?:sub-?)?total|summe|gesamt\w*|somme|suma)\b[^\d$€£]{{0,40}}?"
    rf"({_MONEY})\W*$",
    re.IGNORECASE,
)


def _things(sentence: str) -> Iterator[_Thing]:
    for found in _THING.finditer(sentence):
        name = found["name"].strip()
        count = found["count"] or ("1" if found["one"] else "")
        if not count:
            # What leads up to a thing is none of its name: "each node has 1 x Pi 5".
            name = _FIRST_WORDS.sub("", name)
            if counted := _COUNTED.match(name):
                said = re.match(r"\d+", counted[0])
                count, name = (said[0] if said else "1"), name[counted.end() :]
        if name.strip(" ,"):
            told = f"{count} x" if count else ""
            yield _Thing(told, name.strip(" ,"), found["price"].strip(), bool(found["each"]))
