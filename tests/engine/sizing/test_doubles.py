"""Of parts that are alike in every fact only the cheapest is looked at, with the same answer."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.sizing import _read, candidates
from planner.engine.sizing.size import Sizer, size
from planner.model.catalog import Catalog
from planner.model.obstacles import PassedOver
from planner.model.parts import Case, Part
from planner.model.requirement import Requirement
from tests.engine.sizing_cases import (
    RATES,
    board,
    breaks,
    card,
    charger,
    cord,
    in_packs,
    nic,
    part,
    patch,
    shop,
    switch,
    wish,
)
from tests.examples import examples

BESIDE = ((card("card"), "5.00"), (charger("usb", 4, 60), "20.00"), (cord(), "1.00"))
NETWORK = ((patch(), "1.00"), (switch("sw", 8), "10.00"))


def looked_at(wanted: Requirement, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the numbers of the boards that are judged one by one."""
    found: set[str] = set()
    every = candidates.candidates

    def judged(parts: Any, *rest: Any, **more: Any) -> Any:
        found.update(each.part_number for each in parts if each.category == "board")
        return every(parts, *rest, **more)

    monkeypatch.setattr(_read, "candidates", judged)
    Sizer(wanted, catalog, RATES)
    return found


def boards(*more: Any, **facts: Any) -> Catalog:
    """Return a catalog of boards that are alike, at several prices."""
    return shop(
        (board("dear", **facts), "40.00"),
        (board("cheap", maker="Another", **facts), "30.00"),
        (board("same", note="As cheap.", **facts), "30.00"),
        (board("packs", **facts), in_packs("packs", "100.00", 4)),
        (board("rebate", **facts), breaks("rebate", (1, "39.00"), (9, "35.00"))),
        board("unpriced", **facts),
        (board("more", **{"ram_mb": 4096} | facts), "60.00"),
        *more,
        *BESIDE,
        *NETWORK,
    )


def test_dearer_ones_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked_at(wish(nodes=4), boards(), monkeypatch) == {
        "cheap", "same", "packs", "unpriced", "more",
    }  # fmt: skip


@pytest.mark.parametrize(
    "named",
    [
        {"must_not": ("cheap",)},
        {"only": ("dear",)},
        {"boards": ("rebate",)},
        {"owned": ({"part_number": "same", "quantity": 1},)},
        {"must": ({"part_number": "packs", "quantity": 4},)},
    ],
)
def test_what_is_alike_to_a_named_part_is_looked_at(
    named: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {"dear", "rebate"} <= looked_at(wish(nodes=4, **named), boards(), monkeypatch)


def test_without_pruning_every_part_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Part] = []
    every = candidates.candidates

    def judged(parts: Any, *rest: Any, **more: Any) -> Any:
        found.extend(parts)
        return every(parts, *rest, **more)

    monkeypatch.setattr(_read, "candidates", judged)
    Sizer(wish(nodes=4), boards(), RATES, prune=False)
    assert len(found) == len(boards().parts)


@pytest.mark.parametrize(
    "naming",
    [
        (part(Case, "case", shelves=4, fits="dear"), "9.00"),
        (nic("adapter", measured_on="dear"), "9.00"),
    ],
)
def test_boards_that_are_named_by_other_parts_are_told_apart(
    naming: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "dear" in looked_at(wish(nodes=4), boards(naming), monkeypatch)


def test_where_no_piece_has_one_price_none_stands_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = [(board(name), breaks(name, (1, "39.00"), (9, "35.00"))) for name in ("one", "other")]
    found = looked_at(wish(nodes=4), shop(*steps, *BESIDE, *NETWORK), monkeypatch)
    assert found == {"one", "other"}


def passed_over(catalog: Catalog, prune: bool) -> tuple[tuple[PassedOver, ...], set[str]]:
    sizer = Sizer(wish(nodes=2, ram_gb=2), catalog, RATES, prune=prune)
    return sizer.best(wish(nodes=2, ram_gb=2)).passed_over, set(sizer.left_out)


def test_what_keeps_one_out_keeps_out_all_that_are_alike() -> None:
    catalog = boards(ram_mb=1024)
    told, numbers = passed_over(catalog, True)
    assert (told, numbers) == passed_over(catalog, False)
    assert {"dear", "cheap", "rebate", "unpriced"} <= numbers


PRICES = st.integers(1, 4).map(lambda tens: f"{tens * 10}.00")


@st.composite
def catalogs(draw: Any) -> Catalog:
    """Return parts of every kind, several of which are alike."""
    wares: list[Any] = [(cord(), "1.00"), (patch(), "1.00")]
    for index in range(draw(st.integers(1, 6))):
        ram = draw(st.sampled_from([None, 512, 1024]))
        made = board(f"b{index}", ram_mb=ram, power_max_w=Decimal(draw(st.sampled_from([3, 5]))))
        offers = breaks(made.part_number, (1, "25.00"), (2, "15.00"))
        wares.append(draw(st.sampled_from([made, (made, draw(PRICES)), (made, offers)])))
    for index in range(draw(st.integers(1, 3))):
        wares.append((card(f"m{index}", draw(st.sampled_from([8, 16]))), draw(PRICES)))
        wares.append((charger(f"c{index}", draw(st.sampled_from([2, 4])), 30), draw(PRICES)))
        wares.append((switch(f"s{index}", draw(st.sampled_from([3, 5]))), draw(PRICES)))
    return shop(*wares)


@examples(60)
@given(catalogs(), st.integers(1, 4), st.sampled_from([None, 1]), st.sampled_from([(), ("b0",)]))
def test_the_answer_is_that_of_all_parts(
    catalog: Catalog, nodes: int, ram_gb: int | None, refused: tuple[str, ...]
) -> None:
    wanted = wish(nodes=nodes, ram_gb=ram_gb, must_not=refused)
    few, every = (size(wanted, catalog, RATES, prune=prune) for prune in (True, False))
    assert (few.status, few.spent) == (every.status, every.spent)
    assert few.passed_over == every.passed_over
