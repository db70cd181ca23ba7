"""What the cell of a list says as a number: its readings, its currency, what it counts.

Nothing is guessed: `1.250` has two readings where the file does not show how it writes decimals,
and a text such as "(ca. 30.00)" says a number that is none to count with.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from planner.io.bills._words import PIECES, money_word
from planner.io.text.currency_signs import marks
from planner.io.text.grids import GridCell

# Beyond these a stored number is the noise of binary fractions.
_DIGITS = 12
_MOST_CHARACTERS = 120
# So many numbers that can be read in one way only tell how a file writes its decimals.
_ENOUGH_VOTES = 3_000

_NUMBER = re.compile(r"[-+−–]?\d[\d.,'’  ]*\d|[-+−–]?\d|[-+−–]?[.,]\d+")
_ABOUT = re.compile(
    r"^[(\[]?\s*(~|≈|ca\.?|circa|about|approx\.?|around|etwa|rund|env\.?|environ|aprox\.?|约|約|"
    r"estimated?|est\.)\s*",
    re.IGNORECASE,
)
# Amounts as most lists write them: at most a sign before and behind, no thousands.
_AMOUNT = re.compile(
    r"([^\W\d_]{0,3}[$€£¥₹₩]?)[ ]?([0-9]{1,9})(?:[.,]([0-9]{1,2}))?[ ]?([$€£¥₹₩]|[^\W\d_]{0,4}\.?)"
)
# Digits without any noise behind them.
_SHORT = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{0,4}[1-9])?")
_WHOLE = re.compile(r"[1-9]\d{0,11}|0", re.ASCII)
_WORDS_BEHIND = re.compile(
    r"(?<=[\d.])\s*[※*]*\s*(\([^\d()]*\)|\[[^\d\[\]]*\])\s*$|(?<=\d)\s*[※*]+$"
)
# `$129.00 @ Amazon`, `Purchased For $80.00`: words that say where or that, not how much.
_AT_SHOP = re.compile(r"(?<=\d)\s+@\s+[^\W\d][^@\d]{0,40}$")
_BOUGHT = re.compile(r"^(?:purchased for|bought for|paid)\s+(?=\W{0,2}\d)", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\W\d_]{4,}(?=[^\W_]*+(?:\W|$))")
_TIMES = frozenset(("x", "×"))
_BEFORE_NUMBERS = PIECES | {"euro", "incl", "inkl"}
_DASHES = frozenset("-–—ー\uff0d_/?.*") | {"--", "---", "n/a", "na", "tbd", "tba", "?", "??", "..."}


class Value(NamedTuple):
    """What a cell says. `number` is None where it says none, or says it in two ways.

    `readings` are the numbers it may mean, the first the one that the file's other numbers
    suggest. `currencies` are those that its sign or format may mean. `unit` is what it counts:
    empty, "pieces", or the unit as it was written. `about` marks a guess of whoever wrote it.
    """

    text: str = ""
    number: Decimal | None = None
    readings: tuple[Decimal, ...] = ()
    currencies: frozenset[str] = frozenset()
    unit: str = ""
    about: bool = False
    label: str = ""
    percent: bool = False
    valueless: bool = False
    formula: str = ""

    @property
    def is_numeric(self) -> bool:
        """Whether the cell says a number at all, be it a doubtful one."""
        return bool(self.readings)

    @property
    def is_plain(self) -> bool:
        """Whether it is a number and nothing else."""
        return self.number is not None and not self.unit and not self.label


_NONE = Value()


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes its decimals: `.` or `,`; empty where it does not show it."""

    decimal: str = ""


def style_of(cells: Iterable[GridCell]) -> Style:
    """Return how the numbers among cells are written, by those that can be read in one way only."""
    votes: Counter[str] = Counter()
    asked = 0
    thousands: Counter[str] = Counter()
    for cell in cells:
        if cell.number is None and (found := _only_number(cell.text)):
            sign = _certain(found)
            if sign:
                votes[sign] += 1
                asked += 1
                if asked == _ENOUGH_VOTES:
                    break
            elif re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}", found):
                thousands[found[-4]] += _is_money(cell.text)
    if votes:
        (best, many), *rest = votes.most_common()
        return Style(best if not rest or many > 2 * rest[0][1] else "")
    # Prices have no three decimals: several that look so, with a sign, are written in thousands.
    if len(thousands) == 1 and (sign := next(iter(thousands))) and thousands[sign] > 1:
        return Style("." if sign == "," else ",")
    return Style()


