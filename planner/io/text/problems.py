"""What is wrong with a cell, in plain sentences: the value, what is expected, what to write."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic_core import ErrorDetails

from planner.io.text.columns import Column, Kind
from planner.io.text.numbers import (
    DECIMAL,
    WHOLE,
    readings,
    separators_in,
    times,
    unit_of,
    without_blanks,
)
from planner.model.money import CURRENCIES
from planner.model.nearest import nearest
from planner.model.numbers import number_text

_DAY = re.compile(r"[12]\d{3}-\d{2}-\d{2}", re.ASCII)
_EXPONENT = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?[eE][+-]?\d{1,9}", re.ASCII)
# Each piece is taken in one go: a long cell with a line end in it would be tried at every digit.
_AROUND = re.compile(r"(?P<before>[^\d+\-]*+)(?P<core>[+-]?\d[\d.,'’_ ]*+)(?P<after>.*)", re.ASCII)
_UNIT = re.compile(r"[^\W\d_]+(/[^\W\d_]+)?\.?|[\"']")
_THREE_NUMBERS = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})", re.ASCII)
_NOT_KNOWN = frozenset(
    "nan na n/a none null nil inf -inf infinity unknown tbd tba ? - – — .".split()
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a row: in which column, with what value, and what to do."""

    column: str | None
    value: str
    message: str
    hint: str = ""
    code: str = "cell-invalid"


def shown(text: str) -> str:
    """Return a cell's text in quotes, cut short, with its invisible characters made visible."""
    return repr(brief(text))


