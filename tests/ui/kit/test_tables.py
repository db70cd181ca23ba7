"""Tables on a phone: the style sheet that makes a list of them."""

import pytest
from streamlit.testing.v1 import AppTest


def _sheet(title: str) -> str:
    def app(title: str) -> None:
        from planner.ui.kit.tables import Col, show_table

        columns = [Col("Part"), Col(title), Col("Pieces"), Col("Amount", figures=True)]
        show_table(columns, [["board", "one", "2", "3"]], alt="What is bought")

    run = AppTest.from_function(app, kwargs={"title": title}).run()
    assert not run.exception
    return "".join(str(each.proto.body) for each in run.get("html"))


def test_each_cell_of_a_list_begins_with_the_name_of_its_column() -> None:
    sheet = _sheet("In S\\$")

    assert 'td:nth-child(2)::before { content: "In S\\24 "' in sheet
    assert 'td:nth-child(4)::before { content: "Amount"' in sheet


@pytest.mark.parametrize(
    "name", ['"} body { display: none } a::before { content: "', "</style><script>", "a\\", "a\nb"]
)
def test_a_name_cannot_leave_its_quotation(name: str) -> None:
    ordinary, sheet = _sheet("Name"), _sheet(name)

    for sign in '"{}<>;':
        assert sheet.count(sign) == ordinary.count(sign), sign