def _is_money(text: str) -> bool:
    return any(True for _ in marks(text[:_MOST_CHARACTERS]))


def _only_number(text: str) -> str:
    """Return the number of a text that says one and little else."""
    if not text or len(text) > 40:
        return ""
    found = _NUMBER.findall(_ascii(text))
    return found[0].strip("+-−– ") if len(found) == 1 and _left(text) <= 8 else ""


def _left(text: str) -> int:
    return sum(1 for each in text if each.isalpha())


def _certain(digits: str) -> str:
    """Return the decimal sign that digits show without a doubt; empty if they do not."""
    signs = [each for each in digits if each in ".,"]
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) > 1:
        return "." if signs[0] == "," else ","
    if not signs:
        return ""
    whole, _, rest = digits.partition(signs[0])
    return "" if len(rest) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole) else signs[0]


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).replace("\u066b", ".").replace("\u066c", "'")


@lru_cache(maxsize=4096)
def format_currencies(number_format: str) -> frozenset[str]:
    """Return the currencies that the sign in a number format may mean."""
    if not number_format or number_format == "General":
        return frozenset()
    told = re.search(r"\[\$([^\]-]*)", number_format)
    text = told[1] if told and told[1] else re.sub(r"\[[^\]]*\]|[\\_*\"].?", _kept, number_format)
    return _currencies(text)


def _kept(found: re.Match[str]) -> str:
    # A sign behind a backslash or in quotes is shown; blanks and colours are not.
    text = found[0]
    return "" if text.startswith(("[", "_", "*")) else text.lstrip('\\"')


def _currencies(text: str) -> frozenset[str]:
    found = list(marks(text)) if text else []
    if not found:
        return frozenset()
    together = frozenset.intersection(*(mark.currencies for mark in found))
    return together or frozenset().union(*(mark.currencies for mark in found))


def read_value(cell: GridCell | None, style: Style) -> Value:
    """Return what a cell says as a number."""
    if cell is None or (not cell.text and not cell.valueless):
        return _NONE
    if cell.valueless:
        return Value(text=cell.text, valueless=True, formula=cell.formula)
    if cell.number is not None:
        number = cell.number if _SHORT.fullmatch(cell.text) else shortened(cell.number)
        form = cell.number_format
        signs, percent = format_currencies(form), "%" in form
        return Value(
            cell.text, number, (number,), signs, "", False, "", percent, False, cell.formula
        )
    if not any(map(str.isdigit, cell.text)):
        return Value(text=cell.text, about=bool(_ABOUT.match(cell.text)))
    first = _BOUGHT.sub("", _AT_SHOP.sub("", cell.text.split("\n", 1)[0].strip()))
    if _WHOLE.fullmatch(first) and first == cell.text:
        whole = Decimal(first)
        return Value(cell.text, whole, (whole,))
    if first.casefold() in _DASHES or len(first) > _MOST_CHARACTERS or _is_name(first):
        return Value(text=cell.text)
    if (amount := _AMOUNT.fullmatch(cell.text)) is not None:
        money = _only_money(amount[1], amount[4])
        if money is not None:
            return _short_amount(cell.text, amount[2], amount[3] or "", money)
    return _read_text(cell.text, _ascii(first), style)


def _is_name(text: str) -> bool:
    """Tell whether a text begins with a word that stands before no number."""
    found = None if ":" in text else _FIRST_WORD.match(text)
    word = found[0].casefold() if found else ""
    return bool(word) and word not in _BEFORE_NUMBERS and not _ABOUT.match(text)


@lru_cache(maxsize=4096)
def _only_money(before: str, after: str) -> frozenset[str] | None:
    """Return the currencies of the signs beside a number; None if anything else stands there."""
    if _without_signs(before) or _without_signs(after):
        return None
    return _currencies(f"{before} {after}")


def _short_amount(written: str, whole: str, rest: str, money: frozenset[str]) -> Value:
    """Return an amount with at most two decimals: there is one way to read it."""
    rest = rest.rstrip("0")
    number = Decimal(f"{whole}.{rest}" if rest else whole)
    return Value(written, number, (number,), money)


