"""A build written to a file and read again is the same build."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.bills import DAY, large_bill
from planner.engine.sizing.size import size
from planner.io.documents.builds import load_builds, read_build
from planner.io.documents.toml_text import build_toml
from planner.io.text._toml_bounds import too_much_in_text
from planner.model.build import Build
from planner.model.money import Money
from planner.model.offers import Basis, Price
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


def test_a_build_of_ten_thousand_lines_is_read_again() -> None:
    build, stock = large_bill(10_000)
    source = "prices-of-the-year.xlsx, Sheet 1, row 12345"
    parts = [part.model_copy(update={"source": source}) for part in stock.parts]
    sold = [stock.offers_for(part.part_number)[0] for part in parts]
    offers = [each.model_copy(update={"price_breaks": each.price_breaks[:1]}) for each in sold]
    price = Price(unit=Money.parse("9.90 EUR"), basis=Basis.PUBLISHED, as_of=DAY, source=source)
    own = [each.model_copy(update={"price": price}) for each in build.positions]
    told = {"parts": tuple(parts), "positions": tuple(own), "offers": tuple(offers)}

    text = build_toml(build.model_copy(update=told))

    assert len(text) > 5_000_000
    assert too_much_in_text(text) == ""


def test_signs_that_toml_escapes_survive() -> None:
    build = Build(
        name="odd", title='A "title" \\ with\ttabs\x7f', currency="SGD", on=date(2020, 6, 17)
    )

    again, _ = read_build("odd.toml", build_toml(build).encode())

    assert again == build
