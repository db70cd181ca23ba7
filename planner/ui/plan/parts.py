"""The parts of a build: their lines, what a visitor changes in them, and what can be added."""

from collections.abc import Mapping, Sequence
from typing import get_args

import streamlit as st

from planner.engine.planning.edit import with_quantity
from planner.engine.planning.edit_kits import most_of_kit, with_kit_quantity, with_nodes_as_kit
from planner.model.bom import BomLine, CostedBom
from planner.model.build import Build, CountBasis, Position
from planner.model.code_kinds import About
from planner.model.findings import Finding, Severity
from planner.model.parts import Category
from planner.ui.kit import wording
from planner.ui.plan import _dialogs as dialogs
from planner.ui.plan import _rows as bill_rows
from planner.ui.plan._kit_rows import Place, most_of
from planner.ui.visit import costs, drafts, notices
from planner.ui.visit.terms import unfold_terms
from planner.ui.visit.told import tell_change

_CALLED: dict[str, str] = {
    "board": "a board",
    "carrier": "a carrier",
    "memory": "memory",
    "storage": "storage",
    "hat": "HATs and adapters",
    "charger": "a power supply",
    "switch": "a switch",
    "nic": "network adapters",
    "cable": "cables",
    "poe": "PoE parts",
    "case": "a case",
    "rack": "racks and fittings",
    "other": "something else",
}
_LONGEST = 20
# Where something of these is missing, another kind in its place would not be more of it.
_BESIDE = ("cable", "storage", "memory", "other")


# The parts of the Plan page that are drawn alone, by their keys: what follows from the bill, what
# the build is called, and what can be done with it.
BILL, WORDS, INPUTS = "bill", "words", "inputs"


def show_parts(name: str) -> None:
    """Show every line of the bill, those paid for and replaced last."""
    _, bom = costs.costed(name)
    bill_rows.show_rows(name, bom, on_edit=_set_quantities, on_open=_open_line)


def _open_line(name: str) -> None:
    place = _places(name).get(bill_rows.opened_line())
    if isinstance(place, tuple):
        dialogs.open_kit(dialogs.OpenKit(name, place))
    elif place is not None:
        dialogs.open_line(dialogs.Line(name, place))
    # The bill is a fragment; the details of a line belong to the page.
    st.rerun()


def _set_quantities(name: str) -> None:
    first_change = drafts.draft_of(name) is None
    places = _places(name)
    # A line that is gone by now is not asked for any more.
    asked = {
        places[key]: typed for key, typed in bill_rows.asked_quantities().items() if key in places
    }
    for place, typed in asked.items():
        if not _is_quantity(typed, most := most_of(name, place)):
            notices.notify(_out_of_range(name, typed, most))
            st.rerun()
    gone = [place for place, typed in asked.items() if typed == 0]
    names = _names_of(name, gone)
    drafts.edit(name, lambda build: _with_quantities(build, asked))
    if gone:
        tell_change(name, f"Removed: {names}.")
    costs.let_total_go_first()
    if gone:
        st.rerun()
    if first_change:
        # Only that alters the name of the build. The bill first: a person waits for its total.
        st.rerun([BILL, WORDS, INPUTS])


def _with_quantities(build: Build, asked: Mapping[Place, int]) -> Build:
    """Return the build with other quantities of parts, each in all kits that have it, and kits."""
    # Looked up anew each time: a line that goes moves others, and may be a line of several kits.
    lines = {
        _same(build.positions[place]): quantity
        for place, quantity in asked.items()
        if isinstance(place, int)
    }
    for line, quantity in lines.items():
        # By its part first: of ten thousand positions nearly all are of another one.
        found = [
            place
            for place, each in enumerate(build.positions)
            if each.part_number == line.part_number and _same(each) == line
        ]
        build = with_quantity(build, found[0], quantity) if found else build
    for path, quantity in asked.items():
        if isinstance(path, tuple) and any(kit.path == path for kit in build.kits):
            build = with_kit_quantity(build, path, min(quantity, most_of_kit(build, path)))
    return build


def _same(position: Position) -> Position:
    """Return what tells a line of a kit from the others, however many there are of it."""
    reason = {"count_basis": CountBasis.CHOSEN, "why": "", "role": "", "list_price_source": ""}
    return position.in_one_kit.model_copy(update={"within": position.within, **reason})


def _names_of(name: str, places: Sequence[Place]) -> str:
    if not places:
        return ""
    lines, on_bill, bill = costs.costed(name)[1].lines, costs.bill_lines(name), costs.kits(name)
    titles = {} if bill is None else {kit.path: kit.title for kit in bill.kits}
    return "; ".join(
        wording.plain(
            titles[place] if isinstance(place, tuple) else lines[on_bill[place]].line.description
        )
        for place in places
    )


