"""One price of a page as its inputs stand: what is picked and said, and what is still open."""

from dataclasses import dataclass

import streamlit as st

from planner.model.catalog import Catalog
from planner.model.findings import Finding
from planner.model.kept_prices import PickedPrice, PriceLine, said_in
from planner.model.offers import Offer
from planner.model.price_changes import PriceChange, price_change
from planner.model.proposals import PriceProposal, Question, Said, answered
from planner.ui.catalog import _price_answers as inputs
from planner.ui.visit import in_view

NEW_SHOP = "+"


@dataclass(frozen=True)
class Now:
    """One line as the inputs stand: what is picked, for which part and shop, and what is wrong."""

    line: PriceLine
    key: str
    proposal: PriceProposal | None
    said: Said
    wrong: tuple[Finding, ...]
    vendor: str
    part: str
    old: Offer | None

    @property
    def settled(self) -> PriceProposal | None:
        return None if self.proposal is None else answered(self.proposal, self.said)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        return () if self.settled is None else self.settled.questions

    @property
    def change(self) -> PriceChange | None:
        if self.old is None or self.settled is None:
            return None
        return price_change(self.old, self.settled)

    @property
    def ready(self) -> bool:
        complete = self.vendor and self.part and self.proposal and not self.wrong
        return bool(complete) and not self.open_questions

    @property
    def ticked(self) -> bool:
        return bool(st.session_state.get(f"{self.key}:tick"))

    @property
    def looked_twice(self) -> bool:
        return bool(st.session_state.get(f"{self.key}:twice"))

    def picked(self) -> PickedPrice | None:
        """Return what is to be kept; None while a part, a shop or a variant is not said."""
        if self.proposal is None or not self.vendor or not self.part or self.wrong:
            return None
        return PickedPrice(
            proposal=self.proposal,
            said=self.said,
            vendor=self.vendor,
            part_number=self.part,
            old=self.old,
            looked_twice=self.looked_twice,
        )


def now_of(key: str, line: PriceLine) -> Now:
    """Return a line as its inputs stand, as they are when a button is pressed."""
    state, catalog = st.session_state, in_view.workspace().catalog
    place = int(state.get(f"{key}:variant") or 0) if len(line.proposals) > 1 else 0
    chosen = len(line.proposals) == 1 or state.get(f"{key}:variant") is not None
    proposal = line.proposals[place] if line.proposals and chosen else None
    vendor = line.vendor or str(state.get(f"{key}:vendor") or "").removeprefix(NEW_SHOP)
    part = line.part_number or str(state.get(f"{key}:part") or "")
    if proposal is None:
        return Now(line, key, None, Said(), (), vendor, part, line.old)
    sellers = {name: each for each, name in catalog.vendor_names.items()}
    said, wrong = said_in(inputs.typed(inputs_of(key, place), proposal))
    if said.seller is not None:
        vendor = sellers.get(said.seller, vendor)
    old = line.old or _newest(catalog, vendor, part)
    return Now(line, key, proposal, said, wrong, vendor, part, old)


def inputs_of(key: str, place: int) -> str:
    """Return what the keys of the inputs of one proposal begin with."""
    return f"{key}:{place}"


def _newest(catalog: Catalog, vendor: str, part: str) -> Offer | None:
    mine = [each for each in catalog.offers_for(part) if each.vendor == vendor]
    return max(mine, key=lambda each: each.quoted_on, default=None)
