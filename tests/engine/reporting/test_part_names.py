"""Part numbers within a sentence become names."""

from planner.engine.reporting.part_names import named
from planner.model.parts import Other
from tests.engine.sizing_cases import part, shop

CATALOG = shop(
    part(Other, "sw-8").model_copy(update={"name": "Switch, 8 ports"}),
    part(Other, "pi").model_copy(update={"name": "Pi"}),
)


def test_each_part_number_is_told_by_its_name_and_signs_beside_it_stay() -> None:
    assert named("only sw-8, pi", CATALOG) == "only Switch, 8 ports, Pi"
    assert named("2 × sw-8 (or pi).", CATALOG) == "2 × Switch, 8 ports (or Pi)."


def test_other_words_stay_as_they_are() -> None:
    assert named("8 nodes, pie", CATALOG) == "8 nodes, pie"
