"""What a person's configuration file says, as the defaults of options that are not given."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import typer

from planner.cli.options import condition_word, country_code, currency_code, day_or_any
from planner.cli.wish_values import kwh_price_of

if TYPE_CHECKING:
    from planner.io.documents.configuration import Value

# What an option is called where its key is called otherwise.
_KEYS = {"ship_to": "country"}
_CHECKED: Mapping[str, Callable[[str], object]] = {
    "currency": currency_code,
    "country": country_code,
    "tariff": kwh_price_of,
    "condition": condition_word,
    "prices-since": day_or_any,
}
_TAKES_REQUIREMENTS = "headroom"


def configured() -> "dict[str, Value]":
    """Return what the configuration file says by key; what cannot be used is a PlannerError."""
    from planner.io.documents.configuration import read_configuration, unusable
    from planner.settings import read_settings

    file = read_settings().config
    found = read_configuration(file)
    for key, check in _CHECKED.items():
        value = found.get(key)
        texts = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
        for text in texts:
            try:
                check(text)
            except typer.BadParameter as error:
                raise unusable(str(file), key, error.message) from None
    return found


def defaults_of(command: Any) -> dict[str, Any]:
    """Return what a command's options are if they are not given, by their names; of a group, each.

    Requirements are none of them: a file may say them, which these would come before.
    """
    from planner.io.documents.configuration import KEYS

    if inside := getattr(command, "commands", None):
        return {name: defaults_of(each) for name, each in inside.items()}
    named = {
        each.name: _KEYS.get(each.name, each.name.replace("_", "-")) for each in command.params
    }
    wanted = {name: key for name, key in named.items() if key in KEYS}
    # Whoever sets nothing that can be configured is not stopped by a file that cannot be used.
    if not wanted or _TAKES_REQUIREMENTS in named:
        return {}
    found = configured()
    return {
        name: list(value) if isinstance(value := found[key], tuple) else value
        for name, key in wanted.items()
        if key in found
    }


def configured_wishes() -> dict[str, Any]:
    """Return what is configured of a requirement, each value as its option would have it."""
    found = configured()
    wishes: dict[str, Any] = {}
    if isinstance(code := found.get("currency"), str):
        wishes["currency"] = currency_code(code)
    if isinstance(text := found.get("tariff"), str):
        price = kwh_price_of(text)
        # The tariff of a requirement is in its own currency, which an option may change.
        if price.currency is None or price.currency == wishes.get("currency"):
            wishes["tariff"] = price.amount
    if isinstance(texts := found.get("condition"), tuple):
        wishes["condition"] = [condition_word(each) for each in texts]
    if isinstance(since := found.get("prices-since"), str):
        wishes["prices_since"] = day_or_any(since)
    if found.get("include-ended") is True:
        wishes["include_ended"] = True
    return wishes


def configured_country() -> str | None:
    """Return the country that is configured to deliver to."""
    country = configured().get("country")
    return country_code(country) if isinstance(country, str) else None
