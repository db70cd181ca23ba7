"""What a basket's sum may be called: a total, or at least so much; proven, or not.

A charge that no vendor states is not nothing, so a basket that has one has no total: it has what
its goods cost, and a sum that it comes to at least. What such a sum is compared with may turn
round, so nothing is proven about it, either.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.model.basket import Basket, UnreadRow
from planner.model.buying import Purchase
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.model.proof import Status, Surety
from planner.model.requirement import Objective
from planner.model.sizing import Sizing
from planner.model.term_prices import Fastest, FewerParcels
from planner.model.wording import unknown_text
from planner.model.words import counted

_BEST = {
    Objective.COST: "cheapest",
    Objective.NODES: "most nodes for this budget",
    Objective.CORES: "most cores for this budget",
    Objective.WATTS: "lowest power",
    Objective.OVER_YEARS: "lowest cost over these years",
}
_LISTED = "at these list prices"
_NAMED = 3  # rows that were not read are named up to so many


def surety_of(found: Purchase | Sizing, basket: Basket | None) -> Surety:
    """Return how sure it is that nothing is cheaper than a basket, or than a build with it."""
    if basket is not None and basket.unknown:
        return Surety.NOT_KNOWN
    if found.status is not Status.OPTIMAL:
        return Surety.WITHIN
    unread = found.unread if isinstance(found, Sizing) else found.unread_offers
    return Surety.OF_WHAT_WAS_READ if unread else Surety.PROVEN


class Proof(NamedTuple):
    """What is proven, in words; `is_whole` where all that it rests on is current and known."""

    words: str
    is_whole: bool


def rests_on(findings: Iterable[Finding], basket: Basket | None = None) -> str:
    """Return what an answer rests on that is not current, or that a person assumed; else nothing.

    A note is no reason to doubt a proof.
    """
    told = dict.fromkeys(
        each.meaning.rests_on for each in findings if each.severity is not Severity.NOTE
    )
    told |= {"" if basket is None else assumed_text(basket): None}
    return " and ".join(filter(None, told))


def basket_proof(found: Purchase, basket: Basket) -> Proof:
    """Return what is proven of a basket, where nothing cheaper is possible by what is known."""
    if basket.unknown:
        return Proof(f"cheapest of what is known: {unknown_text(basket)}", is_whole=False)
    given = rests_on(found.findings, basket)
    if given:
        return Proof(f"cheapest, given {given}", is_whole=False)
    return Proof("proven cheapest", is_whole=True)


def build_proof(sized: Sizing, bought: Purchase | None = None) -> Proof:
    """Return what is proven of a build, where none is better by what is known.

    At list prices nothing is said of shipping and tax, so that a proof of cost is of these alone.
    `bought` is its basket where it is sized to be delivered.
    """
    best = _BEST[sized.requirement.objective]
    if bought is not None and bought.basket is not None:
        if bought.basket.unknown:
            known = unknown_text(bought.basket)
            return Proof(f"{best}, delivered, of what is known: {known}", is_whole=False)
        best, of_it = f"{best}, delivered", _given(bought.findings, bought.basket)
    else:
        of_it = _of_list_prices(sized)
    return Proof(f"{best}{of_it}", is_whole=False) if of_it else Proof(f"proven {best}", True)


def _of_list_prices(sized: Sizing) -> str:
    """Return what the proof of a build at list prices is of; nothing where no price decides it."""
    wanted = sized.requirement
    if wanted.objective is Objective.WATTS and wanted.budget is None:
        return ""
    return f" {_LISTED}{_given(sized.findings)}"


def _given(findings: Iterable[Finding], basket: Basket | None = None) -> str:
    given = rests_on(findings, basket)
    return f", given {given}" if given else ""


def sizing_text(sized: Sizing, bought: Purchase | None = None) -> str:
    """Return how sure it is that no build costs less than one at its total, as a sentence's end.

    `bought` is its basket where it is sized to be delivered.
    """
    surety, years = surety_of(sized, None), sized.over_years
    over = "" if years is None else f" over {counted(years.years, 'year')}"
    listed = f"{_LISTED} " if bought is None else ""
    resting = _given(sized.findings) if bought is None else _given(bought.findings, bought.basket)
    if surety is Surety.OF_WHAT_WAS_READ:
        rows = counted(sized.unread, "row")
        return (
            f"and {listed}no build from what was read costs less{over}{resting}; "
            f"{rows} of the catalog not read."
        )
    if surety is Surety.PROVEN:
        return f"and {listed}no build that meets the requirements costs less{over}{resting}."
    return f"the best found in time; at most {sized.gap} % could be saved."


def over_years_text(sized: Sizing) -> str:
    """Return what a build comes to with its electricity, where that counts; else nothing."""
    over = sized.over_years
    if over is None:
        return ""
    return (
        f"{over.total} with {over.electricity} of electricity ({counted(over.years, 'year')} of "
        f"typical draw at {over.per_kwh} per kWh)"
    )


def sum_text(basket: Basket) -> str:
    """Return what a basket comes to, or its goods with what is unknown, and the least it may be."""
    if not basket.unknown:
        return str(basket.at_least)
    return f"goods {basket.goods}, {unknown_text(basket)}, at least {basket.at_least}"


def headline(found: Purchase, basket: Basket, *, lacking: str = "", landed: str = "") -> str:
    """Return what a basket comes to, how many vendors it is from, and how sure that is.

    `lacking` says what it does without; `landed` stands before how sure a whole sum is.
    """
    from_whom = f"from {counted(len(basket.orders), 'vendor')}{lacking}"
    if basket.unknown:
        start = f"Goods {basket.goods} {from_whom}, {unknown_text(basket)}"
    else:
        start = f"{basket.at_least} {from_whom}{landed}"
    return f"{start}: {sure_text(found, basket)}"


def fewer_parcels_text(fewer: FewerParcels) -> str:
    """Return what a basket with fewer parcels of unknown cost comes to, and when it is cheaper."""
    other = fewer.basket
    parcels = counted(fewer.fewer, "fewer parcel") if other.unknown_parcels else "no parcel"
    least = "at least " if other.unknown else ""
    return (
        f"From {counted(len(other.orders), 'vendor')}, with {parcels} of unknown shipping, "
        f"it comes to {least}{other.at_least}: {fewer.more} more, but cheaper if such a parcel "
        f"costs more than {fewer.each}."
    )


def sure_text(found: Purchase, basket: Basket) -> str:
    """Return how sure it is that nothing is cheaper; at least how much, where that is not known."""
    parts = [f"at least {basket.at_least}"] if basket.unknown else []
    if found.fastest is not None:
        parts.append(haste_text(found.fastest, proven=found.proven))
    elif (surety := surety_of(found, basket)) is not Surety.NOT_KNOWN:
        parts.append(_how_near(found, basket, surety))
    if (assumed := assumed_text(basket)) and not _is_proven(found, basket):
        parts.append(assumed)
    if found.unread_offers:
        parts.append(f"{rows_text(found.unread_offers)}, not read, may offer it for less")
    return "; ".join(parts)


def assumed_text(basket: Basket) -> str:
    """Return what of a sum a person assumed: `shipping at 2 of 3 vendors assumed by you`."""
    at: dict[str, int] = {}
    for order in basket.orders:
        for key in (charge.key for charge in order.charges if charge.is_assumed):
            at[key] = at.get(key, 0) + 1
    vendors = counted(len(basket.orders), "vendor")
    words = [f"{key} at {count} of {vendors}" for key, count in at.items()]
    return f"{' and '.join(words)} assumed by you" if words else ""


def _is_proven(found: Purchase, basket: Basket) -> bool:
    return found.fastest is None and surety_of(found, basket) is Surety.PROVEN


def _how_near(found: Purchase, basket: Basket, surety: Surety) -> str:
    if surety is Surety.PROVEN:
        return basket_proof(found, basket).words
    rest = " of what was read" if found.unread_offers else ""
    if surety is Surety.OF_WHAT_WAS_READ:
        return f"the cheapest{rest}"
    return f"within {found.gap} % of the cheapest{rest}"


def haste_text(asked: Fastest, *, proven: bool) -> str:
    """Return when a basket is there that was to be fast, and at which price that was bought."""
    percent = number_text(asked.percent, "%")
    if asked.days is None:
        if asked.is_known:
            return (
                f"the cheapest; no basket with a known delivery time costs at most {percent} more"
            )
        return f"no basket with a known delivery time is sure to cost at most {percent} more"
    sure = "proven" if proven else "not proven"
    cheapest = f"{asked.cheapest}" if asked.is_known else f"at least {asked.cheapest}"
    return (
        f"delivered within {counted(asked.days, 'day')}, the fastest at most {percent} above the "
        f"cheapest, {cheapest} ({sure})"
    )


def rows_text(rows: Sequence[UnreadRow]) -> str:
    """Return rows that were not read, the first of them by name."""
    named = ", ".join(str(row) for row in rows[:_NAMED])
    left = len(rows) - _NAMED
    return f"{named} and {counted(left, 'more row')}" if left > 0 else named
