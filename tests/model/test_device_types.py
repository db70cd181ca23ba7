"""What became of imported device types: counted, sorted by outcome, with all that is wrong."""

from planner.model.categories import CATEGORY_ORDER
from planner.model.device_types import (
    CATEGORY_OF,
    ROLES,
    UNTOLD,
    ImportedType,
    ImportedTypes,
    NotImported,
    Outcome,
)
from planner.model.findings import Finding, Severity


def finding(code: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, message="Something is wrong.", subject="f")


def test_whatever_a_device_type_is_taken_for_is_a_category_of_parts() -> None:
    assert set(CATEGORY_OF) == set(ROLES)
    assert set(CATEGORY_OF.values()) <= set(CATEGORY_ORDER)


def test_what_a_part_has_no_place_for_is_counted_where_there_are_several() -> None:
    assert [str(NotImported("weight")), str(NotImported("console-ports", 2))] == [
        "weight",
        "console-ports: 2",
    ]


def test_files_are_found_by_their_outcome_in_the_order_they_were_read() -> None:
    one, two, three = (
        ImportedType("one.yaml", Outcome.ADDED),
        ImportedType("two.yaml", Outcome.REFUSED),
        ImportedType("three.yaml", Outcome.ADDED),
    )
    found = ImportedTypes("library", (one, two, three))

    assert found.having(Outcome.ADDED) == (one, three)
    assert found.having(Outcome.CHANGED) == ()


def test_what_is_wrong_with_the_whole_is_told_before_what_is_wrong_with_a_file() -> None:
    files = tuple(
        ImportedType(f"{code}.yaml", Outcome.REFUSED, findings=(finding(code),))
        for code in ("second", "third")
    )
    found = ImportedTypes("library", files, (finding("first"),))

    assert [each.code for each in found.all_findings] == ["first", "second", "third"]
    assert ImportedTypes("library").all_findings == ()


def test_a_file_whose_kind_its_ports_do_not_tell_is_asked_about_and_no_other_refusal() -> None:
    asked = ImportedType("one.yaml", Outcome.REFUSED, findings=(finding(UNTOLD),))
    broken = ImportedType("two.yaml", Outcome.REFUSED, findings=(finding("file-unreadable"),))
    assert [each.is_untold for each in (asked, broken)] == [True, False]
