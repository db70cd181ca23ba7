"""Lists that people write without columns: `2x Raspberry Pi 5 - $80`, one thing a line.

How many stands in front or behind, what it costs at the end of the line.
"""

import re
from collections.abc import Sequence

_MARK = re.compile(r"\s{0,12}(?:[-*•–+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)?")
_POINT = re.compile(r"\s{0,12}(?:[-*•–+]|\d{1,3}[.)])\s")
_COUNT = re.compile(r"(\d{1,4})\s?(?:[x×]|pcs?\.?|pieces?|Stk\.?|Stück)\s+")
_COUNT_BEHIND = re.compile(r"\s+(?:[x×]\s?(\d{1,4})|\(?(\d{1,4})\s?[x×]\)?)$")
_MONEY = (
    r"(?:[^\W\d_]{0,3}[$€£¥₹₩]|[A-Z]{3})\s?\d[\d.,']*"
    r"|\d[\d.,']*\s?(?:[$€£¥₹₩]|[A-Z]{3}|zł|Kč|kr)"
)
_EACH = r"(?:each|ea\.?|/pc|/ea|pro Stück|pièce)"
_PRICE = re.compile(
    r"(?:\s*(?:[-–—:=@,]|\.{2,}|\bà)\s+|\s+|\s*[-–—:=@]\s*)"
    rf"\(?({_MONEY}|\d[\d']*[.,]\d\d)\s*{_EACH}?\)?\s*$"
)
# A number without a currency is a price where a sign parts it from how many there are.
_BARE_PRICE = re.compile(r"\s*(?:\s[-–—@=]|:|\s\.{2,}|=>|->)\s+(\d[\d']{0,8})\s*$")
_SUM = re.compile(
    r"\W*(?:sub ?total|total|summe|gesamt|somme|suma|totale|totaal|合計)\b", re.IGNORECASE
)
# What the line comes to, behind the price of a piece: `£76.80 each = £307.20`.
_COMES_TO = re.compile(rf"(?<=[\w.)$€£¥₹₩])\s*=\s*({_MONEY})\s*$")
# A shop that stands behind its price: `$129.00 @ Amazon`.
_AT_SHOP = re.compile(r"(?<=\d)\s+@\s+[^\W\d][^()@\d]{0,40}(?=\)?\s*$)")
_PURCHASED = re.compile(r"\(Purchased For (?=\W?\s?\d)", re.IGNORECASE)
# The points of a list in a forum's markup, and where it begins and ends.
_BBCODE_POINT = re.compile(r"^\s*\[\*\]\s*")
_BBCODE = re.compile(
    r"\[/?(?:b|i|u|list(?:=\w{1,10})?|\*|url(?:=[^\[\]\s]{1,500})?)\]", re.IGNORECASE
)
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,500}\)")
_SAYS_EACH = re.compile(rf"\d\W*(?:[A-Z]{{3}}|zł|Kč|kr)?\s*{_EACH}\)?\s*$")
_OF_PRICES = ("", "Item", "Price")
_OF_PIECES = ("Qty", "Item", "Unit price")
_WITH_TOTALS = ("Qty", "Item", "Unit price", "Line total")
_BARE_COUNT = re.compile(r"(\d{1,3})\s+(?=\w)")
_DOTS = re.compile(r"\s*\.{2,}\s*$")
_LONGEST = 300
_LOOKED_AT = 400


