"""The terms of a purchase as an address says them, and back; what means nothing is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import quote, unquote

from pydantic import ValidationError

from planner.model.bounds import MOST_PERCENT, MOST_VENDORS
from planner.model.buying import BuyingTerms
from planner.model.conditions import ANY, AS_NEW, CONDITIONS, Conditions, conditions_of
from planner.model.numbers import number_text
from planner.model.vendors import Assumption, Coupon
from planner.ui.kit.numbers import typed_number

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
# What an address says of a term that is configured, and was taken out.
NONE = "-"
# Longer than any list of vendors and locks; it comes from outside.
_LONGEST = 4_000
LINKS = (
    "ship",
    "by",
    "without",
    "only",
    "most",
    "sooner",
    "printed",
    "assume",
    "since",
    "ended",
    "condition",
    "coupon",
)


def told(asked: BuyingTerms) -> dict[str, str]:
    """Return the terms as an address says them; an empty text says that there is none."""
    soon, since = asked.fastest_within, asked.prices_since
    return {
        "ship": asked.ship_to,
        "by": "" if asked.need_by is None else asked.need_by.isoformat(),
        "without": ",".join(asked.exclude),
        "only": ",".join(f"{part}:{vendor}" for part, vendor in asked.locks),
        "sooner": "" if soon is None else number_text(soon),
        "most": "" if asked.max_vendors is None else str(asked.max_vendors),
        "printed": "yes" if asked.published else "",
        "since": "" if since is None else str(since),
        "ended": "yes" if asked.include_ended else "",
        "condition": _conditions_text(asked.condition) or "",
        "coupon": ",".join(map(_coupon_text, asked.coupons)),
        "assume": ",".join(map(_assumption_text, asked.assumed)),
    }


def read(said: Mapping[str, str], vendors: set[str], *, ship_to: str) -> BuyingTerms:
    """Return the terms that an address says; to `ship_to` if it names no country."""
    given = {key: text for key, text in said.items() if text and len(text) <= _LONGEST}
    ship = given.get("ship", "")
    asked = BuyingTerms(
        need_by=_day(given.get("by", "")),
        exclude=tuple(
            v for v in dict.fromkeys(given.get("without", "").split(",")) if v in vendors
        ),
        locks=_locks(given.get("only", "").split(","), vendors),
        max_vendors=_whole(given.get("most", ""), MOST_VENDORS) or None,
        fastest_within=_percent(given.get("sooner", "")),
        published=given.get("printed") == "yes",
        prices_since="any" if given.get("since") == "any" else _day(given.get("since", "")),
        include_ended=given.get("ended") == "yes",
        condition=_conditions(given.get("condition", "")),
        assumed=_assumptions(given.get("assume", "").split(","), vendors),
        coupons=_coupons(given.get("coupon", "").split(","), vendors),
    )
    return replace(asked, ship_to=ship if is_country(ship) else ship_to)


def _conditions_text(conditions: Conditions) -> str | None:
    """Return the conditions that may be bought as an address says them; nothing if only new."""
    if conditions == AS_NEW:
        return None
    return ANY if conditions == CONDITIONS else ",".join(conditions)


def _conditions(text: str) -> Conditions:
    """Return the conditions of an address; what means nothing here is left out."""
    return conditions_of(each for each in text.split(",") if each in (*CONDITIONS, ANY))


def _assumption_text(each: Assumption) -> str:
    """Return an assumption as an address says it: `shipping:acme:10:SGD`, `tax::9`."""
    said = [each.term, each.vendor or ""]
    if each.amount is not None:
        return ":".join([*said, number_text(each.amount.amount), each.amount.currency])
    return ":".join([*said, number_text(each.percent or Decimal(0))])


def _assumptions(texts: Sequence[str], vendors: set[str]) -> tuple[Assumption, ...]:
    """Return the assumptions of an address; what means nothing here is left out."""
    found: dict[tuple[str, str], Assumption] = {}
    for text in texts:
        term, vendor, number, currency = [*text.split(":"), "", "", ""][:4]
        value = typed_number(number)
        if value is None or vendor not in vendors | {""}:
            continue
        how = {"percent": value} if term == "tax" else {"amount": f"{value} {currency}"}
        try:
            each = Assumption.model_validate({"term": term, "vendor": vendor or None, **how})
        except ValidationError:
            continue
        found[term, vendor] = each
    return tuple(found.values())


def _coupon_text(each: Coupon) -> str:
    """Return a coupon as an address says it: `acme:SAVE10:10`, or an amount, `acme:SAVE5:5:USD`."""
    said = [each.vendor, quote(each.code, safe="")]
    if each.amount is not None:
        return ":".join([*said, number_text(each.amount.amount), each.amount.currency])
    return ":".join([*said, number_text(each.percent or Decimal(0))])


def _coupons(texts: Sequence[str], vendors: set[str]) -> tuple[Coupon, ...]:
    """Return the coupons of an address, one a vendor; what means nothing here is left out."""
    found: dict[str, Coupon] = {}
    for text in texts:
        vendor, code, number, currency = [*text.split(":"), "", "", ""][:4]
        value = typed_number(number)
        if value is None or vendor not in vendors:
            continue
        how = {"amount": f"{value} {currency}"} if currency else {"percent": value}
        try:
            each = Coupon.model_validate({"vendor": vendor, "code": unquote(code), **how})
        except ValidationError:
            continue
        found[vendor] = each
    return tuple(found.values())


def _percent(text: str) -> Decimal | None:
    """Return the percentage that a text is, if it is one that can be asked for."""
    percent = typed_number(text)
    return percent if percent is not None and percent <= MOST_PERCENT else None


def _whole(text: str, most: int) -> int | None:
    """Return the whole number that a text is, if it is one from 0 to the most."""
    known = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if known and int(text) <= most else None


def is_country(text: str) -> bool:
    """Tell whether a text is a country's two letters."""
    return len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _locks(texts: Sequence[str], vendors: set[str]) -> tuple[tuple[str, str], ...]:
    pairs = (text.rpartition(":") for text in texts)
    known = ((part, vendor) for part, _, vendor in pairs if part and vendor in vendors)
    return tuple(dict.fromkeys(known))