def shortened(number: Decimal) -> Decimal:
    """Return a number without the noise that binary fractions leave behind its twelfth digit."""
    short = Decimal(f"{number:.{_DIGITS}g}")
    return Decimal(int(short)) if short == short.to_integral_value() else short.normalize()


def _read_text(written: str, text: str, style: Style) -> Value:
    about = bool(_ABOUT.match(text)) or (text.startswith(("(", "[")) and text.endswith((")", "]")))
    # Words in brackets behind a number say something of the thing, not of how many.
    text = _WORDS_BEHIND.sub("", _ABOUT.sub("", text)).strip(" ()[]*")
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1:
        return Value(text=written, about=about)
    (found,) = numbers
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    digits = found[0].strip()
    label = ""
    if ":" in before:
        label, _, before = before.rpartition(":")
    currencies = frozenset[str]()
    if before or after:
        currencies = _currencies(f"{before} {after}")
        before, after = _without_signs(before), _without_signs(after)
    if not currencies and money_word(after):
        currencies, after = money_word(after), ""
    unit = _unit(before, after)
    if unit is None:
        return Value(text=written, about=about)
    readings = _readings(digits, style, currencies)
    number = readings[0] if len(readings) == 1 and not about else None
    return Value(
        written, number, readings, currencies, "" if unit == "%" else unit, about, label.strip(),
        unit == "%",
    )  # fmt: skip


def _without_signs(text: str) -> str:
    """Return a text without its currency signs, so that "S$ 40" leaves nothing beside the 40."""
    for mark in reversed(list(marks(text))):
        text = text[: mark.start] + text[mark.end :]
    return text.strip()


def _unit(before: str, after: str) -> str | None:
    """Return what a number counts; None where words beside it make the cell a text."""
    if after == "%" and not before:
        return "%"
    rest = f"{before} {after}".strip(" .-–—,;:=+")
    if not rest or rest.casefold() in ("-", "--", "ca", "incl", "inkl"):
        return ""
    word = rest.casefold().strip(".")
    if word in PIECES:
        # "Board 1" and "Kit 2" are names of things; "x 4" is how many.
        return "pieces" if not before or before.casefold() in _TIMES else None
    if not before and re.fullmatch(r"/?\s*[^\W\d_]{1,12}[²³23]?\.?", after):
        return "pieces" if word.lstrip("/ ") in PIECES else after
    return None


def _readings(digits: str, style: Style, currencies: frozenset[str]) -> tuple[Decimal, ...]:
    """Return the numbers that digits may mean, the likeliest first."""
    negative = digits[0] in "-−–"
    digits = re.sub(r"[-+−–'’\s]", "", digits)
    signs = re.findall("[.,]", digits)
    if len(digits) > 30:
        return ()
    if not signs:
        found: tuple[str, ...] = (digits,)
    elif len(set(signs)) == 2 or len(signs) > 1:
        last = signs[-1] if len(set(signs)) == 2 else ""
        whole, _, rest = digits.rpartition(last) if last else (digits, "", "")
        found = (re.sub("[.,]", "", whole) + (f".{rest}" if rest else ""),)
        if not re.fullmatch(r"\d{1,3}([.,]\d{2,3})*", whole):
            return ()
    else:
        found = _one_sign(digits, signs[0], style, currencies)
    numbers = tuple(dict.fromkeys(shortened(Decimal(each)) for each in found))
    return tuple(-each for each in numbers) if negative else numbers


def _one_sign(digits: str, sign: str, style: Style, currencies: frozenset[str]) -> tuple[str, ...]:
    whole, _, rest = digits.partition(sign)
    decimal, grouped = f"{whole or '0'}.{rest or '0'}", f"{whole}{rest}"
    if len(rest) != 3 or not re.fullmatch(r"[1-9]\d{0,2}", whole):
        return (decimal,)
    if currencies and currencies <= {"JPY", "CNY", "KRW"} and sign == ",":
        return (grouped,)
    if style.decimal == sign:
        return (decimal,)
    # The other sign parts thousands, if the number is written as the file's others are. A point is
    # on every keyboard, so among decimal commas it may be either.
    return (grouped, decimal) if sign == "." or not style.decimal else (grouped,)
