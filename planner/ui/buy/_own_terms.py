"""Terms of one build of an order, asked for beside it: they hold for its parts and no other's."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from planner.jobs.buying import Requisition
from planner.model.group_order import Member
from planner.model.own_terms import NO_OWN_TERMS, OwnTerms
from planner.ui.kit.folds import fold_button
from planner.ui.visit import in_view

_WIDE = 360
_BETWEEN = "  →  "


def ask_own_terms(
    asked: Requisition, place: int, terms: OwnTerms, keep: Callable[[OwnTerms], None]
) -> None:
    """Ask for the terms of the build at a place of the order; `keep` is given what is asked for."""
    member = asked.members[place]
    said = sum(map(len, (terms.locks, terms.exclude, terms.alternates)))
    label = "Terms of its own" + (f" ({said})" if said else "")
    if not fold_button(label, key=f"own-terms:{place}"):
        return
    sellers = sorted({offer.vendor for offer in asked.market.offers} | {*terms.exclude})
    vendor, part = _vendor_name(asked), _part_name(asked)
    to_vendor, to_part = _of_pair(part, vendor), _of_pair(part, part)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _ask("Not from", "exclude", place, sellers, terms, keep, vendor)
        locks = _locks(asked, member)
        _ask("Lock a part to a vendor", "locks", place, locks, terms, keep, to_vendor)
        others = _alternates(member)
        _ask("Also accept another part", "alternates", place, others, terms, keep, to_part)


def _ask(
    label: str,
    field: str,
    place: int,
    options: Sequence[object],
    terms: OwnTerms,
    keep: Callable[[OwnTerms], None],
    called: Callable[[object], str],
) -> None:
    held = list(getattr(terms, field))
    # Where the terms change by another way, such as Back, the input begins anew.
    key = f"own-terms:{place}:{field}:{hash(tuple(held))}"

    def take() -> None:
        keep(terms.model_copy(update={field: tuple(st.session_state[key])}))

    st.multiselect(
        label,
        list(dict.fromkeys((*options, *held))),
        default=held,
        format_func=called,
        key=key,
        on_change=take,
        placeholder="none",
        width=_WIDE,
    )


def _locks(asked: Requisition, member: Member) -> list[object]:
    """Return each part of a build with each vendor that sells it."""
    sold = {(number, offer.vendor) for offer in asked.market.offers for number in offer.contents}
    parts = [number for need in member.needs for number in need.pool]
    pairs = [(number, seller) for number in dict.fromkeys(parts) for seller in _sellers(sold)]
    return [pair for pair in pairs if pair in sold]


def _sellers(sold: set[tuple[str, str]]) -> list[str]:
    return sorted({seller for _, seller in sold})


def _alternates(member: Member) -> list[object]:
    """Return each part of a build with each other part of its category."""
    catalog = in_view.catalog()
    kinds = {each.part_number: each.category for each in catalog.parts}
    by_kind: dict[str, list[str]] = {}
    for number, kind in kinds.items():
        by_kind.setdefault(kind, []).append(number)
    numbers = dict.fromkeys(need.part_number for need in member.needs)
    return [
        (number, other)
        for number in numbers
        for other in by_kind.get(kinds.get(number, ""), ())
        if other != number
    ]


def _vendor_name(asked: Requisition) -> Callable[[object], str]:
    names = {name: vendor.name for name, vendor in asked.vendors.items()}
    return lambda vendor: names.get(str(vendor), str(vendor))


def _part_name(asked: Requisition) -> Callable[[object], str]:
    catalog = in_view.catalog()
    return lambda number: asked.names.get(str(number), catalog.name_of(str(number)))


def _of_pair(
    first: Callable[[object], str], second: Callable[[object], str]
) -> Callable[[object], str]:
    return lambda pair: _BETWEEN.join((first(pair[0]), second(pair[1])))  # type: ignore[index]


def text_of(terms: OwnTerms, quoted: Callable[[str], str]) -> str:
    """Return terms as an address says them; nothing where there are none."""
    said = [f"-{quoted(vendor)}" for vendor in terms.exclude]
    said += [f"{quoted(part)}:{quoted(vendor)}" for part, vendor in terms.locks]
    said += [f"{quoted(part)}={quoted(other)}" for part, other in terms.alternates]
    return "".join(f"!{each}" for each in said)


def terms_of(
    texts: list[str], unquoted: Callable[[str], str], vendors: Collection[str]
) -> OwnTerms:
    """Return the terms of an address; what means nothing, and who sells nothing, is left out."""
    facts: dict[str, list[object]] = {"exclude": [], "locks": [], "alternates": []}
    for text in texts:
        if text.startswith("-"):
            facts["exclude"].append(unquoted(text[1:]))
        for sign, field in ((":", "locks"), ("=", "alternates")):
            first, given, second = text.partition(sign)
            if given and not text.startswith("-"):
                facts[field].append((unquoted(first), unquoted(second)))
    kept = NO_OWN_TERMS
    for field, values in facts.items():
        for value in values:
            kept = _with(kept, field, value)
    known = {
        "exclude": tuple(each for each in kept.exclude if each in vendors),
        "locks": tuple(pair for pair in kept.locks if pair[1] in vendors),
    }
    return kept.model_copy(update=known)


def _with(terms: OwnTerms, field: str, value: object) -> OwnTerms:
    """Return terms with one more, if it is one."""
    more = tuple(dict.fromkeys((*getattr(terms, field), value)))
    try:
        return OwnTerms.model_validate({**terms.model_dump(), field: more})
    except ValueError:
        return terms
