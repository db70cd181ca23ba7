"""Carts as they are copied from a shop's page: several lines for one thing, `Qty: 2` among them.

A thing begins with the first line that is no furniture of the page, no label and no amount.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_LOOKED_AT = 4_000
_LONGEST = 300
_QTY = "Qty"
_PRICE = "Price"
_NAME = "Item"
_NUMBERS = ("Part number", "SKU")
_AMOUNT = re.compile(
    r"(?:[^\W\d_]{0,3}\s?[$€£¥₹₩]|[A-Z]{3})\s?\d[\d.,']*"
    r"|\d[\d.,']*\s?(?:[$€£¥₹₩]|[A-Z]{3}|zł|Kč|kr)"
)
_OF_EACH = re.compile(rf"({_AMOUNT.pattern})\s*(?:each|ea\.?|/ea|pro Stück)", re.IGNORECASE)
_TIMES = re.compile(r"[x×]\s?(\d{1,5})")
_COUNT = re.compile(r"\d{1,6}")
_LABEL = re.compile(
    r"(?P<quantity>qty|quantity|menge|anzahl|quantit[ée]|cantidad|数量)"
    r"|(?P<unit>unit price|price per unit|price each|each|einzelpreis|stückpreis|prix unitaire"
    r"|precio unitario|単価)"
    r"|(?P<total>ext(?:ended|\.)? price|line total|item (?:sub)?total|item price|gesamtpreis"
    r"|prix total|importe)"
    r"|(?P<price>price|preis|prix|precio|価格)"
    r"|(?P<sku>(?:mouser|digi-?key|arrow|newark|farnell|sku|item|order|catalog|art(?:icle|ikel)?)"
    r"(?: part)?[ .-]*(?:#|no\.?|nr\.?|number|code)?|asin|sku)"
    r"|(?P<number>(?:mfr|mfg|manufacturer)[ .'s]*(?:part)?[ .]*(?:#|no\.?|number)|mpn|part(?: ?#|"
    r" no\.?| number))"
    r"|(?P<maker>mfr\.?|mfg\.?|manufacturer|brand|hersteller)"
    r"|(?P<name>desc(?:ription|\.)?|product|item name|bezeichnung)",
    re.IGNORECASE,
)
_TITLES = {
    "unit": "Unit price", "total": "Line total", "price": _PRICE, "quantity": _QTY,
    "sku": "SKU", "number": "Part number", "maker": "Manufacturer", "name": _NAME,
}  # fmt: skip
_ORDER = (_QTY, _NAME, "Part number", "SKU", "Manufacturer", "Unit price", _PRICE, "Line total")
_SUM = re.compile(
    r"\W*(?:(?:order|cart|estimated|grand|merchandise|item)s?\s+)?(?:sub-?\s?totals?|totals?|tax|vat"
    r"|gst|shipping(?: (?:&|and) handling)?|delivery|discount|zwischensumme|summe|gesamtsumme"
    r"|versand(?:kosten)?|mwst\.?|sous-total|livraison|env[ií]o|小計|合計|送料)"
    r"\s*(?:\([^()]{0,40}\))?\s*:?\s*",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:in stock|only \d+ left|out of stock|free (?:delivery|shipping|returns)|delete|remove|save"
    r"|share|compare|gift|ships? |sold by|usually|arrives|eligible|move to|add to|edit|update"
    r"|auf lager|löschen|entfernen|en stock|supprimer|en existencias|eliminar|在庫|削除|prime\b"
    r"|style:|size:|colou?r:|price\W*$|shopping cart|your cart|warenkorb|panier|carrito"
    r"|backorder|lead time|availability|image\W*$)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?=\S*\d)[^\s/:]{3,40}")


@dataclass(slots=True)
class _Said:
    """What one line says: `what` is a label's, `text` the value; a name-like line has no label."""

    at: int
    what: str
    text: str


@dataclass(slots=True)
class _Thing:
    """What is said of one thing, and in which line it begins."""

    at: int = 0
    texts: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)


Rows = list[tuple[int, list[str]]]


def cart_rows(lines: Sequence[str]) -> Rows | None:
    """Return a heading and a row for each thing of a copied cart; None if it is none."""
    filled = [(at, line.strip()) for at, line in enumerate(lines, 1) if line.strip()]
    if len(filled) < 5 or len(filled) > _LOOKED_AT or any("\t" in line for _, line in filled):
        return None
    said = list(_said(filled))
    counts = sum(each.what == "quantity" for each in said)
    amounts = sum(each.what in ("unit", "total", "price") for each in said)
    # Not a line of each thing: then it is a table or a list of lines.
    if counts < 2 or amounts < counts or 5 * counts > 2 * len(filled):
        return None
    things, sums = _things(said)
    told = [each for each in things if each.cells.get(_QTY) and each.cells.get(_NAME)]
    if len(told) < 2:
        return None
    titles = [title for title in _ORDER if any(title in each.cells for each in told)]
    rows = [(each.at, [each.cells.get(title, "") for title in titles]) for each in told]
    paid = next(t for t in ("Line total", _PRICE, "Unit price") if t in titles)
    for at, label, amount in sums:
        cells = {_NAME: label, paid: amount}
        rows.append((at, [cells.get(title, "") for title in titles]))
    rows.sort(key=lambda each: each[0])
    # A bare amount may be that of a piece or of the line: no heading says which.
    return [(rows[0][0], ["" if title == _PRICE else title for title in titles]), *rows]


