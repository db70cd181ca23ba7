"""What each column of a catalog file may hold, read off the fields of the model."""

import types
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.model.catalog import Retired
from planner.model.cells import VendorId
from planner.model.money import CurrencyCode, ExchangeRate, Money
from planner.model.offers import Offer, PriceBreak
from planner.model.parts import CATEGORIES, PartNumber
from planner.model.price_events import PriceEvent
from planner.model.tariffs import Tariff
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Vendor


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "number"
    DAY = "date"
    YES_NO = "true or false"
    WORD = "one word of a list"
    WORDS = "words of a list, separated by semicolons"
    CURRENCY = "currency code"
    PART_NUMBER = "part number"
    VENDOR = "vendor id"
    MONEY = "amount with its currency"


_EXAMPLES = {
    Kind.TEXT: "",
    Kind.WHOLE: "1",
    Kind.DECIMAL: "12.50",
    Kind.DAY: "2020-06-17",
    Kind.YES_NO: "true",
    Kind.CURRENCY: "SGD",
    Kind.PART_NUMBER: "tl-sg108",
    Kind.VENDOR: "acme",
    Kind.MONEY: "626.63 SGD",
}
_PLAIN_KINDS: dict[object, Kind] = {
    int: Kind.WHOLE,
    Decimal: Kind.DECIMAL,
    date: Kind.DAY,
    bool: Kind.YES_NO,
    Money: Kind.MONEY,
}

_FILES: dict[str, type[BaseModel]] = {
    "vendors": Vendor,
    "rates": ExchangeRate,
    "price_events": PriceEvent,
    "tariffs": Tariff,
    "taxes": TaxRule,
    "retired": Retired,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it means, how it is read, and an example of a good cell."""

    name: str
    kind: Kind
    required: bool
    description: str
    example: str
    words: tuple[str, ...] = ()


def columns_for(kind: str) -> tuple[Column, ...]:
    """Return the columns of a part category, or of another file of the catalog, by its name."""
    if kind == "offers":
        return offer_columns()
    if kind in _FILES:
        return columns_of(_FILES[kind])
    # The file or the sheet says the category, so no cell needs to.
    return tuple(column for column in columns_of(CATEGORIES[kind]) if column.name != "category")


@cache
def offer_columns() -> tuple[Column, ...]:
    """Return the columns of an offers file: one price break a row; its name says the vendor."""
    columns: list[Column] = []
    for column in columns_of(Offer):
        if column.name == "price_breaks":
            columns.extend(columns_of(PriceBreak))
        elif column.name != "vendor":
            columns.append(column)
    return tuple(columns)


@cache
def columns_of(model: type[BaseModel]) -> tuple[Column, ...]:
    """Return one column for each field of a model, in the order of the fields."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        _column(name, hints[name], field)
        for name, field in model.model_fields.items()
        if (field.json_schema_extra or {}) != {"column": False}
    )


def _column(name: str, hint: object, field: FieldInfo) -> Column:
    kind, words = _kind(hint)
    examples = field.examples or ()
    example = str(examples[0]) if examples else (words[0] if words else _EXAMPLES[kind])
    return Column(
        name=name,
        kind=kind,
        required=field.is_required(),
        description=field.description or name.replace("_", " ").capitalize(),
        example=example,
        words=words,
    )


def _kind(hint: Any) -> tuple[Kind, tuple[str, ...]]:
    if hint in (CurrencyCode, PartNumber, VendorId):
        named = {CurrencyCode: Kind.CURRENCY, PartNumber: Kind.PART_NUMBER, VendorId: Kind.VENDOR}
        return named[hint], ()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin in (Union, types.UnionType):
        return _kind(next(each for each in arguments if each is not type(None)))
    if origin is Literal:
        return Kind.WORD, tuple(str(each) for each in arguments)
    if origin is tuple:
        words = _kind(arguments[0])[1]
        return (Kind.WORDS, words) if words else (Kind.TEXT, ())
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Kind.WORD, tuple(str(each) for each in hint)
    return _PLAIN_KINDS.get(hint, Kind.TEXT), ()
