"""The terms of a purchase one by one, each with what is left of all of them without it."""

from collections.abc import Iterator
from dataclasses import replace

from planner.model.buying import BuyingTerms
from planner.model.wishes import LimitedTerm, TermKind


def liftable(terms: BuyingTerms) -> Iterator[LimitedTerm]:
    """Yield every term that can be lifted, in the order lock, exclude, vendors, day.

    The country cannot.
    """
    for part_number, vendor in dict.fromkeys(terms.locks):
        yield LimitedTerm(TermKind.LOCK, part_number=part_number, vendor=vendor)
    for vendor in dict.fromkeys(terms.exclude):
        yield LimitedTerm(TermKind.EXCLUDE, vendor=vendor)
    if terms.max_vendors is not None:
        yield LimitedTerm(TermKind.MAX_VENDORS, count=terms.max_vendors)
    if terms.need_by is not None:
        yield LimitedTerm(TermKind.NEED_BY, day=terms.need_by)


def lifted(terms: BuyingTerms, term: LimitedTerm) -> BuyingTerms:
    """Return terms without one of those that can be lifted."""
    if term.kind is TermKind.LOCK:
        lock = (term.part_number, term.vendor)
        return replace(terms, locks=tuple(each for each in terms.locks if each != lock))
    if term.kind is TermKind.EXCLUDE:
        kept = tuple(each for each in terms.exclude if each != term.vendor)
        return replace(terms, exclude=kept)
    if term.kind is TermKind.MAX_VENDORS:
        return replace(terms, max_vendors=None)
    return replace(terms, need_by=None)
