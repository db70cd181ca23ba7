"""Lists that visitors brought: read, said otherwise and opened off the server."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.engine.solving.effort import UNHURRIED
from planner.io.catalog.stamps import stamp_of
from planner.jobs.brought_lists import (
    BroughtList,
    Said,
    build_of_list,
    read_brought_list,
    rows_of_list,
)
from planner.jobs.device_types import Roles
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.long_answers import seen_types
from planner.jobs.long_questions import MOST_HELD, Ground, LongQuestion
from planner.jobs.pool import Pool
from planner.model.findings import PlannerError
from tests.device_types import device_yaml

ON = date(2024, 12, 1)
LONG = "Item,Qty,Price EUR\n" + "".join(f"Thing {n},2,1.50\n" for n in range(250))
NOTHING_SAID = Said({}, {}, {}, {}, None)


@pytest.fixture(scope="module")
def folder() -> Workspace:
    return open_workspace(Path("catalogs"), today=ON)


def list_of(text: str, name: str = "one") -> BroughtList:
    return BroughtList(name, "things.csv", text.encode())


def test_a_list_is_read_with_its_tables_and_its_parts(folder: Workspace) -> None:
    given = list_of(LONG, "sent")

    seen = read_brought_list(folder, given, NOTHING_SAID, UNHURRIED)

    assert seen.bill is not None
    assert len(seen.bill.reading.lines) == 250
    assert (seen.own_parts, len(seen.tables)) == (250, 1)


def test_the_same_is_read_whether_or_not_it_was_kept(folder: Workspace) -> None:
    given, said = list_of(LONG, "kept"), replace(NOTHING_SAID, parts={("", 3): ""})
    read_brought_list(folder, given, NOTHING_SAID, UNHURRIED)
    kept = read_brought_list(folder, given, said, UNHURRIED)
    for number in range(MOST_HELD):
        read_brought_list(folder, list_of(LONG, f"other {number}"), NOTHING_SAID, UNHURRIED)

    assert read_brought_list(folder, given, said, UNHURRIED) == kept


def test_rows_further_down_are_looked_up_in_a_list(folder: Workspace) -> None:
    given = list_of(LONG, "rows")

    [table] = rows_of_list(folder, given, NOTHING_SAID, (("", 200),), UNHURRIED)

    assert table.first == 200
    assert table.rows[0].cells[0] == "Thing 200"


def test_a_build_is_made_of_a_list(folder: Workspace) -> None:
    build = build_of_list(folder, list_of(LONG, "build"), NOTHING_SAID, "Things", ON, UNHURRIED)

    assert (build.title, build.currency, len(build.positions)) == ("Things", "EUR", 250)


def test_no_build_is_made_of_what_is_no_list(folder: Workspace) -> None:
    given = list_of("just words\n", "words")

    assert read_brought_list(folder, given, NOTHING_SAID, UNHURRIED).bill is None
    assert rows_of_list(folder, given, NOTHING_SAID, (), UNHURRIED)
    with pytest.raises(PlannerError):
        build_of_list(folder, given, NOTHING_SAID, "Words", ON, UNHURRIED)
    broken = BroughtList("broken", "a.xlsx", b"PK\x03\x04 and nothing")
    assert rows_of_list(folder, broken, NOTHING_SAID, (), UNHURRIED) == ()


def test_a_process_reads_lists_and_device_types_as_the_server_does(folder: Workspace) -> None:
    given = list_of(LONG * 3, "elsewhere")
    types = "sw.yaml", device_yaml(interfaces=["8 x 1000base-t"]), Path("own"), Roles()
    ground = Ground(folder.folder, None, ON, stamp_of(folder.folder, None))
    pool = Pool()
    try:
        for asks, about in ((read_brought_list, (given, NOTHING_SAID)), (seen_types, types)):
            question = LongQuestion(asks, about, ground)
            assert pool.answer(question, UNHURRIED) == question.answer(folder, UNHURRIED)
    finally:
        pool.close()
