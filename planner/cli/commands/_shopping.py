"""What the commands that buy have in common: where, from whom, at which prices and on which terms.

Each of them takes these options once more than the others would write them; what they add up to is
opened against the market in one place.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from planner.cli.commands import _assumptions as assume
from planner.cli.commands import _buying_options as ask
from planner.cli.commands._opened_purchase import opened
from planner.cli.commands._spares_option import Spares
from planner.cli.options import Catalog, OnOrToday, RatesOfOffers, today
from planner.cli.signatures import C, declared, keyword, own_parameters
from planner.model import home

if TYPE_CHECKING:
    from decimal import Decimal

    from planner.cli.commands._ordered_builds import Ordered
    from planner.jobs.buying import Requisition
    from planner.jobs.folder import Workspace
    from planner.model.buying import BuyingTerms
    from planner.model.findings import Finding

# By their names on the command line, in the order in which help lists them, each with its default.
_OPTIONS: Mapping[str, tuple[Any, Any]] = {
    "spare": (Spares, None),
    "offers": (ask.Offers, None),
    "vendors": (ask.Vendors, None),
    "currency": (ask.BasketCurrency, home.CURRENCY),
    "on": (OnOrToday, None),
    "ship_to": (ask.Country, home.COUNTRY),
    "need_by": (ask.NeedBy, None),
    "exclude": (ask.Exclude, None),
    "lock": (ask.Locks, None),
    "max_vendors": (ask.MaxVendors, None),
    "rate": (RatesOfOffers, None),
    "prices_since": (assume.PricesSince, None),
    "include_ended": (assume.IncludeEnded, False),
    "condition": (assume.Condition, None),
    "published": (assume.Published, False),
    "assume_shipping": (assume.AssumeShipping, None),
    "assume_tax": (assume.AssumeTax, None),
    "coupon": (assume.Coupons, None),
    "time_limit": (ask.TimeLimit, 60),
    "catalog": (Catalog, None),
}
# These stand behind a command's own options.
_LAST = ("time_limit", "catalog")


def takes_shopping(*, after: str) -> Callable[[C], C]:
    """Let a command take every option of a purchase, as its `**shopping`.

    They stand behind its own option `after`, and the last of them behind all of its own.
    """

    def with_shopping(command: C) -> C:
        options = {name: keyword(name, *option) for name, option in _OPTIONS.items()}
        found = []
        for each in own_parameters(command):
            found.append(each)
            if each.name == after:
                found += [option for name, option in options.items() if name not in _LAST]
        return declared(command, (*found, *(options[name] for name in _LAST)))

    return with_shopping


def buying_terms(
    shopping: Mapping[str, Any], fastest_within: "Decimal | None" = None
) -> "BuyingTerms":
    """Return what a command's options ask of a purchase beyond its being cheap."""
    from planner.model.buying import BuyingTerms

    assumed, coupons = assume.on_your_word(
        shopping["assume_shipping"],
        shopping["assume_tax"],
        shopping["coupon"],
        shopping["currency"],
    )
    return BuyingTerms(
        ship_to=shopping["ship_to"],
        need_by=shopping["need_by"],
        exclude=ask.names_of(shopping["exclude"]),
        locks=ask.pairs_of(shopping["lock"]),
        max_vendors=shopping["max_vendors"],
        fastest_within=fastest_within,
        published=shopping["published"],
        assumed=assumed,
        coupons=coupons,
        prices_since=shopping["prices_since"],
        include_ended=shopping["include_ended"],
        condition=assume.articles(shopping["condition"]),
    )


def opened_for(
    bills: "tuple[Ordered, ...]",
    workspace: "Workspace",
    shopping: Mapping[str, Any],
    terms: "BuyingTerms",
    **asks: Any,
) -> "tuple[Requisition, tuple[Finding, ...]]":
    """Return what a command asks to buy, opened against its market, and what is wrong with files.

    `asks` is what it asks beside the options of every purchase.
    """
    where = workspace, shopping["offers"], shopping["vendors"]
    common = {
        "on": shopping["on"] or today(),
        "currency": shopping["currency"],
        "spares": shopping["spare"] or (),
    }
    return opened(bills, where, terms, common | asks, shopping["rate"])
