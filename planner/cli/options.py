"""What can be asked for on the command line: the options that commands share, read and checked.

A value that cannot be used is a `typer.BadParameter`: what was written, what is expected, and the
nearest thing that would do. What reading it needs is imported when it is read.
"""

import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli import pipes
from planner.model import home

if TYPE_CHECKING:
    from planner.cli.answer import Answer
    from planner.jobs.folder import Workspace
    from planner.model.build import Build
    from planner.model.cost_question import CostTerms
    from planner.model.money import ExchangeRate
    from planner.model.unused import PricesSince

    Reply = tuple[Answer, "Format"]
else:
    # Typer reads the annotations of every command before it knows which one is asked for.
    Reply = object

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    BBCODE = "bbcode"


@dataclass(frozen=True, slots=True)
class Codes:
    """Currency codes as written in one option: `USD,EUR`."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedRate:
    """A rate as written in one option: `0.71770`, or `SGD/USD=0.71770` with its pair."""

    rate: Decimal
    base: str | None = None
    quote: str | None = None


# --- reading one value ---------------------------------------------------------------------------


def currency_code(text: str) -> str:
    """Return an ISO 4217 code, however its letters are written."""
    from planner.model.money import CURRENCIES
    from planner.model.nearest import nearest

    code = text.strip().upper()
    if code in CURRENCIES:
        return code
    near = nearest(code, CURRENCIES)
    hint = f"Did you mean {near}?" if near else "Write it like SGD or USD."
    raise typer.BadParameter(f"{text!r} is not an ISO 4217 currency code. {hint}")


def country_code(text: str) -> str:
    """Return the two letters of a country, however they are written."""
    code = text.strip().upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    raise typer.BadParameter(f"{text!r} is not the two letters of a country. Write it like SG.")


def currency_codes(text: str) -> Codes:
    """Return the codes of a list such as `USD,EUR`; an empty one asks for none."""
    codes = text.split(",") if text.strip() else []
    return Codes(tuple(dict.fromkeys(map(currency_code, codes))))


def day(text: str) -> date:
    """Return a day written as year-month-day."""
    if not _DAY.fullmatch(text):
        raise typer.BadParameter(f"{text!r} is not a date. Write it like 2018-10-15.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a day of the calendar. Write it like 2018-10-15."
        raise typer.BadParameter(message) from None


def day_or_any(text: str) -> "PricesSince":
    """Return a day from which on something counts, or that any does."""
    return "any" if text.strip().casefold() == "any" else day(text)


def condition_word(text: str) -> str:
    """Return a condition of articles, or that any will do."""
    from planner.model.conditions import ANY, CONDITIONS

    word = text.strip().casefold()
    return one_of(word, (*CONDITIONS, ANY), what="condition", option="--condition")


def typed_rate(text: str) -> TypedRate:
    """Return a rate with or without its pair; it is greater than 0."""
    pair, given, number = text.rpartition("=")
    rate = _positive(number, text, like="0.71770, or SGD/USD=0.71770 with its pair")
    if not given:
        return TypedRate(rate)
    base, slash, quote = pair.partition("/")
    if not slash:
        raise typer.BadParameter(f"{text!r} is not a pair. Write it like SGD/USD=0.71770.")
    base, quote = currency_code(base), currency_code(quote)
    if base == quote:
        message = f"A rate needs two currencies, not {base} twice. Write it like SGD/USD=0.71770."
        raise typer.BadParameter(message)
    return TypedRate(rate, base, quote)


def number_of(number: str, text: str, *, like: str) -> Decimal:
    """Return a number that is not negative; `text` is what was written, `like` an example."""
    return plain_number(number, text, like=like)


def _positive(number: str, text: str, *, like: str) -> Decimal:
    value = plain_number(number, text, like=like)
    if not value:
        raise typer.BadParameter(f"{text!r}: a rate of 0 would make everything free.")
    return value


def plain_number(number: str, text: str, *, like: str) -> Decimal:
    """Return a number of 0 or more as a person wrote it; `text` is what it was part of."""
    # Narrower than Decimal, which also takes NaN, Infinity, 1_000 and digits of other scripts.
    if _NUMBER.fullmatch(number.strip()):
        return Decimal(number.strip())
    if _NUMBER.fullmatch(number.strip().removeprefix("-")):
        raise typer.BadParameter(f"{text!r} is negative. Write it like {like}.")
    from planner.io.text.numbers import readings, separators_in, without_blanks
    from planner.io.text.problems import listed

    digits = without_blanks(number.strip())
    found = [each for each in readings(digits) if _NUMBER.fullmatch(each)]
    if what := separators_in(number.strip(), found):
        meant = listed([text.replace(number, each) for each in found])
        raise typer.BadParameter(f"{text!r} {what}. Write it like {meant}.")
    raise typer.BadParameter(f"{text!r} is not a number. Write it like {like}.")


def one_of(word: str, known: Collection[str], *, what: str, option: str | None = None) -> str:
    """Return a word of a list; any other is a usage error that names the nearest."""
    from planner.model.nearest import nearest

    if word in known:
        return word
    near = nearest(word, known)
    hint = f"Did you mean {near}?" if near else f"Known: {', '.join(known) or 'none'}."
    raise typer.BadParameter(f"There is no {what} {word!r}. {hint}", param_hint=option)


# --- the options that commands share -------------------------------------------------------------

Catalog = Annotated[
    Path | None,
    typer.Option(
        "--catalog",
        parser=pipes.folder,
        metavar="DIR",
        help="Catalog folder, used as it is.  [default: PLANNER_CATALOGS, else catalogs; your own "
        "catalog, PLANNER_DATA, overrides it]",
        show_default=False,
    ),
]


def _currency(what: str, default: str) -> Any:
    words = f"{what}, such as SGD.  [default: {default}]"
    return typer.Option("--currency", parser=currency_code, metavar="CODE", help=words)


def _on(what: str, default: str) -> Any:
    words = f"{what}, such as 2018-10-15.  [default: {default}]"
    return typer.Option("--on", parser=day, metavar="DATE", help=words)


Currency = Annotated[str | None, _currency("Currency of the total", "the build's own")]
PriceCurrency = Annotated[str | None, _currency("Show prices in this currency too", home.CURRENCY)]
On = Annotated[date | None, _on("Day of the prices and rates", "the build's own")]
OnDays = Annotated[
    list[date] | None,
    _on("Day of the prices and rates; give several to compare their costs", "the build's own"),
]
OnOrToday = Annotated[date | None, _on("As of this day", "today")]
OnOrLatest = Annotated[date | None, _on("Of this day", "the latest")]
Also = Annotated[
    Codes | None,
    typer.Option(
        "--also",
        parser=currency_codes,
        metavar="CODES",
        help="Further currencies for the total, such as USD,EUR.  [default: USD; SGD beside USD]",
    ),
]
Rates = Annotated[
    list[TypedRate] | None,
    typer.Option(
        "--rate",
        parser=typed_rate,
        metavar="RATE",
        help="Use this rate instead: 0.71770 (build's currency to the other one) or "
        "SGD/USD=0.71770. May be given more than once.",
    ),
]
RatesOfOffers = Annotated[
    list[TypedRate] | None,
    typer.Option(
        "--rate",
        parser=typed_rate,
        metavar="RATE",
        help="Use this rate instead: 0.71770 (currency asked for to the other one) or "
        "SGD/USD=0.71770. May be given more than once.",
    ),
]
Output = Annotated[
    Format,
    typer.Option("--format", "-f", metavar="FORMAT", help="One of table, json, csv, md, bbcode."),
]


def terms_of(
    build: "Build",
    *,
    currency: str | None,
    also: Codes | None,
    on: date | None,
    rates: Sequence[TypedRate] | None,
) -> "CostTerms":
    """Return the terms that the shared options ask for; `build` says what a lone rate is for."""
    from planner.model.cost_question import CostTerms

    terms = CostTerms(currency=currency, also=also.codes if also else None, on=on)
    entered = tuple(_entered(rate, build, terms) for rate in rates or ())
    return CostTerms(currency=terms.currency, also=terms.also, on=on, rates=entered)


def _entered(typed: TypedRate, build: "Build", terms: "CostTerms") -> "ExchangeRate":
    from planner.jobs.plans import also_of
    from planner.jobs.rates import entered

    base, quote = typed.base, typed.quote
    if base is None or quote is None:
        # A lone rate leads away from what the build is priced in, as a person reads it aloud.
        base = build.currency
        others = (terms.currency or base, *also_of(build, terms), home.second_currency(base))
        quote = next(code for code in others if code != base)
    return entered(base, quote, typed.rate, on=terms.on or build.on)


def rates_in(
    typed: Sequence[TypedRate] | None, currency: str, *, on: date
) -> tuple["ExchangeRate", ...]:
    """Return the rates of the option; a lone one is from this currency to its usual other one."""
    from planner.jobs.rates import entered

    return tuple(
        entered(
            each.base or currency, each.quote or home.second_currency(currency), each.rate, on=on
        )
        for each in typed or ()
    )


# --- what they stand for -------------------------------------------------------------------------


def today() -> date:
    """Return the day it is where the person is: the one clock of the command line."""
    return datetime.now().astimezone().date()


def folder_of(catalog: Path | None) -> Path:
    """Return the catalog folder asked for, else the one of the environment."""
    from planner.settings import read_settings

    return catalog or read_settings().catalogs


def own_folder_of(catalog: Path | None) -> Path | None:
    """Return the folder of one's own, which lies over the shipped catalog and over no other."""
    from planner.settings import read_settings

    return None if catalog is not None else read_settings().data


