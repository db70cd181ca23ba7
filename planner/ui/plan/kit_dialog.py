"""All about a kit of a build: what one of it is, and what can be changed about it."""

import streamlit as st

from planner.engine.planning.edit_kits import dissolved, renamed, with_kit_quantity
from planner.engine.planning.kit_lines import most_in_kits
from planner.engine.reporting.kits import lacking_text, ports_text, watts_text
from planner.model.build import Position
from planner.model.kit_bill import KitCost
from planner.model.kits import LONGEST_TITLE
from planner.model.words import named, sentence
from planner.ui.kit import wording
from planner.ui.plan import _dialogs as dialogs
from planner.ui.visit import costs, drafts, notices
from planner.ui.visit.told import tell_change


def show_kit(name: str) -> None:
    """Open the details of a kit if somebody asked for them."""
    asked = dialogs.kit_asked_for()
    kit = None if asked is None or asked.build != name else _cost_of(asked)
    if asked is None or kit is None:
        return
    title = wording.plain(kit.title)
    st.dialog(title, width="medium", on_dismiss=dialogs.close_kit)(_body)(asked)


def _cost_of(asked: dialogs.OpenKit) -> KitCost | None:
    bill = costs.kits(asked.build)
    return None if bill is None else next((k for k in bill.kits if k.path == asked.path), None)


def _body(asked: dialogs.OpenKit) -> None:
    kit = _cost_of(asked)
    if kit is None:
        # It was taken apart or out. What is left is for the page to show.
        st.rerun()
    notices.show_notice()
    st.markdown(wording.listed([wording.plain(each) for each in facts_of(kit)]))
    key = f"kit-title:{asked.build}:{'/'.join(asked.path)}"
    st.session_state[key] = kit.title
    st.text_input("Name", key=key, max_chars=LONGEST_TITLE, on_change=_rename, args=(asked, key))
    with st.container(horizontal=True):
        slot = dialogs.Slot(asked.build, "other", kit=asked.path[-1])
        pressed = [
            st.button(
                "Add a part to each",
                icon=":material/add:",
                on_click=dialogs.open_chooser,
                args=(slot,),
            ),
            st.button(
                "Take apart",
                icon=":material/unfold_more:",
                on_click=_take_apart,
                args=(asked,),
                help="The parts stay in the build, without this kit.",
            ),
            st.button("Remove", icon=":material/delete:", on_click=_remove, args=(asked,)),
            st.button("Done", icon=":material/check:", on_click=dialogs.close_kit),
        ]
    if any(pressed):
        st.rerun()


def facts_of(kit: KitCost) -> list[str]:
    """Return what one kit is and costs, and what all of them come to."""
    about = "about " if kit.estimated else ""
    cost = f"{about}{kit.of_one} each, {kit.quantity:,} in all: {about}{kit.amount}"
    facts = [f"{cost} without {named(kit.unpriced)}" if kit.unpriced else cost]
    facts += [kit.why] if kit.why else []
    if kit.nodes:
        facts.append(wording.counted(kit.nodes, "node", "nodes"))
        draws = f"{watts_text(kit.power_typical_w)} typical, {watts_text(kit.power_max_w)} peak"
        facts.append(f"Draws {draws}")
    if kit.supply_w.value is not None:
        facts.append(f"Power supplies of {watts_text(kit.supply_w)}")
    if ports_text(kit):
        facts.append(f"Switch ports: {ports_text(kit)}")
    if lacking_text(kit):
        facts.append(f"Missing data: {lacking_text(kit)}")
    if kit.build is not None:
        facts.append(
            f"It is the build {kit.build} and follows its changes until you change it here"
        )
    return [sentence(each) for each in facts]


def tell_of_its_kit(line: dialogs.Line, position: Position) -> None:
    """Say in which kit a line lies, and that a change is made in each of those."""
    bill = costs.kits(line.build)
    if bill is None or not position.within:
        return
    kit = next(each for each in bill.kits if each.path == position.within)
    part = bill.parts[line.index]
    pieces = f"{part.each:,} in each, {part.quantity:,} in all"
    st.info(
        f"Part of the kit {wording.plain(kit.title)}: {pieces}. A change here is made in every "
        "kit of this name.",
        icon=":material/package_2:",
    )


def called_in(slot: dialogs.Slot) -> str:
    """Return what the kit of a place is called."""
    kits = drafts.build(slot.build).kits
    return wording.plain(next((k.called for k in kits if k.name == slot.kit), slot.kit))


def most_in(slot: dialogs.Slot) -> int:
    """Return how many pieces of a part each kit of a place may have."""
    most = most_in_kits(drafts.build(slot.build).kits)
    return min(many for path, many in most.items() if path[-1:] == (slot.kit,))


def _rename(asked: dialogs.OpenKit, key: str) -> None:
    title = str(st.session_state[key]).strip()
    drafts.edit(asked.build, lambda build: renamed(build, asked.path, title))


def _take_apart(asked: dialogs.OpenKit) -> None:
    kit = _cost_of(asked)
    drafts.edit(asked.build, lambda build: dissolved(build, asked.path))
    dialogs.close_kit()
    if kit is not None:
        tell_change(asked.build, f"Taken apart: {wording.plain(kit.title)}.")


def _remove(asked: dialogs.OpenKit) -> None:
    kit = _cost_of(asked)
    drafts.edit(asked.build, lambda build: with_kit_quantity(build, asked.path, 0))
    dialogs.close_kit()
    if kit is not None:
        tell_change(asked.build, f"Removed: {wording.plain(kit.title)}.")
