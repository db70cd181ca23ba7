"""How sure it is that no basket is cheaper, as a badge: green where all it rests on is known."""

from planner.engine.reporting.surety import basket_proof, surety_of
from planner.model.basket import Basket
from planner.model.buying import Purchase
from planner.model.proof import Status, Surety
from planner.model.term_prices import Fastest
from planner.model.words import sentence
from planner.ui.buy.answers import seconds
from planner.ui.kit import wording


def how_sure(found: Purchase, basket: Basket) -> str:
    """Return the badge that says how sure it is that nothing is cheaper, with what it rests on."""
    if found.fastest is not None:
        return _haste(found.fastest, proven=found.proven)
    surety = surety_of(found, basket)
    if surety is Surety.NOT_KNOWN:
        told = wording.small("Unknown charges may make another basket cheaper.")
        if found.status is not Status.OPTIMAL:
            return told
        return f"{wording.limited(basket_proof(found, basket).words)}. {told}"
    if surety is Surety.OF_WHAT_WAS_READ:
        rows = wording.counted(len(found.unread_offers), "row", "rows")
        return f":orange-badge[:material/warning: {rows} of prices not read may be cheaper]"
    if surety is Surety.PROVEN:
        rest = "" if found.is_whole else " for the rest"
        proof = basket_proof(found, basket)
        if proof.is_whole:
            words = f"{wording.plain(sentence(proof.words))}{rest}"
            return f":green-badge[:material/verified: {words}]"
        return wording.limited(proof.words + rest)
    gap = wording.number(found.gap, "%")
    return f":orange-badge[:material/timer: Within {gap} of the cheapest after {seconds()} s]"


def _haste(asked: Fastest, *, proven: bool) -> str:
    """Return whether a basket that was to be fast is, and what that costs."""
    percent = wording.number(asked.percent, "%")
    least = "" if asked.is_known else "at least "
    cheapest = f"the cheapest costs {least}{wording.money(asked.cheapest)}"
    if asked.days is None:
        told = wording.small("No basket with a known delivery time costs this little.")
        return f":orange-badge[:material/timer: No faster basket within {percent}]  \n{told}"
    if proven:
        badge = f":green-badge[:material/verified: Proven fastest within {percent}]"
    else:
        badge = f":orange-badge[:material/timer: Fast, within {percent}, not proven]"
    return f"{badge}  \n{wording.small(cheapest)}"
