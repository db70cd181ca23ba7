"""What is reckoned of a plan once stays with that very plan, and with no other."""

import pickle

from planner.engine.fitting.once import once_a_plan
from planner.model.plan import Plan
from tests.engine.samples import plan

ASKED: list[Plan] = []


@once_a_plan
def lines(of: Plan) -> tuple[str, ...]:
    ASKED.append(of)
    return tuple(line.part_number for line in of.bill.lines)


def test_it_is_reckoned_once_for_each_plan() -> None:
    ASKED.clear()
    first, other = plan("2 pi3"), plan("1 switch8")
    assert [lines(first), lines(first), lines(other)] == [("pi3",), ("pi3",), ("switch8",)]
    assert len(ASKED) == 2


def test_a_copy_and_what_is_read_back_reckon_for_themselves() -> None:
    first = plan("2 pi3")
    lines(first)
    ASKED.clear()
    emptied = first.model_copy(update={"bill": plan("1 switch8").bill})
    assert lines(emptied) == ("switch8",)
    assert lines(pickle.loads(pickle.dumps(first))) == ("pi3",)  # noqa: S301 our own bytes
    assert len(ASKED) == 2
    assert first == pickle.loads(pickle.dumps(first))  # noqa: S301 our own bytes
