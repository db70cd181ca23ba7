"""Any valid part, written as its columns say, is read back as it was."""

import csv
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.io.catalog.folder import load_catalog
from planner.io.text.columns import Column, Kind, columns_for
from planner.model.parts import CATEGORIES, PART_ADAPTER, Part

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=30)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXT.map(str.strip).filter(bool),
    Kind.WHOLE: st.integers(1, 1024),
    Kind.DECIMAL: st.decimals("0.01", 60, places=2).map(Decimal),
    Kind.YES_NO: st.booleans(),
    Kind.DAY: st.dates(date(1990, 1, 1), date(2199, 12, 31)),
    Kind.PART_NUMBER: st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_./+-]{0,20}", fullmatch=True),
}
CELLS = {
    "interfaces": st.sampled_from(
        ["8 x 1G RJ45 PoE at 30W; 2 x 10G SFP+", "1 x ? RJ45/SFP", "none"]
    ),
    "outlets": st.sampled_from(
        ["2 x USB-C 5V 3A, 20V 5A 100W; 4 x USB-A ?V 2.4A", "? x ?", "1 x barrel 5.5x2.5 12V 3A"]
    ),
    "power_in": st.sampled_from(
        ["barrel 5.5x2.1 centre-positive 15V 4A, 14-20V or USB-C 20V 3A", "ATX", "barrel 3.5x?"]
    ),
    "power_ports": st.sampled_from(["2 x C14 max 350W allocated 200W; 1 x C8/usb-c", "none"]),
    "power_outlets": st.sampled_from(["8 x C13 leg A inlet 1; 2 x nema-5-15r", "none"]),
    "shared_w": st.sampled_from(["100; 65+30; USB-A 24"]),
    "poe_budget_fed_w": st.sampled_from(["at 8; bt3 40", "none"]),
}
LESS = ("least_supply_ma", "least_supply_limit", "least_supply_source")


def values(column: Column) -> st.SearchStrategy[Any]:
    if column.name in CELLS:
        return st.none() | CELLS[column.name]
    if column.kind is Kind.WORD:
        known: st.SearchStrategy[Any] = st.sampled_from(column.words)
    elif column.kind is Kind.WORDS:
        known = st.lists(st.sampled_from(column.words), unique=True).map(tuple)
    else:
        known = VALUES[column.kind]
    return known if column.required else st.none() | known


def part(category: str) -> st.SearchStrategy[Part]:
    cells = st.fixed_dictionaries({column.name: values(column) for column in columns_for(category)})
    return cells.map(
        lambda row: PART_ADAPTER.validate_python(
            {"category": category}
            | {name: cell for name, cell in ports(category, life(row)).items() if cell is not None}
        )
    )


def life(row: dict[str, Any]) -> dict[str, Any]:
    """Return the cells with a life that does not contradict itself: promised, ended, a source."""
    made, ended = row["made_until"], row["ended_on"]
    if made and ended:
        made, ended = sorted((made, ended))
    source = row["lifecycle_source"] or ("https://example.org" if made or ended else None)
    return row | {"made_until": made, "ended_on": ended, "lifecycle_source": source}


def ports(category: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return the cells with ports said once: in one cell, or in plain columns that can be."""
    for cell, plain in CATEGORIES[category].PLAIN.items():
        if row[cell] is not None:
            row = row | dict.fromkeys(plain)
    if category == "board":
        # What a board runs on, too, is somebody's word.
        less = row["least_supply_ma"]
        if less and row["supply_ma"]:
            less = min(less, row["supply_ma"])
        said = (less, "limited", "https://example.org") if less else (None, None, None)
        row = row | dict(zip(LESS, said, strict=True))
    if category == "switch" and row["ports"] is not None:
        row = row | {"poe_ports": min(row["poe_ports"] or 0, row["ports"])}
    return row


def written(value: object) -> str:
    if isinstance(value, tuple):
        # A list that is known to be empty is no cell that nobody filled.
        return ";".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def number_of(part: Part) -> str:
    return part.part_number


PARTS = st.sampled_from(sorted(CATEGORIES)).flatmap(
    lambda category: st.lists(part(category), min_size=1, max_size=3, unique_by=number_of)
)


@given(PARTS)
def test_any_valid_parts_are_read_back_as_they_were(parts: list[Part]) -> None:
    category = parts[0].category
    names = [column.name for column in columns_for(category)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "parts" / f"{category}.csv"
        path.parent.mkdir()
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(names)
            rows.writerows([written(getattr(part, name)) for name in names] for part in parts)

        catalog = load_catalog(Path(folder))

    assert catalog.findings == ()
    assert list(catalog.parts) == parts
