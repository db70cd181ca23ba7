"""Boards that were asked for and cannot be used: what is missing, and where to write it down."""

from collections.abc import Iterator, Sequence

import streamlit as st

from planner.model.obstacles import KeptOut, Obstacle
from planner.model.wording import kept_out_text
from planner.ui.catalog import own
from planner.ui.kit import wording
from planner.ui.menu import page_of
from planner.ui.visit import address, in_view

# Of many parts that are made for a board any one would do; so many are offered.
_MOST_OFFERED = 3


def show_kept_out(kept_out: Sequence[KeptOut]) -> None:
    """Say which fact or price is missing, of which part, with a button to write it down."""
    catalog = in_view.catalog()
    for each in kept_out:
        st.markdown(wording.plain(kept_out_text(each, catalog.name_of)))
        with st.container(horizontal=True):
            for number, obstacle in list(_mendable(each))[:_MOST_OFFERED]:
                part = catalog.by_number[number]
                what = "Enter a price of" if obstacle.wants_a_price else "Complete the facts of"
                if st.button(
                    f"{what} {wording.plain(part.name)}",
                    icon=":material/sell:" if obstacle.wants_a_price else ":material/edit:",
                    key=f"complete:{number}",
                    on_click=own.price_part if obstacle.wants_a_price else own.change_part,
                    args=(part,),
                ):
                    path = str(page_of("catalog.py").path)
                    st.switch_page(path, query_params=address.now())


def _mendable(kept_out: KeptOut) -> Iterator[tuple[str, Obstacle]]:
    """Return what lacks a price or a fact: the board, then what is made for it."""
    for number, obstacle in ((kept_out.part_number, kept_out.obstacle), *kept_out.because):
        if obstacle.wants_a_price or obstacle.wants_a_fact:
            yield number, obstacle
