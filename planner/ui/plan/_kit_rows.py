"""The kits of a build as rows of its list: each above what it holds, folded or unfolded."""

from typing import Any

import streamlit as st

from planner.engine.planning.edit import MAX_QUANTITY
from planner.engine.planning.edit_kits import most_of_kit
from planner.engine.planning.kit_lines import most_in_kits
from planner.engine.reporting.kits import (
    LEFT_OVER,
    SPARES,
    lacking_text,
    ports_text,
    watts_text,
)
from planner.io.text.visible import visible
from planner.model.bom import CostedBom
from planner.model.kit_bill import KitBill, KitCost, KitPart
from planner.model.kits import KitPath
from planner.ui.kit import wording
from planner.ui.visit import address, costs

Place = int | KitPath
_KEY = "unfold"
# So few rows are seen at a glance: they are unfolded as they come.
_FEW = 14
_ICON = "package_2"


def places(name: str, bom: CostedBom, bill: KitBill) -> dict[str, Place]:
    """Return where each row of kits leads, by its key: to a kit, or to a part by its place."""
    return {
        key_of(name, each, bom): each.path if isinstance(each, KitCost) else each.place
        for _, each in bill.walked()
    }


def key_of(name: str, each: KitCost | KitPart, bom: CostedBom) -> str:
    """Return a key of a row that stays while it does."""
    if isinstance(each, KitCost):
        return f"{name}:kit:{'/'.join(each.path)}"
    line = bom.lines[each.line].line
    stem = f"{name}:{'/'.join(each.within)}:{line.part_number}:{line.retired}:{line.owned}"
    return f"{stem}:{each.line}"


def most_of(name: str, place: Place) -> int:
    """Return how many there may be of a kit, or of a part in each of its kits."""
    build, bill = costs.costed(name)[0].build, costs.kits(name)
    if isinstance(place, tuple):
        return most_of_kit(build, place)
    within = () if bill is None else bill.parts[place].within
    return most_in_kits(build.kits)[within] if within else MAX_QUANTITY


def shown_in(each: KitCost | KitPart, level: int) -> dict[str, Any]:
    """Return where a row stands among the kits: how deep, in which, and which kit it is."""
    is_kit = isinstance(each, KitCost)
    within = each.path[:-1] if isinstance(each, KitCost) else each.within
    return {
        "level": level,
        "within": ["/".join(within[:end]) for end in range(1, len(within) + 1)],
        "path": "/".join(each.path) if isinstance(each, KitCost) else "",
        "kit": is_kit,
    }


def kit_row(name: str, kit: KitCost, bom: CostedBom, *, most: int) -> dict[str, Any]:
    """Return what stands in the row of a kit."""
    about = "≈ " if kit.estimated else ""
    unpriced = " + unpriced" if kit.unpriced else ""
    return {
        "key": key_of(name, kit, bom),
        "icon": _ICON,
        "name": visible(kit.title),
        "badge": "kit",
        "colour": "blue",
        "origin": _facts(kit),
        "quantity": kit.each,
        "most": most,
        "total": f"{about}{kit.amount}{unpriced}",
        "each": f"{about}{kit.of_one} each",
        "replaced": False,
        "group": "",
    }


def _facts(kit: KitCost) -> list[wording.Piece]:
    words = [f"{kit.quantity:,} in all"] if kit.quantity != kit.each else []
    if kit.nodes:
        words.append(wording.counted(kit.nodes, "node", "nodes"))
        words.append(f"max {watts_text(kit.power_max_w)}")
    ports = ports_text(kit)
    words += [f"switch ports: {ports}"] if ports else []
    words += [lacking_text(kit)] if lacking_text(kit) else []
    pieces: list[wording.Piece] = []
    for word in words:
        pieces += [("·", "")] if pieces else []
        pieces.append((visible(word), ""))
    return pieces


def spares_row(bill: KitBill, bom: CostedBom) -> list[dict[str, str]]:
    """Return the spares that follow from rules, which are part of no kit; nothing without any."""
    pieces = [
        f"{each.line.spares_by_rule} × {visible(each.line.description)}"
        for each in bom.lines
        if each.line.spares_by_rule
    ]
    if not pieces:
        return []
    label = f"{SPARES}, outside all kits: {', '.join(pieces)}"
    return [{"label": label, "amount": str(bill.spares), "icon": "inventory_2"}]


def left_over_row(bill: KitBill) -> list[dict[str, str]]:
    """Return what packs hold beyond the need, which is part of no kit; nothing if that is none."""
    if not bill.left_over.amount:
        return []
    label = f"{LEFT_OVER}: for the whole order, outside all kits"
    return [{"label": label, "amount": str(bill.left_over), "icon": "inventory_2"}]


def unfolded(name: str, bill: KitBill | None) -> list[str]:
    """Return the kits that are unfolded, by their paths: those of the address, or as they come."""
    asked = address.asked_many(_KEY)
    if asked:
        st.session_state[_KEY] = (name, list(asked))
    kept: tuple[str, list[str]] | None = st.session_state.get(_KEY)
    if bill is None or kept is None or kept[0] != name:
        # What was unfolded of another build says nothing of this one.
        address.keep(_KEY, None)
        if bill is None or len(bill.kits) + len(bill.parts) > _FEW:
            return []
        return ["/".join(kit.path) for kit in bill.kits]
    return [path for path in ("/".join(kit.path) for kit in bill.kits) if path in kept[1]]


def keep_unfolded(name: str, paths: object) -> None:
    """Keep which kits a visitor unfolded; what the element's script would not send is ignored."""
    if isinstance(paths, list) and all(isinstance(each, str) for each in paths):
        st.session_state[_KEY] = (name, paths)
        # None unfolded is something else than as it comes.
        address.keep(_KEY, ",".join(paths) or "-")
