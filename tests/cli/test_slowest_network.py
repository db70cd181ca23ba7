"""A node is as fast as the slowest of its port, its adapter and its switch, whoever tells it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]


@pytest.fixture
def gigabit(catalog: Path) -> Path:
    """Give the board of the small catalog 1,000 Mbit/s: of its builds, `gap` has such a switch."""
    board = catalog / "parts" / "board.csv"
    board.write_text(board.read_text("utf-8").replace("1024,100,own", "1024,1000,own"), "utf-8")
    return catalog


def row(text: str, name: str) -> list[str]:
    (found,) = [line for line in text.splitlines() if line.startswith(name)]
    return found.removeprefix(name).split()


@pytest.mark.usefixtures("gigabit")
def test_compare_tells_the_switch_that_holds_the_nodes_back(run: Run) -> None:
    figures = row(run("compare", "gap", "small").out, "Network per node (Mbit/s)")
    assert figures == ["1,000", "100", "-90", "%"]


@pytest.mark.usefixtures("gigabit")
def test_upgrade_names_the_switch_that_is_too_slow(run: Run) -> None:
    told = " ".join(run("upgrade", "small", "gap").out.split())
    assert "Small: Eight ports passes 100 Mbit/s, but Pi board can do 1000." in told
    assert "Gap: Eight fast ports passes" not in told


@pytest.mark.usefixtures("gigabit")
def test_the_workbook_tells_the_switch_too(run: Run, tmp_path: Path) -> None:
    speeds = {}
    for name in ("small", "gap"):
        file = tmp_path / f"{name}.xlsx"
        assert run("export", name, "-o", str(file)).code == 0
        rows = openpyxl.load_workbook(file, data_only=True)["Summary"].iter_rows(values_only=True)
        cells = [[cell for cell in each if cell is not None] for each in rows]
        speeds[name] = next(
            each[1:] for each in cells if each and "Network per node" in str(each[0])
        )

    assert speeds["small"] == [100, "Eight ports: nominal"]
    assert speeds["gap"][0] == 1000
