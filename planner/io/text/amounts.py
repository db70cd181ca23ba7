"""What an amount that a shop wrote can mean: its number, its currency, or what must be asked.

Nothing is guessed. A separator that can mean two things has two readings, a sign that several
currencies share names none of them, and a range, a price per month or one before and one after is
not one price. `read_amount` gives the readings; who asked shows them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.io.text.currency_signs import Mark, marks
from planner.model.money import minor_unit_places

MOST_CHARACTERS = 200
_MOST_DIGITS = 15
# The two that share a sign are both written with a point before decimals, if with any.
_YEN_OR_YUAN = frozenset({"CNY", "JPY"})

# Languages by the sign before decimals, where all that speak it write alike; else a region decides.
_POINT = frozenset("en ja zh ko th he hi ms".split())
# German, French and Italian are written in Switzerland, too: not of francs.
_COMMA = frozenset(
    "cs da de el fi fr hr hu id is it lt lv nb nl nn no pl pt ro ru sk sl sr sv tr uk vi".split()
)
_POINT_REGIONS = frozenset("US GB IE AU NZ SG HK MY IN CH LI MX PR JP CN TW KR TH IL PH".split())
_COMMA_REGIONS = frozenset("DE AT FR BE ES IT PT BR AR CL CO UY NL LU ZA FI CA".split())
# Canada writes as its two languages do.
_BY_LANGUAGE = {"en-CA": ".", "fr-CA": ",", "fr-CH": ".", "it-CH": "."}


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """What a text says of an amount.

    `amount` is None where it is not one price; then `choices` are the numbers it may mean, and
    `why` says what is the matter. `is_amount` is False where nothing in it could be a price.
    """

    amount: Decimal | None = None
    currency: str | None = None
    choices: tuple[Decimal, ...] = ()
    why: str = ""
    is_amount: bool = True


def decimal_sign(locale: str) -> str | None:
    """Return what stands before decimals where a locale such as `de-AT` is written, if that is one.

    A language alone will do where everybody who speaks it writes alike.
    """
    language, _, rest = locale.strip().replace("_", "-").partition("-")
    language = language.lower()
    region = next((each.upper() for each in rest.split("-") if len(each) == 2), "")
    if exact := _BY_LANGUAGE.get(f"{language}-{region}"):
        return exact
    if region in _POINT_REGIONS:
        return "."
    if region in _COMMA_REGIONS:
        return ","
    return "." if language in _POINT else "," if language in _COMMA else None


def currency_sign(text: str) -> str | None:
    """Return the currency that a text is a sign of; None for a shared sign or anything else."""
    found = list(marks(text)) if len(text) < 8 else []
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0].one if whole else None


# --- the words around a number -------------------------------------------------------------------

# Beside these a number is no price at all.
_NO_PRICE = re.compile(
    r"\b(save|saves|saving|savings|spare|sie sparen|économisez|ahorra|discount|rabatt|cashback|"
    r"coupon|voucher)\b|\boff\b|\b(stars?|reviews?|ratings?|bewertung(en)?|points?|punkte)\b|★|"
    r"\d\s*(out of|von|/)\s*5\b(?!\d)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<!\d)(\d{1,2}[./-]\d{1,2}[./-](19|20)\d\d|(19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})(?!\d)"
)
_PERCENT = re.compile(r"[-−–+]?\d+(?:[.,]\d+)?\s?%")
# Words that leave a number what it is: one price of one piece.
_HARMLESS = re.compile(
    r"\b(price|our|your|naš[ae]|now|only|just|preis|nur|prix|precio|prezzo|prijs|cena|pris|each|ea|"
    r"per (piece|unit|item|pack|st[üu]ck)|pro st[üu]ck|je st[üu]ck|st[üu]ck|stk|"
    r"(incl(uding|usive|\.|udes)?|inc|inkl|excl(uding|usive|\.)?|exkl|ex|exc|with|without|zzgl|"
    r"z[üu]gl|plus|mit|ohne|hors|toutes|taxe?s?|comprises?|iva|con|sin|of|and|und|s|bez|včetně|"
    r"brutto|netto|gross|net|ttc|ht|excluido|incluido|inclusa|esclusa)|"
    r"vat|gst|tax(es)?|mwst|ust|tva|dph|btw|moms|alv|mva|sales|shipping|versand(kosten)?)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"/\s?(pieces?|pcs?|each|ea|units?|st([üu]c)?k?\.?|items?|uds?|szt|ks)(?![^\W\d_])"
    r"|\+\s?(?=vat|gst|iva|mwst|tax|tva|btw|dph)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


# --- numbers in a text ---------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?<![\d.,])(?P<sign>[-−–]\s?)?"
    r"(?P<digits>\d{1,3}(?:[ '’]\d{3})+(?![\d])(?:[.,]\d+)?|[.,]?\d[\d.,]*)"
    r"(?P<dash>(?<=[.,])[-–—]+)?"
)
_GROUPED_ONCE = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_INDIAN = re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}", re.ASCII)


# Of full width, and in Arabic.
_SEPARATORS = {"\uff0e": ".", "\uff0c": ",", "\u066b": ".", "\u066c": "'"}


def _ascii_digits(text: str) -> str:
    """Return a text with digits, blanks and full-width signs of any script as ASCII has them."""
    made = []
    for character in text:
        if character.isascii():
            made.append(character)
        elif unicodedata.category(character) == "Nd":
            made.append(str(unicodedata.decimal(character)))
        elif unicodedata.category(character) in ("Zs", "Zl", "Zp"):
            made.append(" ")
        elif unicodedata.category(character) != "Cf":
            made.append(_SEPARATORS.get(character, character))
    return " ".join("".join(made).split())


def read_amount(
    text: str, *, currency: str | None = None, locale: str | None = None, language: str = ""
) -> ReadAmount:
    """Return what a text such as `1.872,30 €` says.

    `currency` is what the source states beside the text. `locale` is how it states that numbers
    are written: a number that contradicts it is asked. `language` is what the page says it is
    written in: it settles only what can be read in two ways.
    """
    if len(text) > MOST_CHARACTERS:
        return _asked_or_nothing("it is too long for a price")
    plain = _ascii_digits(text)
    if not any(character.isdigit() for character in plain):
        return _asked_or_nothing("there is no number in it")
    if _NO_PRICE.search(plain) or _DATE.fullmatch(plain):
        return _asked_or_nothing("it is not a price")
    rest = _PERCENT.sub(" ", plain)
    found = list(marks(rest))
    named = _currency_of(found, stated=currency)
    numbers = list(_NUMBER.finditer(rest))
    if not numbers:
        return _asked_or_nothing("there is no number in it")
    if numbers[0]["sign"] and len(numbers) == 1:
        return _asked_or_nothing("it is negative")
    style = _Style(decimal_sign(locale or language), sure=locale is not None)
    if named == "CHF" and "-" not in (locale or language):
        style = _Style(None, sure=False)
    if style.sign is None and named is None and any(m.currencies == _YEN_OR_YUAN for m in found):
        style = _Style(".", sure=False)
    why, joined = _not_one_price(rest, found, numbers)
    if why:
        readings = [] if joined else [_readings(each["digits"], named, style) for each in numbers]
        choices = joined or tuple(dict.fromkeys(each for more in readings for each in more if each))
        return ReadAmount(currency=named, choices=choices, why=why)
    return _read_one(numbers[0]["digits"], named, style)


def _asked_or_nothing(why: str) -> ReadAmount:
    return ReadAmount(why=why, is_amount=False)


def _currency_of(found: Sequence[Mark], *, stated: str | None) -> str | None:
    """Return the currency that marks and statement agree on; None if none is sure."""
    sure = {mark.one for mark in found if mark.one} | ({stated} if stated else set())
    if len(sure) != 1:
        return None
    (one,) = sure
    return one if all(one in mark.currencies for mark in found) else None


def _not_one_price(
    text: str, found: Sequence[Mark], numbers: Sequence[re.Match[str]]
) -> tuple[str, tuple[Decimal, ...]]:
    """Return why a text is not one price, with the number it may mean if it is a known slip."""
    if len(numbers) > 1:
        if slip := re.search(r"([\d.,]*\d)[.,] (\d\d)(?!\d)", text):
            return "there is a blank inside its number", (
                Decimal(f"{re.sub('[.,]', '', slip[1])}.{slip[2]}"),
            )
        first, second = numbers[0], numbers[1]
        between = [
            mark for mark in found if first.end() <= mark.start and mark.end <= second.start()
        ]
        glued = [
            mark for mark in between if (mark.start, mark.end) == (first.end(), second.start())
        ]
        if glued and len(numbers) == 2 and re.fullmatch(r"\d\d", second["digits"]):
            whole = re.sub(r"\D", "", first["digits"])
            return "its currency stands inside its number", (
                Decimal(f"{whole}.{second['digits']}"),
            )
        return "it holds more than one number", ()
    number = numbers[0]
    thousand = re.match(r"\s?k\b", text[number.end() :], re.IGNORECASE)
    if thousand and re.fullmatch(r"\d+", number["digits"]):
        return "it counts in thousands", (Decimal(number["digits"]) * 1000,)
    around = list(text)
    for start, end in ((number.start(), number.end()), *((mark.start, mark.end) for mark in found)):
        around[start:end] = " " * (end - start)
    left = _HARMLESS.sub(" ", _BESIDE.sub(" ", "".join(around)))
    if word := _WORD.search(left):
        return f"the word '{word[0]}' stands beside it", ()
    if strange := next((each for each in left if _is_strange(each)), ""):
        return f"the sign '{strange}' stands beside it", ()
    return "", ()


def _is_strange(sign: str) -> bool:
    """Tell whether a sign makes a number something else: a range, a rate, an unknown currency."""
    return sign in "/+" or unicodedata.category(sign) in ("Sc", "Sm")


# --- one number ----------------------------------------------------------------------------------


def _contradicts(digits: str, sign: str) -> bool:
    """Tell whether digits cannot be written so where a sign stands before decimals."""
    separators = [each for each in digits if each in ".,"]
    if len(set(separators)) == 2:
        return separators[-1] != sign
    if len(separators) > 1:
        return separators[0] == sign
    # One separator with three digits behind it can be either, and is read as it is there.
    return separators not in ([], [sign]) and not _GROUPED_ONCE.fullmatch(digits)


@dataclass(frozen=True, slots=True)
class _Style:
    """What stands before decimals, and whether the source itself says so of its numbers."""

    sign: str | None
    sure: bool


def _read_one(digits: str, currency: str | None, style: _Style) -> ReadAmount:
    readings = _readings(digits, currency, style)
    asked = ReadAmount(currency=currency, choices=readings)
    if not readings:
        return replace(asked, why=f"'{digits}' is not a number that can be read")
    if len(readings) > 1:
        return replace(asked, why=f"'{digits}' can be read in two ways")
    (one,) = readings
    if not one:
        return replace(asked, choices=(), why="a price of 0 is not a price")
    if style.sure and style.sign and _contradicts(digits.rstrip(".,"), style.sign):
        return replace(asked, why=f"'{digits}' is not how numbers are written there")
    if currency and minor_unit_places(currency) == 0 and one != one.to_integral_value():
        return replace(asked, why=f"{currency} has no decimals")
    return ReadAmount(amount=one, currency=currency)


def _readings(digits: str, currency: str | None, style: _Style) -> tuple[Decimal, ...]:
    """Return the numbers that digits with separators can mean; of two the one in groups first."""
    digits = re.sub("[ '’]", "", digits)
    if digits[-1] in ".,":
        # A separator at the end, or before a dash, says that there are no cents.
        digits, style = digits[:-1], _Style(digits[-1], sure=True)
    if len(re.sub(r"\D", "", digits)) > _MOST_DIGITS:
        return ()
    if digits[0] in ".,":
        return (Decimal(f"0{digits}"),) if re.fullmatch(r"\.\d+", digits) else ()
    separators = re.findall("[.,]", digits)
    if not separators:
        return (Decimal(digits),) if digits == "0" or not digits.startswith("0") else ()
    last = separators[-1]
    whole, _, decimals = digits.rpartition(last)
    if len(set(separators)) > 1:
        groups = _GROUPED_ONCE.fullmatch(whole) or _INDIAN.fullmatch(whole)
        good = groups and last not in whole and _are_cents(decimals, currency)
        return (Decimal(f"{re.sub('[.,]', '', whole)}.{decimals}"),) if good else ()
    if len(separators) > 1:
        groups = _GROUPED_ONCE.fullmatch(digits) or _INDIAN.fullmatch(digits)
        return (Decimal(re.sub("[.,]", "", digits)),) if groups else ()
    return _one_separator(whole, last, decimals, currency, style)


def _one_separator(
    whole: str, separator: str, decimals: str, currency: str | None, style: _Style
) -> tuple[Decimal, ...]:
    as_decimals = Decimal(f"{whole or '0'}.{decimals}")
    if len(decimals) != 3 or whole in ("", "0"):
        return (as_decimals,) if whole in ("", "0") or not whole.startswith("0") else ()
    if not _GROUPED_ONCE.fullmatch(f"{whole}{separator}{decimals}"):
        three = currency is not None and minor_unit_places(currency) == 3
        return (as_decimals,) if three else (as_decimals, Decimal(f"{whole}{decimals}"))
    in_groups = Decimal(f"{whole}{decimals}")
    if currency is not None and minor_unit_places(currency) == 0:
        return (in_groups,)
    if style.sign is not None and separator != style.sign:
        return (in_groups,)
    # A language is no promise that a page's numbers are written so, least of all three decimals.
    return (as_decimals,) if style.sign is not None and style.sure else (in_groups, as_decimals)


def _are_cents(decimals: str, currency: str | None) -> bool:
    if len(decimals) == 3:
        return currency is not None and minor_unit_places(currency) == 3
    return len(decimals) > 0