def shopping_rows(lines: Sequence[str]) -> list[tuple[int, list[str]]] | None:
    """Return a row for each line of such a list; None if a text is none."""
    if not _is_list(lines):
        return None
    rows = [(at, item_cells(line)) for at, line in enumerate(lines, 1) if line.strip()]
    rows = _counted_all([(at, cells) for at, cells in rows if any(cells)])
    whole = next((place for place, (_, cells) in enumerate(rows) if cells[3:]), None)
    if whole is not None:
        # `£76.80 each = £307.20` says itself what is what; one without a count is of its line.
        rows = [(at, _as_whole(cells)) for at, cells in rows]
        rows.insert(whole, (rows[whole][0], list(_WITH_TOTALS)))
    elif _says_each(lines):
        first = next(place for place, (_, cells) in enumerate(rows) if len(cells) > 2)
        while first and len(rows[first - 1][1]) < 3 and rows[first - 1][1][-1].endswith(":"):
            first -= 1
        rows.insert(first, (rows[first][0], list(_OF_PIECES)))
    elif not any(cells[0] for _, cells in rows):
        # One of each, as points: nothing but the prices says that these are lines.
        rows.insert(0, (rows[0][0], list(_OF_PRICES)))
    return rows


def _counted_all(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return rows whose names begin with how many, where those of all do: `6 Raspberry Pi 4`."""
    things = [cells for _, cells in rows if len(cells) > 2 and not _SUM.match(cells[1])]
    told = [_BARE_COUNT.match(cells[1]) for cells in things]
    if len(things) < 2 or any(cells[0] for cells in things) or not all(told):
        return rows
    return [
        (at, [f"{found[1]} x", cells[1][found.end() :], *cells[2:]])
        if len(cells) > 2 and not cells[0] and (found := _BARE_COUNT.match(cells[1]))
        else (at, cells)
        for at, cells in rows
    ]


def _as_whole(cells: list[str]) -> list[str]:
    return [*cells[:2], "", cells[2]] if len(cells) == 3 and not cells[0] else cells


def _is_list(lines: Sequence[str]) -> bool:
    """Tell whether most lines are a thing with its price at the end, in no columns."""
    filled = [line for line in lines[:_LOOKED_AT] if _BBCODE.sub("", line).strip()]
    told = sum(1 for line in filled if len(item_cells(line)) > 2)
    counted = any(item_cells(line)[:1] != [""] or _AT_SHOP.search(line) for line in filled)
    # One of each, as points of a list: `- PoE switch: $90`.
    points = sum(len(item_cells(line)) > 2 and bool(_POINT.match(line)) for line in filled)
    return told > 1 and 2 * told >= len(filled) and (counted or 2 * points > told)


def _says_each(lines: Sequence[str]) -> bool:
    """Tell whether every line of several pieces says that its price is of one of them."""
    several = [line for line in lines if item_cells(line)[0] not in ("", "1 x")]
    return bool(several) and all(_SAYS_EACH.search(line) for line in several)


def item_cells(line: str) -> list[str]:
    """Return how many, what and at which price a line says; the line alone if it says no price."""
    line = _BBCODE_POINT.sub("- ", line[: 4 * _LONGEST])
    line = _LINK.sub(r"\1", _BBCODE.sub("", line))
    line = _PURCHASED.sub("(", _AT_SHOP.sub("", line))
    if len(line) > _LONGEST or any(sign in line for sign in "\t|;") or "   " in line.strip():
        return ["", line.strip()]
    marked = _MARK.match(line)
    text = line[marked.end() :].strip() if marked else line.strip()
    total = _COMES_TO.search(text)
    if total is not None and _PRICE.search(text[: total.start()]):
        text = text[: total.start()]
    else:
        total = None
    price = _PRICE.search(text)
    bare = _BARE_PRICE.search(text) if price is None else None
    price = price or bare
    if price is None or not price.start():
        return ["", text]
    name, count = _counted(text[: price.start()].strip())
    if bare is not None and not count and not _SUM.match(name):
        return ["", text]
    cells = [f"{count} x" if count else "", name, price[1].strip()]
    return cells if total is None else [*cells, total[1].strip()]


def _counted(name: str) -> tuple[str, str]:
    """Return a name without how many of it there are, and how many."""
    count = ""
    if before := _COUNT.match(name):
        name, count = name[before.end() :], before[1]
    elif behind := _COUNT_BEHIND.search(name):
        name, count = name[: behind.start()], behind[1] or behind[2]
    return _DOTS.sub("", name).strip(" :"), count