def _said(filled: Sequence[tuple[int, str]]) -> Iterator[_Said]:
    """Yield what each line says; a label that stands alone takes the next line as its value."""
    label = ""
    often = Counter(line for _, line in filled)
    for at, line in filled:
        if label:
            told = _value(label, line)
            if told:
                yield _Said(at, label, told)
                label = ""
                continue
        label = ""
        found = _LABEL.match(line[:_LONGEST])
        rest = "" if found is None else line[found.end() :]
        if found is not None and not rest.strip(" .:#"):
            label = str(found.lastgroup)
            continue
        parted = re.match(r"\s*[.:#]+\s*", rest) if found is not None else None
        if found is not None and parted is not None:
            what = str(found.lastgroup)
            told = _value(what, rest[parted.end() :])
            if told:
                yield _Said(at, what, told)
                continue
        yield _Said(at, *_bare(line[:_LONGEST], often[line]))


def _value(label: str, text: str) -> str:
    """Return what stands behind a label; nothing if that is no such value."""
    text = text.strip()
    if label == "quantity":
        return text if _COUNT.fullmatch(text) else ""
    if label in ("unit", "total", "price"):
        number = re.fullmatch(r"\d[\d.,']*", text)
        return text if _AMOUNT.fullmatch(text) or number else ""
    return text


def _bare(line: str, often: int) -> tuple[str, str]:
    """Return what a line without a label is: a sum, an amount, furniture, or a name."""
    found = _SUM.match(line)
    if found is not None:
        rest = line[found.end() :].strip()
        if not rest or _AMOUNT.fullmatch(rest):
            return "sum", line
    if _AMOUNT.fullmatch(line):
        return "price", line
    if (each := _OF_EACH.fullmatch(line)) is not None:
        return "unit", each[1]
    if (times := _TIMES.fullmatch(line)) is not None:
        return "quantity", times[1]
    if _FURNITURE.match(line) or _COUNT.fullmatch(line) or not any(map(str.isalnum, line)):
        return "furniture", line
    if often > 1 and len(line.split()) < 4:
        # What stands beside several things is said of none of them.
        return "furniture", line
    return "name", line


def _things(
    said: Sequence[_Said],
) -> tuple[list[_Thing], list[tuple[int, str, str]]]:
    """Return things and sums: a thing is over where a name follows what it costs or how many."""
    things, sums = [_Thing()], list[tuple[int, str, str]]()
    label: tuple[int, str] | None = None
    for each in said:
        thing = things[-1]
        if each.what == "sum":
            found = _SUM.match(each.text)
            amount = each.text[found.end() :].strip() if found else ""
            name = each.text[: found.end()].strip(" :") if found else each.text
            label = None if amount else (each.at, name)
            if amount:
                sums.append((each.at, name, amount))
            continue
        if label is not None:
            if each.what == "price":
                sums.append((*label, each.text))
                label = None
                continue
            label = None
        if each.what == "furniture":
            continue
        title = _TITLES.get(each.what, "")
        if _begins(each, thing, title):
            thing = _Thing()
            things.append(thing)
        thing.at = thing.at or each.at
        if each.what == "name":
            thing.texts.append(each.text)
        else:
            # Behind the price of a piece stands what all of them cost.
            whole = title == _PRICE and "Unit price" in thing.cells
            thing.cells.setdefault("Line total" if whole else title, each.text)
    for thing in things:
        _named(thing)
    return things, sums


def _begins(said: _Said, thing: _Thing, title: str) -> bool:
    """Tell whether a line begins another thing: its own is counted already."""
    if _QTY not in thing.cells:
        return False
    if said.what in ("name", "sku", "number", "maker"):
        return True
    return title in thing.cells and (title != _PRICE or "Unit price" not in thing.cells)


def _named(thing: _Thing) -> None:
    """Name a thing by the longest of its lines; those that look like numbers of parts are those."""
    codes = [text for text in thing.texts if _CODE.fullmatch(text)]
    last = thing.texts.index(codes[-1]) if codes else -1
    # A distributor writes its number, the maker, the maker's number, and then what it is.
    below = thing.texts[last + 1 :]
    words = below or [text for text in thing.texts if text not in codes]
    name = max(words or codes, key=len, default="")
    thing.cells[_NAME] = name
    for title, code in zip(_NUMBERS, reversed(codes if words else []), strict=False):
        thing.cells.setdefault(title, code)
