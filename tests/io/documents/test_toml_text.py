"""A build written to a file and read again is the same build."""

from datetime import date
from pathlib import Path

import pytest

from planner.engine.sizing.size import size
from planner.io.documents.builds import load_builds, read_build
from planner.io.documents.toml_text import build_toml
from planner.model.build import Build
from tests.engine.sizing.test_size import WARES
from tests.engine.sizing_cases import RATES, shop, wish

ROOT = Path(__file__).resolve().parents[3]
SHIPPED, _ = load_builds(ROOT / "catalogs")


@pytest.mark.parametrize("build", SHIPPED, ids=[build.name for build in SHIPPED])
def test_every_shipped_build_survives_a_round_trip(build: Build) -> None:
    again, findings = read_build(f"{build.name}.toml", build_toml(build).encode())

    assert (again, findings) == (build, ())


def test_a_sized_build_keeps_its_wiring() -> None:
    build = size(wish(nodes=9), shop(*WARES), RATES).build
    assert build is not None

    again, _ = read_build(f"{build.name}.toml", build_toml(build).encode())

    assert again == build


def test_signs_that_toml_escapes_survive() -> None:
    build = Build(
        name="odd", title='A "title" \\ with\ttabs\x7f', currency="SGD", on=date(2020, 6, 17)
    )

    again, _ = read_build("odd.toml", build_toml(build).encode())

    assert again == build
