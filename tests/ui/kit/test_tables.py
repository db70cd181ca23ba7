"""Tables on a phone: the style sheet that makes a list of them."""

import pytest
from streamlit.testing.v1 import AppTest


def _sheet(title: str, second: str = "one") -> str:
    def app(title: str, second: str) -> None:
        from planner.ui.kit.tables import Col, show_table

        columns = [Col("Part"), Col(title), Col("Pieces"), Col("Amount", figures=True)]
        show_table(columns, [["board", second, "2", "3"]], alt="What is bought")

    run = AppTest.from_function(app, kwargs={"title": title, "second": second}).run()
    assert not run.exception
    return "".join(str(each.proto.body) for each in run.get("html"))


def test_each_cell_of_a_list_begins_with_the_name_of_its_column() -> None:
    sheet = _sheet("In S\\$")

    assert 'td:nth-child(2)::before { content: "In S\\24 "' in sheet
    assert 'td:nth-child(4)::before { content: "Amount"' in sheet


def test_a_cell_that_says_nothing_is_no_line_of_a_list() -> None:
    hidden = "tbody tr:nth-child(1) td:nth-child(2) { display: none; }"

    assert hidden in _sheet("Name", second=" ")
    assert hidden not in _sheet("Name", second="one")


@pytest.mark.parametrize(
    "name", ['"} body { display: none } a::before { content: "', "</style><script>", "a\\", "a\nb"]
)
def test_a_name_cannot_leave_its_quotation(name: str) -> None:
    ordinary, sheet = _sheet("Name"), _sheet(name)

    for sign in '"{}<>;':
        assert sheet.count(sign) == ordinary.count(sign), sign