def _places(name: str) -> dict[str, Place]:
    """Return what each row of the list is, by its key."""
    return bill_rows.places_of(name, costs.costed(name)[1])


def _is_quantity(typed: object, most: int) -> bool:
    # What comes from a browser may be anything, and True is an int to Python.
    return isinstance(typed, int) and not isinstance(typed, bool) and 0 <= typed <= most


def _shortened(typed: object) -> str:
    text = str(typed)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _out_of_range(name: str, typed: object, most: int) -> Finding:
    return Finding(
        code="quantity-out-of-range",
        severity=Severity.WARNING,
        subject=name,
        message=f"{_shortened(typed)} is not a valid quantity; the previous one is kept.",
        hint=f"Choose a number from 0 (removes the part) to {most:,}.",
    )


def offer_more(name: str) -> None:
    """Offer to add a part to the bill, and to see equal nodes as one kit."""
    with st.container(horizontal=True):
        st.button(
            "Add a part",
            icon=":material/add:",
            key=f"add:{name}",
            on_click=dialogs.open_chooser,
            args=(dialogs.Slot(name, "board"),),
        )
        if with_nodes_as_kit(costs.costed(name)[0].build) is not None:
            st.button(
                "Nodes as a kit",
                icon=":material/package_2:",
                key=f"nodes-as-kit:{name}",
                on_click=_nodes_as_kit,
                args=(name,),
                help="Groups what every node has into one kit: its cost is shown as one, and one "
                "number changes how many nodes there are.",
            )


def _nodes_as_kit(name: str) -> None:
    drafts.edit(name, lambda build: with_nodes_as_kit(build) or build)
    tell_change(name, "The nodes are a kit.")


def show_empty_slots(name: str) -> None:
    """Show what a cluster is made of, with a button to choose each: where an empty build starts."""
    with st.grid(3, min_column_width=200):
        for category in get_args(Category):
            st.button(
                f"Choose {_CALLED[category]}",
                icon=wording.ICONS[category],
                key=f"choose:{name}:{category}",
                on_click=dialogs.open_chooser,
                args=(dialogs.Slot(name, category),),
                width="stretch",
            )


def show_open_slots(name: str) -> None:
    """Show a row for each kind of part that the build lacks, by what the rules found missing."""
    plan, bom = costs.costed(name)
    there = {costed.line.category for costed in bom.lines if not costed.line.retired}
    lacking = {found.meaning.part for found in plan.findings} - there
    for category in get_args(Category):
        if category in lacking:
            st.button(
                f"Choose {_CALLED[category]}",
                icon=wording.ICONS[category],
                key=f"slot:{name}:{category}",
                on_click=_fix,
                args=(dialogs.Slot(name, category),),
                width="stretch",
            )


def offer_fix(
    name: str, found: Finding, bom: CostedBom, places: Sequence[int] | None = None
) -> None:
    """Offer the parts that would mend a finding: instead of the one there is, or besides.

    `places` says for each position of the build its line of the bill: without kits its own.
    """
    category = found.meaning.part
    on_bill = range(len(bom.lines)) if places is None else places
    lines = [bom.lines[place].line for place in on_bill]
    if category is None:
        _offer_input(name, found, lines)
        return
    used = [
        place for place, line in enumerate(lines) if line.category == category and not line.retired
    ]
    adds = len(used) != 1 or category in _BESIDE
    st.button(
        f"Choose {_CALLED[category]}",
        icon=wording.ICONS[category],
        key=f"fix:{name}:{found.code}:{found.subject}",
        on_click=_fix,
        args=(dialogs.Slot(name, category, None if adds else used[0]),),
    )


def _offer_input(name: str, found: Finding, lines: Sequence[BomLine]) -> None:
    """Offer the input where a price or a rate is entered, where that mends a finding."""
    key = f"enter:{name}:{found.code}:{found.subject}"
    unpriced = [
        place
        for place, line in enumerate(lines)
        if line.price is None and line.part_number == found.subject
    ]
    if found.meaning.about is About.PRICE and unpriced:
        line = dialogs.Line(name, unpriced[0])
        st.button("Enter a price", icon=":material/sell:", key=key, on_click=_enter, args=(line,))
    elif found.meaning.about is About.RATE:
        icon = ":material/currency_exchange:"
        st.button("Choose another rate", icon=icon, key=key, on_click=_choose_rate)


def _enter(line: dialogs.Line) -> None:
    dialogs.open_line(line)
    # The findings are a fragment; the details of a line belong to the page.
    st.rerun()


def _choose_rate() -> None:
    unfold_terms()
    # The findings are a fragment; the inputs of a rate belong to the page.
    st.rerun()


def _fix(slot: dialogs.Slot) -> None:
    dialogs.open_chooser(slot)
    # The findings are a fragment; the chooser belongs to the page.
    st.rerun()
