"""Wishes, terms and what keeps parts out, in JSON and back: each value stays what it is."""

import pytest

from planner.io.exporters.json import answer_fields, read_answer, to_json
from planner.model.obstacles import Obstacle, PassedOver
from planner.model.part_reasons import Excluded, Explanation
from planner.model.proof import Status
from planner.model.sizing import NodesLeft, Relaxation, SizeAnswer, Sizing
from planner.model.wishes import Demand, Wish
from tests.engine.sizing_cases import wish
from tests.model.test_wording import DEMANDS, OBSTACLES


def read_back(answer: object) -> object:
    return read_answer(to_json(answer_fields(answer)))


@pytest.mark.parametrize("demand", [each for each, _ in DEMANDS], ids=[each for _, each in DEMANDS])
def test_what_can_be_given_up_is_read_back_with_the_type_of_its_value(demand: Demand) -> None:
    relaxation = Relaxation(demand, None, NodesLeft(3, is_most=True))
    answer = SizeAnswer(Sizing(wish(nodes=1), Status.INFEASIBLE), (relaxation,))

    found = read_back(answer)
    assert found == answer
    assert isinstance(found, SizeAnswer)
    if isinstance(demand, Wish):
        assert found.conflict is not None
        same = found.conflict[0].wish
        assert isinstance(same, Wish)
        assert type(same.value) is type(demand.value)


@pytest.mark.parametrize("obstacle", [each for each, *_ in OBSTACLES])
def test_what_keeps_a_part_out_is_read_back(obstacle: Obstacle) -> None:
    excluded = Explanation(Excluded("pi", obstacle), None)
    assert read_back(excluded) == excluded

    passed_over = (PassedOver(obstacle, ("Pie",), 2),)
    sized = Sizing(wish(nodes=1), Status.INFEASIBLE, passed_over=passed_over)
    assert read_back(SizeAnswer(sized)) == SizeAnswer(sized)
