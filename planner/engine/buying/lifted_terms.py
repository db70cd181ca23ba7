"""The terms of a purchase one by one, each with what is left of all of them without it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from planner.model.buying import BuyingTerms


@dataclass(frozen=True)
class Liftable:
    """One term: what kind it is, what it is about, and any terms without it."""

    term: Literal["lock", "exclude", "max-vendors", "need-by"]
    about: tuple[str, ...]
    without: Callable[[BuyingTerms], BuyingTerms]


def liftable(terms: BuyingTerms) -> Iterator[Liftable]:
    """Yield every term that can be lifted, in the order lock, exclude, vendors, day.

    The country cannot.
    """
    for lock in dict.fromkeys(terms.locks):
        yield Liftable("lock", lock, _without_lock(lock))
    for vendor in dict.fromkeys(terms.exclude):
        yield Liftable("exclude", (vendor,), _without_exclusion(vendor))
    if terms.max_vendors is not None:
        most = str(terms.max_vendors)
        yield Liftable("max-vendors", (most,), lambda asked: replace(asked, max_vendors=None))
    if terms.need_by is not None:
        day = str(terms.need_by)
        yield Liftable("need-by", (day,), lambda asked: replace(asked, need_by=None))


def _without_lock(lock: tuple[str, str]) -> Callable[[BuyingTerms], BuyingTerms]:
    return lambda asked: replace(asked, locks=tuple(each for each in asked.locks if each != lock))


def _without_exclusion(vendor: str) -> Callable[[BuyingTerms], BuyingTerms]:
    return lambda asked: replace(
        asked, exclude=tuple(each for each in asked.exclude if each != vendor)
    )
