"""Lists that people write without columns: `2x Raspberry Pi 5 - $80`, one thing a line.

How many stands in front or behind, what it costs at the end of the line.
"""

import re
from collections.abc import Sequence

_MARK = re.compile(r"\s{0,12}(?:[-*•–+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)?")
_POINT = re.compile(r"\s{0,12}(?:[-*•–+]|\d{1,3}[.)])\s")
_COUNT = re.compile(r"(\d{1,4})\s?(?:[x×]|pcs?\.?|pieces?|Stk\.?|Stück)\s+")
_COUNT_BEHIND = re.compile(r"\s+(?:[x×]\s?(\d{1,4})|\(?(\d{1,4})\s?[x×]\)?)$")
_PRICE = re.compile(
    r"(?:\s*(?:[-–—:=@,]|\.{2,})\s+|\s+|\s*[-–—:=@]\s*)"
    r"\(?((?:[^\W\d_]{0,3}[$€£¥₹₩]|[A-Z]{3})\s?\d[\d.,']*|\d[\d.,']*\s?(?:[$€£¥₹₩]|[A-Z]{3}|zł|Kč|kr)"
    r"|\d[\d']*[.,]\d\d)\s*(?:each|ea\.?|/pc|/ea|pro Stück|pièce)?\)?\s*$"
)
# What the line comes to, behind the price of a piece: `£76.80 each = £307.20`.
_COMES_TO = re.compile(
    r"(?<=[\d\w.])\s*=\s*((?:[^\W\d_]{0,3}[$€£¥₹₩]|[A-Z]{3})\s?\d[\d.,']*|\d[\d.,']*\s?[$€£¥₹₩])\s*$"
)
# A shop that stands behind its price: `$129.00 @ Amazon`.
_AT_SHOP = re.compile(r"(?<=\d)\s+@\s+[^\W\d][^()@\d]{0,40}(?=\)?\s*$)")
_PURCHASED = re.compile(r"\(Purchased For (?=\W?\s?\d)", re.IGNORECASE)
_BBCODE = re.compile(r"\[/?(?:b|i|u|url(?:=[^\[\]\s]{1,500})?)\]", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,500}\)")
WITH_TOTALS = ("Qty", "Item", "Unit price", "Line total")
_LONGEST = 300
_LOOKED_AT = 400


def is_list(lines: Sequence[str]) -> bool:
    """Tell whether most lines are a thing with its price at the end, in no columns."""
    filled = [line for line in lines[:_LOOKED_AT] if line.strip()]
    told = sum(1 for line in filled if len(item_cells(line)) > 2)
    counted = any(item_cells(line)[:1] != [""] or _AT_SHOP.search(line) for line in filled)
    # One of each, as points of a list: `- PoE switch: $90`.
    points = sum(len(item_cells(line)) > 2 and bool(_POINT.match(line)) for line in filled)
    return told > 1 and 2 * told >= len(filled) and (counted or 2 * points > told)


def item_cells(line: str) -> list[str]:
    """Return how many, what and at which price a line says; the line alone if it says no price."""
    line = _LINK.sub(r"\1", _BBCODE.sub("", line[: 4 * _LONGEST]))
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
    if price is None or not price.start():
        return ["", text]
    name, count = text[: price.start()].strip(), ""
    if before := _COUNT.match(name):
        name, count = name[before.end() :], before[1]
    elif behind := _COUNT_BEHIND.search(name):
        name, count = name[: behind.start()], behind[1] or behind[2]
    cells = [f"{count} x" if count else "", name.strip(), price[1].strip()]
    return cells if total is None else [*cells, total[1].strip()]
