"""A configuration file as what it means: currency, country, tariff and terms that pages begin with.

Commands take its texts as their options are written; here they are read alike.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.io.documents.configuration import Value, read_configuration, unusable
from planner.model import home
from planner.model.own_defaults import OwnDefaults


def read_defaults(path: Path) -> OwnDefaults:
    """Return what a file sets, as what it means. PlannerError: it cannot be used."""
    said = read_configuration(path)
    given: dict[str, Any] = {key.replace("-", "_"): value for key, value in said.items()}
    for key in ("currency", "country"):
        if key in given:
            given[key] = given[key].upper()
    if "condition" in given:
        given["condition"] = tuple(each.casefold() for each in given["condition"])
    code = given.get("currency", home.CURRENCY)
    if "tariff" in given:
        given["tariff"] = _amount(given["tariff"], code)
    given["assumed"] = (
        *(_assumed("shipping", each, code) for each in given.pop("assume_shipping", ())),
        *(_assumed("tax", each, code) for each in given.pop("assume_tax", ())),
    )
    try:
        return OwnDefaults.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name, *rest = (str(each) for each in first["loc"])
        key = f"assume-{_which(said, rest)}" if name == "assumed" else name.replace("_", "-")
        raise unusable(str(path), key, f"{first['msg']}.") from None


def _which(said: Mapping[str, Value], place: list[str]) -> str:
    """Return which of the two charges is meant by its place among all that are assumed."""
    shipping = said.get("assume-shipping", ())
    before = len(shipping) if isinstance(shipping, tuple) else 0
    return "shipping" if int(place[0]) < before else "tax"


def _amount(text: str, code: str) -> str:
    """Return an amount with its currency; of its own, or the one that is meant without."""
    number, _, own = text.strip().partition(" ")
    return f"{number} {own.strip().upper() or code}"


def _assumed(term: str, text: str, code: str) -> dict[str, Any]:
    vendor, _, value = text.rpartition("=")
    value = value.strip()
    how = (
        {"amount": _amount(value, code)}
        if term == "shipping"
        else {"percent": value.removesuffix("%").strip()}
    )
    return {"term": term, "vendor": vendor.strip() or None, **how}
