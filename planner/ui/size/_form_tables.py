"""Two small tables of the form: nodes that differ from the others, and parts one cares about."""

from typing import Any

import pandas as pd
import streamlit as st

from planner.model.parts import CATEGORY_TITLES
from planner.model.requirement import Requirement
from planner.ui.visit import in_view

_MUST, _MUST_NOT, _ONLY, _OWNED = "required", "excluded", "only this one", "already owned"
_AMOUNT = r"^\d{1,7}(\.\d{1,3})?$"


def ask_roles(wanted: Requirement, version: int) -> tuple[dict[str, Any], ...]:
    """Ask for roles in rows; an empty cell takes what holds for every node."""
    st.markdown("**Node roles**, such as one control node with a larger card")
    frame = pd.DataFrame(
        [
            (r.name, r.nodes, _text(r.ram_gb), _text(r.storage_gb), r.mbps, r.spares)
            for r in _seed(wanted, version).roles
        ],
        columns=["name", "nodes", "ram_gb", "storage_gb", "mbps", "spares"],
    ).astype({"nodes": "Int64", "mbps": "Int64", "spares": "Int64"})
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        width=720,
        key=f"wish:roles:{version}",
        alt="Node roles: nodes that differ from the others, one role per row",
        column_config={
            "name": st.column_config.TextColumn("Role", max_chars=40, required=True),
            "nodes": st.column_config.NumberColumn("Nodes", min_value=1, step=1, default=1),
            "ram_gb": st.column_config.TextColumn("RAM, GB", validate=_AMOUNT),
            "storage_gb": st.column_config.TextColumn("Storage, GB", validate=_AMOUNT),
            "mbps": st.column_config.NumberColumn("Mbit/s", min_value=1, step=1),
            "spares": st.column_config.NumberColumn("Spares", min_value=0, step=1),
        },
    )
    # What the table does not ask of a role stays as it is.
    known = {role.name: dict(role) for role in wanted.roles}
    return tuple(
        {**known.get(str(row["name"]), {}), **row, "nodes": row["nodes"] or 1}
        for row in _rows(edited)
    )


def ask_parts(wanted: Requirement, version: int) -> dict[str, Any]:
    """Ask for parts that must be in, must not be, are the only ones of their kind, or are there."""
    st.markdown("**Required / excluded parts**")
    catalog = in_view.catalog()
    titles = {
        part.part_number: f"{CATEGORY_TITLES[part.category]}: {part.name}" for part in catalog.parts
    }
    seed = _seed(wanted, version)
    rows = [
        *((pieces.part_number, _MUST, pieces.quantity) for pieces in seed.must),
        *((number, _MUST_NOT, None) for number in seed.must_not),
        *((number, _ONLY, None) for number in seed.only),
        *((pieces.part_number, _OWNED, pieces.quantity) for pieces in seed.owned),
    ]
    frame = pd.DataFrame(rows, columns=["part", "wish", "pieces"]).astype({"pieces": "Int64"})
    edited: pd.DataFrame = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        width=720,
        key=f"wish:parts:{version}",
        alt="Required / excluded parts, one per row",
        column_config={
            "part": st.column_config.SelectboxColumn(
                "Part",
                options=list(titles),
                format_func=lambda number: titles.get(str(number), str(number)),
                required=True,
            ),
            # Narrow, so that all columns are seen on a phone, too.
            "wish": st.column_config.SelectboxColumn(
                "Rule",
                options=[_MUST, _MUST_NOT, _ONLY, _OWNED],
                default=_MUST,
                required=True,
                width=90,
            ),
            "pieces": st.column_config.NumberColumn(
                "Qty",
                width=55,
                min_value=1,
                step=1,
                help="Empty: every node for a required board, one piece for other parts.",
            ),
        },
    )
    found: dict[str, list[Any]] = {"must": [], "must_not": [], "only": [], "owned": []}
    fields = {_MUST: "must", _MUST_NOT: "must_not", _ONLY: "only", _OWNED: "owned"}
    for row in _rows(edited):
        number, field = row.get("part"), fields.get(str(row.get("wish")), "must")
        if number is not None and field in ("must_not", "only"):
            found[field].append(number)
        elif number is not None:
            pieces = row.get("pieces") or (None if field == "must" else 1)
            found[field].append({"part_number": number, "quantity": pieces})
    return {field: tuple(entries) for field, entries in found.items()}


def _seed(wanted: Requirement, version: int) -> Requirement:
    """Return the requirements a table was first filled with: its edits count from there."""
    kept: tuple[int, Requirement] | None = st.session_state.get("form-seed")
    drawn = f"wish:roles:{version}" in st.session_state
    if kept is None or kept[0] != version or not drawn:
        kept = (version, wanted)
        st.session_state["form-seed"] = kept
    return kept[1]


def _text(value: object) -> str | None:
    return None if value is None else f"{value:f}"


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values; an empty cell is None, an empty row is none at all."""
    rows = []
    for record in frame.to_dict("records"):
        row = {
            str(name): None if pd.isna(value) else value if isinstance(value, str) else int(value)
            for name, value in record.items()
        }
        if any(value is not None for value in row.values()):
            rows.append(row)
    return rows