def brief(text: str) -> str:
    """Return a cell's text, cut short."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def listed(words: Collection[str]) -> str:
    """Return words as a sentence has them: `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def written_wrong(column: Column, text: str) -> Problem | None:
    """Return what is wrong with how a number, a date or a part number is written."""
    if column.kind in (Kind.WHOLE, Kind.DECIMAL) and not _fits(column, text):
        message, hint = _not_a_number(column, text)
    elif column.kind is Kind.DAY and not _is_day(text):
        message, hint = _not_a_day(column, text)
    elif column.kind is Kind.PART_NUMBER and not text.isprintable():
        message = f"{shown(text)} holds a blank or an invisible character."
        hint = "Type it again, without blanks."
    else:
        return None
    return Problem(column.name, text, message, hint)


def written_right(column: Column, texts: Iterable[str]) -> list[str]:
    """Return those of many texts with whose writing nothing is wrong."""
    if column.kind in (Kind.WHOLE, Kind.DECIMAL):
        return list(filter((WHOLE if column.kind is Kind.WHOLE else DECIMAL).fullmatch, texts))
    if column.kind is Kind.DAY:
        return list(filter(_is_day, texts))
    return list(filter(str.isprintable, texts) if column.kind is Kind.PART_NUMBER else texts)


def _not_a_number(column: Column, text: str) -> tuple[str, str]:
    expected = "a whole number" if column.kind is Kind.WHOLE else "a number"
    usual = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if usual.casefold() in _NOT_KNOWN:
        example = f"Write it like {column.example}."
        hint = example if column.required else "Leave the cell empty if it is not known."
        return f"{shown(text)} is not {expected}.", hint
    if _EXPONENT.fullmatch(usual):
        return f"{shown(text)} is written with an exponent.", _written_out(column, usual)
    if usual != text and _fits(column, usual):
        return f"{shown(text)} is not written in plain digits.", f"Write it like {usual}."
    around = _AROUND.fullmatch(usual)
    if around is None:
        return f"{shown(text)} is not {expected}.", f"Write it like {column.example}."
    before, core, after = (around[name].strip() for name in ("before", "core", "after"))
    digits = without_blanks(core)
    found = readings(digits, whole=column.kind is Kind.WHOLE)
    what = _what_is_beside(before, after) or _what_is_between(column, core, found)
    if before or any(each.isdigit() for each in after):
        # `8-10` and `about 5` are not one number.
        found = found if what and not unit_of(column.name) else ()
    elif after:
        found = _in_the_unit(column, digits, after)
    hint = f"Write it like {listed(found or (column.example,))}."
    return f"{shown(text)} {what or f'is not {expected}'}.", hint


def _in_the_unit(column: Column, digits: str, unit: str) -> tuple[str, ...]:
    """Return what digits with a unit behind them are in the unit of their column.

    Nothing if that is not clear: a hint that is wrong by a thousand is worse than none.
    """
    factor = Decimal(1)
    if not _is_currency(unit):
        known = times(unit_of(column.name), unit)
        if known is None:
            return ()
        factor = known
    elif unit_of(column.name):
        return ()
    found = (number_text(Decimal(each) * factor) for each in readings(digits))
    return tuple(each for each in found if _fits(column, each))


def _fits(column: Column, text: str) -> bool:
    pattern = WHOLE if column.kind is Kind.WHOLE else DECIMAL
    return pattern.fullmatch(text) is not None


def _written_out(column: Column, text: str) -> str:
    number = Decimal(text)
    written = f"{number:f}" if -12 <= number.adjusted() <= 12 else ""
    return f"Write it like {written if written and _fits(column, written) else column.example}."


def _is_currency(beside: str) -> bool:
    return (
        any(unicodedata.category(each) == "Sc" for each in beside) or beside.upper() in CURRENCIES
    )


def _what_is_beside(before: str, after: str) -> str:
    """Return what stands before or after the digits, if it can be named."""
    beside = f"{before} {after}".strip()
    if "%" in beside:
        return "has a percent sign"
    if _is_currency(beside):
        return "has a currency sign; the currency has its own column"
    if not before and _UNIT.fullmatch(after) and after.casefold() != "k":
        return "has a unit; the name of the column says it"
    return ""


def _what_is_between(column: Column, core: str, found: Collection[str]) -> str:
    """Return what stands between the digits, if it can be named."""
    if not found and core.isdigit() and len(core) > 30:
        return "has too many digits"
    comma = separators_in(core, found)
    # Half a port is no port, however its comma is read.
    return "" if comma == "has a decimal comma" and column.kind is Kind.WHOLE else comma


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _calendar_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def _not_a_day(column: Column, text: str) -> tuple[str, str]:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return f"{shown(text)} is not a day of the calendar.", f"Write it like {column.example}."
    message = f"{shown(text)} is not a date written as year-month-day."
    numbers = _THREE_NUMBERS.match(text)
    days: list[str | None] = []
    if numbers is not None:
        first, second, third = (int(each) for each in numbers.groups())
        if len(numbers[1]) == 4:
            days = [_calendar_day(first, second, third)]
        else:
            days = [_calendar_day(third, second, first), _calendar_day(third, first, second)]
    found = list(dict.fromkeys(day for day in days if day))
    which = ", whichever is meant" if len(found) > 1 else ""
    return message, f"Write it like {listed(found or [column.example])}{which}."


def explained(
    error: ErrorDetails, columns: Mapping[str, Column], cells: Mapping[str, str]
) -> Problem:
    """Turn what pydantic found in a row into a problem of one of its columns."""
    name = next((str(part) for part in reversed(error["loc"]) if part in columns), None)
    if name is None:
        return Problem(None, "", in_words(error))
    column, text = columns[name], cells.get(name, "")
    value = str(error["input"]) if isinstance(error["input"], str) else text
    message, hint = sentence(error, column, value)
    return Problem(name, text, message, hint)


def in_words(error: ErrorDetails) -> str:
    """Return what pydantic, or a check of the model, says of a whole record, as a sentence."""
    reason = _plain_limit(error.get("ctx", {}).get("error", error["msg"]))
    # `share_of needs list_price` begins with a key, and keys have no capitals.
    is_key = "_" in reason.partition(" ")[0]
    return f"{reason if is_key else reason[:1].upper() + reason[1:]}."


def _plain_limit(words: object) -> str:
    """Return a limit, or a sentence with one, without the name of its Python type."""
    return re.sub(r"Decimal\('([^']*)'\)", r"\1", str(words))


def sentence(error: ErrorDetails, column: Column, value: str) -> tuple[str, str]:
    """Return message and hint for what pydantic found wrong with a value of a column."""
    kind, context = error["type"], error.get("ctx", {})
    example = f"Write it like {column.example}."
    if kind == "missing":
        return "The cell is empty, and it is needed.", needed(column)
    if kind in ("literal_error", "enum"):
        return not_one_of(value, column.words, required=column.required)
    if kind in _LIMITS:
        words, advice = _LIMITS[kind]
        limit = _plain_limit(next(iter(context.values()), ""))
        return f"{shown(value)} is {words} {limit}.", f"Write {advice.format(limit)}."
    if kind == "string_too_long":
        most = context.get("max_length")
        return f"{shown(value)} has {len(value)} characters; at most {most} fit.", "Shorten it."
    if kind == "string_pattern_mismatch":
        rule = _PATTERNS.get(column.kind, "is not written as expected")
        return f"{shown(value)} {rule}.", example
    wrong = written_wrong(column, value)
    if wrong is not None:
        return wrong.message, wrong.hint
    return _of_its_kind(column, value, str(context.get("error", error["msg"])))


def _of_its_kind(column: Column, value: str, reason: str) -> tuple[str, str]:
    if column.kind is Kind.CURRENCY:
        near = _nearest_currency(value)
        hint = f"Did you mean {near}?" if near else "Write it like SGD or USD."
        return f"{shown(value)} is not an ISO 4217 currency code.", hint
    if column.kind is Kind.YES_NO:
        return f"{shown(value)} is neither true nor false.", "Write true or false."
    # The model's own sentences begin with the value.
    said = reason.startswith(("'", '"'))
    message = f"{reason}." if said else f"{shown(value)} is not accepted: {reason}."
    return message, "" if said or not column.example else f"Write it like {column.example}."


def _nearest_currency(code: str) -> str | None:
    """Return the currency meant: of a code's first two letters, the country, before its third."""
    upper = code.upper()
    same_country = [each for each in CURRENCIES if len(upper) > 1 and each[:2] == upper[:2]]
    if upper in CURRENCIES or len(same_country) != 1:
        return nearest(upper, CURRENCIES)
    return same_country[0]


_LIMITS = {
    "greater_than_equal": ("less than", "{} or more"),
    "greater_than": ("not more than", "more than {}"),
    "less_than_equal": ("more than", "{} or less"),
    "less_than": ("not less than", "less than {}"),
}
_PATTERNS = {
    Kind.PART_NUMBER: "is not a part number: it begins with a letter or digit and has no blank, "
    "comma or semicolon",
    Kind.VENDOR: "is not a vendor id: small letters, digits and hyphens",
}


def needed(column: Column) -> str:
    """Return the hint for a cell that must not be empty."""
    meaning = column.description[:1].lower() + column.description[1:]
    like = f", such as {column.example}" if column.example else ""
    return f"Required: {meaning}{like}."


def not_one_of(value: str, words: Collection[str], *, required: bool) -> tuple[str, str]:
    """Return message and hint for a word that is not in its list."""
    message = f"{shown(value)} is not one of {', '.join(words)}."
    near = nearest(value, words)
    if near:
        return message, f"Did you mean {near}?"
    return message, "Write one of them." if required else "Write one of them, or leave it empty."
