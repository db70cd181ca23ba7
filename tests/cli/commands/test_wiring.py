"""The command on wiring: each plug with its port, one way to wire it, and a drawing of it."""

from pathlib import Path
from typing import Any

from tests.io.drawings.shapes import checked


def test_a_build_without_wires_is_told_one_way_to_wire_it(run: Any) -> None:
    told = run("wiring", "small")

    assert told.code == 0
    assert "Proposed wiring" in told.out
    assert "network port 1  Switch 1" in told.out


def test_a_drawing_is_written_into_the_file_that_is_named(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "small.svg"

    told = run("wiring", "small", "-o", str(file))

    assert told.code == 0
    assert f"{file.stat().st_size:,} bytes" in " ".join(told.out.split())
    checked(file.read_text("utf-8"))


def test_a_file_with_another_ending_is_refused_before_anything_is_written(
    run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "small.png"

    told = run("wiring", "small", "-o", str(file))

    assert told.code == 2
    assert ".svg" in told.err
    assert not file.exists()
