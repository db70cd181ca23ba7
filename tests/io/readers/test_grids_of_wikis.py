"""Tables of MediaWiki and AsciiDoc, as wikis and manuals have them."""

import pytest

from planner.io.readers._grid_process import read_here
from planner.io.readers.grids import read_pasted
from planner.io.text.grids import FileKind, Grid


def only(text: str, kind: FileKind) -> Grid:
    found = read_pasted(text)
    assert found.kind is kind
    (grid,) = found.grids
    return grid


def texts(grid: Grid) -> list[tuple[int, dict[int, str]]]:
    return [(row.number, {c: cell.text for c, cell in row.cells.items()}) for row in grid.rows]


def test_a_table_of_mediawiki_has_its_cells_its_caption_and_its_links() -> None:
    grid = only(
        '{| class="wikitable"\n|+ Parts\n! Item !! Qty\n|-\n'
        "| '''Board''' || style=\"text-align:right\" | 4\n|-\n"
        "| [[Network switch|Switch]]<ref>why</ref>\n| 1\n|-\n"
        "| [https://a.example/x Cable] || 2\n|}\n",
        FileKind.MEDIAWIKI,
    )

    assert grid.heading == "Parts"
    assert texts(grid) == [
        (3, {0: "Item", 1: "Qty"}),
        (5, {0: "Board", 1: "4"}),
        (7, {0: "Switch", 1: "1"}),
        (10, {0: "Cable", 1: "2"}),
    ]
    assert grid.rows[0].is_heading
    assert not grid.rows[1].is_heading
    assert grid.rows[3].cells[0].link == "https://a.example/x"


def test_cells_of_mediawiki_that_reach_over_others_leave_them_their_columns() -> None:
    grid = only(
        '{|\n|-\n| rowspan="2" | Node || Board || 4\n|-\n| Fan || 1\n|-\n'
        '! colspan="2" | Total\n| 5\n|}',
        FileKind.MEDIAWIKI,
    )

    assert [cells for _, cells in texts(grid)] == [
        {0: "Node", 1: "Board", 2: "4"},
        {1: "Fan", 2: "1"},
        {0: "Total", 2: "5"},
    ]


@pytest.mark.parametrize("form", ['[cols="2,1",options="header"]', "[%header,cols=2*]"])
def test_a_table_of_asciidoc_has_rows_on_one_line_or_on_several(form: str) -> None:
    grid = only(
        f".Parts\n{form}\n|===\n|Item |Qty\n|Board |4\n\n|Switch\n|1\n"
        "|https://a.example/c[Cable, black] |2 \\| 3\n2+|Total\n|===\n",
        FileKind.ASCIIDOC,
    )

    assert grid.heading == "Parts"
    assert texts(grid) == [
        (4, {0: "Item", 1: "Qty"}),
        (5, {0: "Board", 1: "4"}),
        (7, {0: "Switch", 1: "1"}),
        (9, {0: "Cable, black", 1: "2 | 3"}),
        (10, {0: "Total"}),
    ]
    assert grid.rows[0].is_heading
    assert grid.rows[3].cells[0].link == "https://a.example/c"


def test_asciidoc_without_attributes_has_as_many_columns_as_its_first_line() -> None:
    grid = only("|===\n|Item |Qty\n\n|Board\n|4\n|===\n", FileKind.ASCIIDOC)

    assert [cells for _, cells in texts(grid)] == [{0: "Item", 1: "Qty"}, {0: "Board", 1: "4"}]


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        ("mediawiki", "{|\n" + "|-\n| colspan=100 rowspan=100 | a\n" * 2_000 + "|}"),
        ("mediawiki", "{|\n|" + "[//a " * 20_000 + "\n|}"),
        ("mediawiki", "{|\n|[//a" + " " * 90_000 + "[\n|}"),
        ("mediawiki", "{|\n|" + "a=a=" * 25_000 + "|x\n|}"),
        ("asciidoc", "|===\n" + "100*|a\n" * 10_000 + "|==="),
        ("asciidoc", "|===\n|a\n" + "x\n" * 45_000 + "|==="),
    ],
)
def test_markup_that_repeats_itself_is_read_within_its_bounds(reader: str, text: str) -> None:
    found = read_here(reader, text.encode())

    assert sum(len(row.cells) for grid in found.grids for row in grid.rows) <= 300_000
