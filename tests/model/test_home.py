"""Where a plan is at home is said in one file: nobody else writes a currency or a country down."""

import ast
from collections.abc import Iterator

import pytest

from planner.model import home
from tests.test_architecture import Source, product, source

# What currencies look like, and an example of how one is written.
OTHER_FILES = {
    "planner/model/money.py",
    "planner/io/text/columns.py",
    "planner/io/text/currency_signs.py",  # which sign stands for which currency
    "planner/io/bills/_money.py",  # which dollar a list in English means
}


def homes_written_down(each: Source) -> Iterator[str]:
    """Yield where a file names the home currency or country itself, but as an example of a cell."""
    examples = {
        constant
        for node in ast.walk(each.tree)
        if isinstance(node, ast.keyword) and node.arg == "examples"
        for constant in ast.walk(node)
    }
    for node in ast.walk(each.tree):
        is_home = isinstance(node, ast.Constant) and node.value in (
            home.CURRENCY,
            home.COUNTRY,
            home.SECOND_CURRENCY,
        )
        if is_home and node not in examples:
            yield f"{each.path}:{getattr(node, 'lineno', 0)}: take it from planner.model.home"


def test_the_home_of_a_plan_is_written_down_once() -> None:
    files = [each for each in product() if str(each.path) not in OTHER_FILES]
    found = [line for each in files for line in homes_written_down(each)]

    assert {line.partition(":")[0] for line in found} == {"planner/model/home.py"}, found


@pytest.mark.parametrize(
    "text", ['def f(currency="SGD"): ...', 'country = asked or "SG"', 'pair = ("EUR", "USD")']
)
def test_another_place_is_found(text: str) -> None:
    assert list(homes_written_down(source("planner/jobs/a.py", text)))


def test_an_example_of_a_cell_is_none() -> None:
    text = 'currency: str = Field(examples=["SGD"])'
    assert not list(homes_written_down(source("planner/model/a.py", text)))
