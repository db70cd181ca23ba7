"""One value as it is written on the command line, of a requirement or a price, checked."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import typer

from planner.cli.options import currency_code, number_of, one_of, plain_number

_ROLE_WISHES = {"ram": "ram_gb", "storage": "storage_gb", "mbps": "mbps", "spares": "spares"}

_KWH_LIKE = "0.30, or 0.30 EUR with its currency"


@dataclass(frozen=True, slots=True)
class KwhPrice:
    """The price of a kWh as written in one option: `0.30`, or `0.30 EUR` with its currency."""

    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Resale:
    """What one piece of a retired part fetches, as written in one option: `tplink-8p=15.00`."""

    part_number: str
    amount: Decimal


def role_of(text: str) -> dict[str, Any]:
    """Return a role written like `master=1,storage=32,ram=2`."""
    head, *wishes = text.split(",")
    name, _, nodes = head.partition("=")
    role: dict[str, Any] = {"name": name.strip(), "nodes": _whole(nodes or "1", text)}
    for each in wishes:
        key, _, value = each.partition("=")
        known = one_of(key.strip(), _ROLE_WISHES, what="requirement of a role", option="--role")
        if known == "mbps":
            role["mbps"] = mbps_of(value)
        else:
            role[_ROLE_WISHES[known]] = number_of(value, text, like="master=1,storage=32")
    return role


def mbps_of(text: str) -> int:
    """Return the Mbit/s of a speed, written by its name or as a number."""
    from planner.model.speeds import speed_said

    mbps = speed_said(text)
    if mbps is None:
        raise typer.BadParameter(f"{text!r} is not a speed. Write it like 1000, 1Gb or 2.5Gb.")
    return mbps


def pieces_of(text: str) -> dict[str, Any]:
    """Return a part and how many pieces, written like `tplink-8p` or `rpi-3b=7`."""
    number, _, quantity = text.partition("=")
    return {"part_number": number.strip(), "quantity": _whole(quantity or "1", text)}


def wanted_of_text(text: str) -> dict[str, Any]:
    """Return a required part, with how many pieces where that is said."""
    number, said, _ = text.partition("=")
    return pieces_of(text) if said else {"part_number": number.strip()}


def _whole(text: str, written: str) -> int:
    number = number_of(text, written, like="rpi-3b=7")
    if number != int(number):
        raise typer.BadParameter(f"{written!r}: a count is a whole number.")
    return int(number)


def amount_of(text: str) -> Decimal:
    """Return a number that may have decimals: an amount, or gigabytes."""
    return number_of(text, text, like="700.00")


def number_of_copies(text: str) -> int:
    """Read how many copies of a build are bought together."""
    from planner.model.build import MAX_COPIES

    found = number_of(text, text, like="10")
    if found != int(found) or not 1 <= found <= MAX_COPIES:
        message = f"{text!r} is not a number of copies. Write a whole number, 1 to {MAX_COPIES:,}."
        raise typer.BadParameter(message)
    return int(found)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a list such as `arm64,armv7`."""
    return tuple(word.strip() for word in text.split(","))


def kwh_price_of(text: str) -> KwhPrice:
    """Return the price of a kWh, above 0."""
    number, _, code = text.strip().partition(" ")
    amount = plain_number(number, text, like=_KWH_LIKE)
    if not 0 < amount <= 1_000_000:
        raise typer.BadParameter(
            f"{text!r}: a price per kWh must be above 0. Write it like {_KWH_LIKE}."
        )
    return KwhPrice(amount, currency_code(code) if code.strip() else None)


def resale_of(text: str) -> Resale:
    """Return a part number and what one piece of it fetches."""
    part_number, given, number = text.rpartition("=")
    if not given or not part_number:
        message = f"{text!r} is not a part with its price. Write it like tplink-8p=15.00."
        raise typer.BadParameter(message)
    amount = plain_number(number, text, like="tplink-8p=15.00: the currency is that of the upgrade")
    return Resale(part_number, amount)
