"""A finding is one line a person can act on."""

import pytest

from planner.model.findings import Cell, Finding, PlannerError, Severity, has_errors


def finding(severity: Severity = Severity.ERROR, cell: Cell | None = None) -> Finding:
    return Finding(
        code="number-wrong",
        severity=severity,
        subject="acme",
        message="'45k' is not a number.",
        hint="Write it like 45000.00.",
        cell=cell,
    )


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        (Cell(file="a.csv"), "a.csv"),
        (Cell(file="a.csv", row=7), "a.csv row 7"),
        (Cell(file="a.csv", row=7, column="price"), "a.csv row 7, price"),
        (Cell(file="a.xlsx", sheet="Parts", row=2), "a.xlsx sheet Parts row 2"),
        (Cell(file="k.toml", column="positions 2.quantity"), "k.toml, positions 2.quantity"),
    ],
)
def test_a_place_is_said_in_words(cell: Cell, where: str) -> None:
    assert cell.where() == where


def test_a_finding_is_one_line_of_where_what_and_what_to_do() -> None:
    line = finding(cell=Cell(file="offers/acme.csv", row=7, column="unit_price")).line()
    assert line == (
        "offers/acme.csv row 7, unit_price: '45k' is not a number. Write it like 45000.00."
    )


def test_a_finding_without_place_or_hint_is_its_message() -> None:
    assert finding().model_copy(update={"hint": ""}).line() == "'45k' is not a number."


def test_an_error_that_ends_the_job_carries_its_finding() -> None:
    error = PlannerError(finding())
    assert error.finding == finding()
    assert str(error) == finding().line()


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], False),
        ([Severity.NOTE, Severity.WARNING], False),
        ([Severity.NOTE, Severity.ERROR], True),
    ],
)
def test_only_errors_are_errors(severities: list[Severity], expected: bool) -> None:
    assert has_errors(finding(severity) for severity in severities) is expected


def test_a_name_that_is_no_text_can_be_told_of() -> None:
    found = Finding(
        code="x",
        severity=Severity.NOTE,
        subject="\udcff",
        message="a\udcff€",
        cell=Cell(file="\udcff"),
    )

    assert (found.subject, found.line()) == ("\ufffd", "\ufffd: a\ufffd€")
