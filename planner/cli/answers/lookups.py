"""What the command says about a look-up at a distributor: shown, and kept nowhere."""

from collections.abc import Iterator

from planner.cli.answer import Answer, Text
from planner.io.exporters.json import Fields
from planner.model.findings import Finding
from planner.model.lookups import Lookup, LookupAnswer, LookupBreak
from planner.model.money import Money
from planner.model.table import Column, Row, Table
from planner.model.words import counted

_UNKNOWN = "?"


def lookup_answer(found: LookupAnswer) -> Answer:
    """Return what a distributor answers, that it is not kept, and under whose terms it stands."""
    of = "" if found.of is None or found.of <= len(found.found) else f" of {found.of:,}"
    title = (
        f"{found.distributor}, {found.by.meaning} '{found.asked}', as of {found.day}: "
        f"{counted(len(found.found), 'article')}{of}, looked up and not stored."
    )
    blocks: list[Table | Text] = [Text(title, strong=True)]
    if found.found:
        blocks.append(_table(found.found))
        blocks += [Text(each) for each in _told(found.found)]
    blocks.append(Text(terms_told(found)))
    return Answer(tuple(blocks), found, found.findings, fields=_fields(found))


def terms_told(found: LookupAnswer) -> str:
    """Return under which terms an answer stands."""
    return f"{found.terms.words} Terms: {found.terms.address}."


def _table(found: tuple[Lookup, ...]) -> Table:
    columns = (
        Column("number", "Number"),
        Column("maker", "Maker's number"),
        Column("prices", "Unit price, by quantity"),
        Column("stock", "Stock"),
        Column("least", "Least"),
        Column("multiple", "Multiple"),
        Column("lead", "Lead time"),
        Column("life", "Lifecycle"),
    )
    rows = tuple(Row(f"{place} {each.number}", _cells(each)) for place, each in enumerate(found))
    return Table("lookups", "Looked up", columns, rows)


def _cells(each: Lookup) -> tuple[str, ...]:
    return (
        f"{each.number} {each.packaging}".strip(),
        f"{each.maker_number} {each.maker}".strip(),
        "; ".join(break_told(each, level) for level in each.breaks) or _UNKNOWN,
        _or_unknown(each.stock),
        _or_unknown(each.minimum),
        _or_unknown(each.multiple),
        each.lead_time or _UNKNOWN,
        each.lifecycle or _UNKNOWN,
    )


def break_told(article: Lookup, level: LookupBreak) -> str:
    """Return a price as `12.50 SGD from 10`; a question mark for what is not known."""
    if level.price is None:
        price = _UNKNOWN
    elif article.currency is None:
        price = f"{level.price:f} in {_UNKNOWN}"
    else:
        price = str(Money(level.price, article.currency))
    return f"{price} from {level.quantity:,}"


def _or_unknown(number: int | None) -> str:
    return _UNKNOWN if number is None else f"{number:,}"


def _told(found: tuple[Lookup, ...]) -> Iterator[str]:
    for each in found:
        tax = {"yes": "tax included", "no": "without tax"}.get(each.tax_included, "")
        parts = (each.name, tax, *each.remarks, each.address)
        told = "; ".join(filter(None, parts))
        if told:
            yield f"{each.number}: {told}"


# --- for programs --------------------------------------------------------------------------------


def _fields(found: LookupAnswer) -> Fields:
    """Return an answer as plain values. There is no `record`: nothing reads it back."""
    return {
        "distributor": found.distributor,
        "asked": found.asked,
        "by": str(found.by),
        "day": found.day,
        "kept": False,
        "terms": {"address": found.terms.address, "words": found.terms.words},
        "of": found.of,
        "found": [_lookup(each) for each in found.found],
        "findings": [_finding(each) for each in found.findings],
    }


def _lookup(each: Lookup) -> Fields:
    return {
        "number": each.number,
        "maker_number": each.maker_number,
        "maker": each.maker,
        "name": each.name,
        "packaging": each.packaging,
        "currency": each.currency,
        "prices": [
            {
                "from": level.quantity,
                "price": None if level.price is None else format(level.price, "f"),
            }
            for level in each.breaks
        ],
        "tax_included": str(each.tax_included),
        "stock": each.stock,
        "minimum_quantity": each.minimum,
        "order_multiple": each.multiple,
        "lead_time": each.lead_time,
        "lifecycle": each.lifecycle,
        "address": each.address,
        "remarks": list(each.remarks),
    }


def _finding(finding: Finding) -> Fields:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.advice(),
    }