def workspace_of(catalog: Path | None) -> "Workspace":
    """Load the catalog folder asked for, and say aside if something in it was left out."""
    from planner.io.text.visible import visible_line
    from planner.jobs.folder import open_workspace
    from planner.model.findings import has_errors

    folder = folder_of(catalog)
    workspace = open_workspace(folder, today=today(), own=own_folder_of(catalog))
    if has_errors(workspace.findings) and not pipes.is_quiet():
        aside = f"Some of the catalog cannot be read and is skipped. See: planner check {folder}"
        typer.echo(visible_line(f"warning: {aside}"), err=True)
    return workspace


def build_in(name: str, workspace: "Workspace") -> "str | Build":
    """Return the name of a build of the catalog, or the build in the file that a path leads to."""
    from planner.jobs.folder import build_of_file, open_build

    if pipes.is_input(name):
        return build_of_file(*pipes.input_file("standard-input.toml"), known=workspace.known_kits)
    is_path = name.endswith(".toml") or "/" in name or os.sep in name
    return open_build(Path(name), known=workspace.known_kits) if is_path else name


def build_of(workspace: "Workspace", name: str) -> "Build":
    """Return a build by its name in the catalog, or from the .toml file that a path leads to."""
    return workspace.build_of(build_in(name, workspace))
