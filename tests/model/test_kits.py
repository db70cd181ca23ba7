"""What a build says of its kits must hold of its positions; anything else is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from planner.model.build import Build
from planner.model.kits import Kit
from tests.kits import built, inner, inner_kit, kit, part, use

BUILD = built(
    kit("base", inner("board")),
    kit("worker", inner("card", 2), inner_kit("base")),
    use("worker", 3),
    use("base"),
    part("hub"),
)


def changed(**changes: Any) -> Build:
    return Build.model_validate({**dict(BUILD), **changes})


def test_a_build_counts_its_kits_over_all_levels() -> None:
    assert BUILD.kit_counts == {(): 1, ("worker",): 3, ("worker", "base"): 3, ("base",): 1}
    assert [(each.name, each.called, each.within) for each in BUILD.kits][1:] == [
        ("base", "base", ("worker",)),
        ("base", "base", ()),
    ]


def test_what_was_read_holds() -> None:
    assert changed() == BUILD


WORKER, WORKER_BASE, BASE = BUILD.kits


@pytest.mark.parametrize(
    ("kits", "said"),
    [
        ((*BUILD.kits, BASE), "the kit 'base' is there twice"),
        ((WORKER_BASE, WORKER, BASE), "is in no kit that is known"),
        ((*BUILD.kits, Kit(path=("worker", "worker"), quantity=1)), "is in itself"),
        (BUILD.kits[:2], "a part is in the kit 'base', which is not there"),
        ((WORKER.model_copy(update={"quantity": 2}), *BUILD.kits[1:]), "not the same in each of 2"),
        ((*BUILD.kits, Kit(path=("lid",), quantity=1)), "the kit 'lid' is empty"),
    ],
)
def test_kits_that_do_not_go_with_the_positions_are_refused(
    kits: tuple[Kit, ...], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        changed(kits=kits)


def test_two_kits_of_one_name_hold_the_same() -> None:
    more = [
        each.model_copy(update={"quantity": 2}) if each.within == ("base",) else each
        for each in BUILD.positions
    ]
    with pytest.raises(ValidationError, match="two kits are called 'base'"):
        changed(positions=tuple(more))


def test_parts_in_kits_need_kits() -> None:
    with pytest.raises(ValidationError, match="which is not there"):
        changed(kits=())


def test_a_build_without_kits_says_nothing_of_any() -> None:
    plain = built(part("hub"))
    assert "kits" not in plain.model_dump()
    assert "within" not in plain.model_dump_json()
