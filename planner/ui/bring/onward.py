"""From a list straight on: its build on Plan or Buy, or Configure around its parts."""

import json
from collections.abc import Sequence

import streamlit as st

from planner.jobs.imported_wishes import parts_of_bill, wishes_of_bill
from planner.model.bill_matching import ReadBill
from planner.model.bill_reading import Asked
from planner.model.findings import PlannerError
from planner.model.kept_builds import LONGEST_TITLE
from planner.ui.bring._own_parts import offer_own_parts
from planner.ui.bring.brought import Brought, build_now, keep_in_mind, say
from planner.ui.kit import wording
from planner.ui.menu import page_of
from planner.ui.visit import address, builds, drafts, in_view, notices, terms

# Longer requirements no address carries.
_LONGEST = 8_000
# What is to be opened once it is read, the title of its build, and the page on which.
_TO_OPEN = "list-to-open"


def offer_onward(given: Brought, bill: ReadBill, own_parts: int) -> None:
    """Offer to accept what was read: to open it as a build, to buy it, to configure around it."""
    asked = [each for each in bill.reading.open_questions if each.matters]
    unanswered = [each for each in asked if not each.proposed]
    file = given.file
    title = st.text_input(
        "Title of the build",
        value=(file.rpartition(".")[0] or file)[:LONGEST_TITLE],
        max_chars=LONGEST_TITLE,
        key="list-title",
        width=420,
    )
    why = _why(len(unanswered)) if unanswered else ""
    with st.container(horizontal=True, key="list-onward"):
        to_plan = st.button(
            "Accept and open as a build" if asked and not unanswered else "Open as a build",
            type="primary",
            icon=":material/checklist:",
            key="list-open",
            disabled=bool(unanswered),
            help=why
            or "Accepts what was read. On the page Plan you see its cost, check it and change it.",
        )
        to_buy = st.button(
            "Buy",
            icon=":material/shopping_cart:",
            key="list-buy",
            disabled=bool(unanswered),
            help=why or "Accepts what was read, and finds where its parts are cheapest.",
        )
        _offer_configure(given, bill)
        offer_own_parts(bill, own_parts)
    st.markdown(wording.small(why or _accepted(asked) + _of_ones_own(bill)))
    if to_plan or to_buy:
        script = "plan.py" if to_plan else "buy.py"
        accepted = given.saying(*((each.key, each.proposed) for each in asked))
        st.session_state[_TO_OPEN] = accepted, title.strip() or "My list", script
        if accepted != given:
            # Read once more with what is accepted, and opened then.
            say(accepted)
            st.rerun()
    _open_as_asked(given, bill)


def _why(count: int) -> str:
    if count == 1:
        return "1 question is open. It must be answered before this can be a build."
    return f"{count:,} questions are open. They must be answered before this can be a build."


def _accepted(asked: Sequence[Asked]) -> str:
    """Say which answers are accepted with the list: those that fit the file's own numbers."""
    if not asked:
        return ""
    answers = wording.counted(len(asked), "proposed answer", "proposed answers")
    return f"Accepts {answers} that {'fits' if len(asked) == 1 else 'fit'} the file. "


def _of_ones_own(bill: ReadBill) -> str:
    pairs = zip(bill.reading.lines, bill.matches, strict=True)
    own = sum(line.part_of_bill and match.part_number is None for line, match in pairs)
    if not own:
        return "Every line is a part of the catalog."
    lines = wording.counted(own, "line becomes a part", "lines become parts")
    return (
        f"{lines} of your own in the build, at the prices of the list. "
        "What nobody sells is bought at these, as a price “From your list”."
    )


def _open_as_asked(given: Brought, bill: ReadBill) -> None:
    """Open the build where a visitor wants it, if they asked for that."""
    asked: tuple[Brought, str, str] | None = st.session_state.get(_TO_OPEN)
    if asked is None:
        return
    build = None
    if asked[0] == given:
        try:
            build = build_now(given, asked[1])
            if build is None:
                return
        except PlannerError as error:
            notices.show_error(error.finding)
    # Opened, or it cannot be; or something else was said of the list since.
    del st.session_state[_TO_OPEN]
    if build is None:
        return
    _leave(given, bill)
    # The total is to be seen as the list states it.
    terms.ask_for(build.currency, None)
    terms.follow_address()
    builds.open_on(page_of(asked[2]).path, drafts.take_in(build))


def _leave(given: Brought, bill: ReadBill) -> None:
    keep_in_mind(given, bill)
    address.keep(address.LIST, None)


def _offer_configure(given: Brought, bill: ReadBill) -> None:
    parts = parts_of_bill(bill, in_view.catalog())
    with st.popover("Configure around it", icon=":material/auto_awesome:", disabled=not parts):
        rest = len(bill.reading.lines) - sum(m.part_number in parts for m in bill.matches)
        told = wording.counted(len(parts), "part of the catalog goes", "parts of the catalog go")
        left = wording.counted(rest, "line does not", "lines do not")
        st.markdown(
            f"{told} into the requirements; {left}." if rest else f"{told} into the requirements."
        )
        owned = st.button("I have these parts", key="list-owned")
        must = st.button("These parts are required", key="list-must")
    if not (owned or must):
        return
    wishes = json.dumps(wishes_of_bill(bill, in_view.catalog(), owned=owned), separators=(",", ":"))
    if len(wishes) > _LONGEST:
        st.error("These are too many parts for a requirement. Open the list as a build instead.")
        return
    _leave(given, bill)
    st.switch_page(str(page_of("size.py").path), query_params=address.now() | {"wishes": wishes})
