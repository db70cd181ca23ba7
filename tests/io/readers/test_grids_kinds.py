"""Kinds of files that people keep parts in: what each must and must not be read as."""

from decimal import Decimal

import pytest

from planner.io.readers.grids import read_grids, read_pasted
from planner.io.text.grids import FileKind, Grid, GridFile, Merged
from tests.io.readers.grid_files import as_ods, as_xlsx, ods, ods_cell, ods_sheet
from tests.io.readers.hostile_grids import with_part, workbook


def table(file: GridFile, place: int = 0) -> list[list[str]]:
    """Return the texts of a grid, row by row, from its first column to its last."""
    grid = file.grids[place]
    width = max(column for row in grid.rows for column in row.cells) + 1
    return [
        [row.cells[column].text if column in row.cells else "" for column in range(width)]
        for row in grid.rows
    ]


def numbers(grid: Grid) -> list[int]:
    return [row.number for row in grid.rows]


def text(lines: str, encoding: str = "utf-8") -> GridFile:
    return read_grids("x.csv", lines.encode(encoding))


# --- delimited text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "delimiter"),
    [
        ("Name;Menge;Preis\nNetzteil;3;12,50\nKabel;4;1,25\n", ";"),
        ("Netzteil;3;12,50;37,50\nKabel;4;1,25;5,00\n", ";"),
        ("a,\tb,\tc\n1,\t2,\t3\n", ","),
        ("Part\tQty\nResistor, 10k\t4\nCapacitor, 1u\t2\n", "\t"),
        ("List of parts for the rack, by Ann\n\nPart;Qty\nBoard;2\nCable;4\nFan;1\n", ";"),
        ("Part|Qty|Price\nBoard|2|9,90\n", "|"),
        ("Part\nBoard\nCable\n", ""),
        ("Nuts & bolts,4,2.50\nScrews & more,8,1.25\n", ","),
        ("sep=;\na;b,c,d\n1;2,3,4\n", ";"),
        ('"Board, 8 GB",2\n"Cable, 1 m",4\n', ","),
    ],
)
def test_the_sign_that_parts_the_cells_is_the_one_that_gives_records(
    written: str, delimiter: str
) -> None:
    assert text(written).delimiter == delimiter


def test_cells_that_blanks_align_are_parted_by_them() -> None:
    file = read_pasted(
        "Part           Qty   Price\nBoard 8 GB       2   79.00\nCable, 1 m       4    1.50"
    )

    assert table(file) == [
        ["Part", "Qty", "Price"],
        ["Board 8 GB", "2", "79.00"],
        ["Cable, 1 m", "4", "1.50"],
    ]


def test_an_inch_sign_swallows_nothing() -> None:
    file = text(
        'Part;Qty;Price\n"3.5" drive;2;40\nDisplay 7";1;60\n"19" rack;1;90\n'
        '"SSD 2.5"";1;70\n"Fan, 80 mm";4;5\n'
    )

    assert [row[1:] for row in table(file)] == [
        ["Qty", "Price"],
        ["2", "40"],
        ["1", "60"],
        ["1", "90"],
        ["1", "70"],
        ["4", "5"],
    ]


def test_a_quote_that_nobody_closed_costs_one_cell_at_most() -> None:
    lines = ["Part;Qty;Price", '"Board;2;79', *(f"Cable {n};{n};1" for n in range(1, 40))]
    file = text("\n".join([*lines, '"Display 7"";1;60']))

    assert len(file.grids[0].rows) == 42
    assert table(file)[1] == ['"Board', "2", "79"]


def test_the_sign_of_windows_at_0x85_ends_no_line() -> None:
    file = text("Part;Note\nBoard;wait… here\nCable;ok\n", "cp1252")

    assert file.encoding == "cp1252"
    assert table(file)[1] == ["Board", "wait… here"]
    assert [finding.code for finding in file.findings] == ["file-not-utf8"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_text_of_two_bytes_a_sign_needs_no_mark(encoding: str) -> None:
    file = text("Part\tQty\nCâble\t4\n", encoding)

    assert file.encoding == encoding
    assert table(file) == [["Part", "Qty"], ["Câble", "4"]]


def test_a_text_that_is_cut_off_in_a_sign_is_still_utf8() -> None:
    file = read_grids("x.csv", "Größe;Zähler;Übertrag\nMaß;Länge;Höhe".encode()[:-3])

    assert file.encoding == "utf-8"
    assert table(file)[0] == ["Größe", "Zähler", "Übertrag"]
    assert [finding.code for finding in file.findings] == ["file-not-utf8"]


def test_a_table_of_latex_is_read_without_its_commands() -> None:
    file = text(
        "\\begin{tabular}{lrr}\n\\toprule\nPart & Qty & Price \\\\ \\midrule\n"
        "\\textbf{Nuts \\& bolts} & 4 & 2,50\\,\\euro{} \\\\\nBoard \\# 2 & 1 & \\$79 \\\\[2pt]\n"
        "\\bottomrule\n\\end{tabular}\n"
    )

    assert (file.kind, file.delimiter, file.quoted) == (FileKind.LATEX, "&", False)
    rows = table(file)
    assert ["Part", "Qty", "Price"] in rows
    assert ["Nuts & bolts", "4", "2,50\\,€"] in rows
    assert ["Board # 2", "1", "$79"] in rows


# --- Markdown and HTML ---------------------------------------------------------------------------


def test_tables_of_markdown_have_the_heading_above_them() -> None:
    file = text(
        "# Parts\n\nAll prices in **EUR**.\n\n| Part | Qty |\n|:-|-:|\n"
        '| [Board](https://shop.example/b "x") | 2 |\n| a \\| b | **4** |\n| - | - |\n\n'
        "## Options\n\nPart | Qty\n--- | ---\n`x_y` *fan* | ~~1~~\n\nTotal: **9 €**\n"
    )

    assert file.kind is FileKind.MARKDOWN
    assert [grid.heading for grid in file.grids] == ["Parts", "Options"]
    assert table(file) == [["Part", "Qty"], ["Board", "2"], ["a | b", "4"], ["-", "-"]]
    assert table(file, 1) == [["Part", "Qty"], ["x_y fan", "~~1~~"]]
    assert file.grids[0].rows[1].cells[0].link == "https://shop.example/b"
    assert numbers(file.grids[0]) == [5, 7, 8, 9]
    assert [line.text for line in file.prose if line.row in (3, 17)] == [
        "All prices in EUR.",
        "Total: 9 €",
    ]


def test_bars_that_part_cells_are_told_from_bars_around_a_table() -> None:
    parted = text("|Part|Qty\n|Board|2\n||\nTotal||2\n")
    around = text("|Part|Qty|\n|Board|2|\n")

    assert (parted.delimiter, table(parted)[1]) == ("|", ["", "Board", "2"])
    assert table(around) == [["Part", "Qty"], ["Board", "2"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_html_is_known_whatever_ends_its_lines(end: str) -> None:
    lines = ["My parts:", "<table>", "<tr><td>Part<td>Qty</tr>", "<tr><td>Fan<td>2</tr></table>"]
    file = text(end.join(lines))

    assert table(file) == [["Part", "Qty"], ["Fan", "2"]]
    assert numbers(file.grids[0]) == [3, 4]


@pytest.mark.parametrize(
    "drawn",
    [
        "+------+-----+\n| Part | Qty |\n+======+=====+\n| Fan  | 2   |\n+------+-----+\n",
        " Part | Qty\n------+-----\n Fan  |   2\n",
        "| Part | Qty |\n|------+-----|\n| Fan  |   2 |\n|------+-----|\n",
    ],
)
def test_a_table_drawn_of_signs_is_one(drawn: str) -> None:
    file = read_pasted(drawn)

    assert table(file) == [["Part", "Qty"], ["Fan", "2"]]
    assert file.grids[0].rows[0].is_heading


def test_spans_of_html_keep_each_cell_in_its_column() -> None:
    file = text(
        "<table><caption>Rack</caption>\n<thead><tr><th rowspan=2>Part<th colspan=2>Cost</tr>\n"
        "<tr><th>each<th>all</tr></thead>\n"
        "<tr><td><a href='https://shop.example/1'>Board</a><br>8 GB<td>79&nbsp;&euro;<td>158</tr>\n"
        "<tr style='display: none'><td>Old<td>1<td>1</tr>\n"
        "<tr><td>Fan <span hidden>secret</span><td>5<td>10</table>"
    )

    grid = file.grids[0]
    assert file.kind is FileKind.HTML
    assert grid.heading == "Rack"
    assert table(file) == [
        ["Part", "Cost", ""],
        ["", "each", "all"],
        ["Board\n8 GB", "79 €", "158"],
        ["Old", "1", "1"],
        ["Fan", "5", "10"],
    ]
    assert numbers(grid) == [2, 3, 4, 5, 6]
    assert [row.is_heading for row in grid.rows] == [True, True, False, False, False]
    assert grid.hidden_rows == {5}
    assert grid.rows[2].cells[0].link == "https://shop.example/1"
    assert grid.merged == (Merged(2, 0, 3, 0), Merged(2, 1, 2, 2))


def test_rows_of_html_on_one_line_are_counted() -> None:
    file = text("<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>")

    assert numbers(file.grids[0]) == [1, 2]


def test_a_table_inside_a_cell_is_one_of_its_own() -> None:
    file = text(
        "<table>\n<tr><td>outer<td><table>\n<tr><td>in<td>ner\n</table></tr>\n<tr><td>x<td>y</table>"
    )

    assert table(file) == [["outer", ""], ["x", "y"]]
    assert table(file, 1) == [["in", "ner"]]


def test_a_table_of_a_forum_is_read() -> None:
    file = read_pasted(
        "My parts:\n[table]\n[tr][th]Part[/th][th]Qty[/th][/tr]\n"
        "[tr][td][url=https://shop.example/1]A < B[/url][/td][td][b]2[/b][/td][/tr]\n[/table]"
    )

    assert table(file) == [["Part", "Qty"], ["A < B", "2"]]
    assert file.grids[0].rows[1].cells[0].link == "https://shop.example/1"


# --- workbooks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["parts.csv", "parts.pdf", "parts", "parts.ods"])
def test_what_a_file_is_its_content_says(name: str) -> None:
    assert read_grids(name, as_xlsx([["Part"], ["Board"]])).kind is FileKind.XLSX
    assert read_grids(name, as_ods([["Part"], ["Board"]])).kind is FileKind.ODS
    assert read_grids(name, b"<table>\n<tr><td>a</table>").kind is FileKind.HTML


def test_a_shared_formula_is_moved_to_each_cell() -> None:
    rows = (
        '<row r="2"><c r="D2"><f t="shared" ref="D2:D3" si="0">'
        'B2*$C$1+SUM(A:A)+LOG10(B2)&amp;"B2"</f><v>1</v></c></row>'
        '<row r="3"><c r="D3"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    grid = read_grids("x", workbook(rows)).grids[0]

    assert [row.cells[3].formula for row in grid.rows] == [
        'B2*$C$1+SUM(A:A)+LOG10(B2)&"B2"',
        'B3*$C$1+SUM(A:A)+LOG10(B3)&"B2"',
    ]


def test_what_a_workbook_hides_is_read_and_marked() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
        '<row r="3" ht="0" customHeight="1"><c r="A3"><v>3</v></c></row><row r="9" hidden="1"/>'
    )
    before = '<cols><col min="2" max="4" hidden="1"/><col min="6" max="6" width="0"/></cols>'
    grid = read_grids("x", workbook(rows, before=before)).grids[0]

    assert [row.hidden for row in grid.rows] == [False, True, True]
    assert grid.hidden_rows == {2, 3, 9}
    assert grid.hidden_columns == {1, 2, 3, 5}


def test_a_cell_under_merged_ones_is_told_and_not_read() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>99</v></c><c r="C1"><v>3</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    file = read_grids("x", workbook(rows, after=merged))

    assert table(file) == [["1", "", "3"]]
    assert [finding.code for finding in file.findings] == ["grid-covered"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0.30000000000000004", "0.3"),
        ("61.9", "61.9"),
        ("1234567890123456789", "1234567890123460000"),
        ("1E-7", "0.0000001"),
        ("5.0", "5"),
        ("-0", "0"),
        ("1e300", "1E+300"),
    ],
)
def test_a_number_has_the_digits_that_tell(written: str, shown: str) -> None:
    file = read_grids("x", workbook(f'<row r="1"><c r="A1"><v>{written}</v></c></row>'))

    cell = file.grids[0].rows[0].cells[0]
    assert cell.text == shown
    assert cell.number == Decimal(shown)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("dd.mm.yyyy", "2026-02-14"),
        ("[$-407]d. mmmm yyyy", "2026-02-14"),
        ('#,##0.00 "days"', "46067"),
        ("[Red]0.00", "46067"),
        ("[$USD] 0.00", "46067"),
        ("General", "46067"),
    ],
)
def test_a_number_is_a_day_where_its_form_says_so(form: str, shown: str) -> None:
    file = read_grids("x", as_xlsx([[Decimal(46067)]], form=form))

    assert table(file) == [[shown]]
    assert file.grids[0].rows[0].cells[0].number_format == ("" if form == "General" else form)


def test_days_may_count_from_1904() -> None:
    content = with_part(
        as_xlsx([[Decimal(44605)]], form="yyyy-mm-dd"),
        "xl/workbook.xml",
        lambda markup: markup.replace(b"<workbookPr", b'<workbookPr date1904="1"'),
    )

    assert table(read_grids("x", content)) == [["2026-02-14"]]


STYLES = (
    '<style:style style:name="secret" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
    '<number:currency-style style:name="N1"><number:number number:decimal-places="2" '
    'number:grouping="true"/><number:text> </number:text><number:currency-symbol>€'
    "</number:currency-symbol></number:currency-style>"
    '<number:currency-style style:name="N2"><number:currency-symbol/><number:number '
    'number:decimal-places="2"/></number:currency-style>'
    '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="ce3" style:family="table-cell" style:parent-style-name="ce1"/>'
)


def value(number: str, *, more: str = "", shown: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{number}" {more}>'
        f"<text:p>{shown or number}</text:p></table:table-cell>"
    )


def test_the_currency_of_an_opendocument_cell_is_in_its_form() -> None:
    cells = [
        value("1", more='table:style-name="ce1"'),
        value("2", more='table:style-name="ce2"', shown="$2.00"),
        value("3", more='table:style-name="ce3"'),
        value("4"),
        value("5", more='office:currency="SGD"'),
        value("6", shown="6,00 CHF"),
    ]
    columns = (
        '<table:table-column table:number-columns-repeated="16384" '
        'table:default-cell-style-name="x"/>'
    )
    row = f"<table:table-row>{''.join(cells)}</table:table-row>"
    grid = read_grids("x", ods(ods_sheet(row, columns=columns), styles=STYLES)).grids[0]

    assert [cell.number_format for cell in grid.rows[0].cells.values()] == [
        '#,##0.00 "€"',
        '"$"0.00',
        '#,##0.00 "€"',
        "",
        "#,##0.00 [$SGD]",
        'General "CHF"',
    ]


def test_what_an_opendocument_sheet_hides_is_read_and_marked() -> None:
    columns = (
        "<table:table-column/>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    )
    rows = (
        f"<table:table-row>{ods_cell('a')}</table:table-row>"
        f'<table:table-row table:visibility="filter">{ods_cell("b")}</table:table-row>'
        '<table:table-row-group table:display="false"><table:table-row>'
        f"{ods_cell('c')}</table:table-row></table:table-row-group>"
        '<table:table-row table:number-rows-repeated="3" table:visibility="collapse"/>'
        f"<table:table-row>{ods_cell('d')}</table:table-row>"
    )
    content = ods_sheet(rows, columns=columns) + ods_sheet(rows, name="Old", style="secret")
    first, second = read_grids("x", ods(content, styles=STYLES)).grids

    assert (first.hidden, second.hidden) == (False, True)
    assert numbers(first) == [1, 2, 3, 7]
    assert first.hidden_rows == {2, 3, 4, 5, 6}
    assert first.hidden_columns == {1, 2}


def test_repeated_cells_and_rows_of_an_opendocument_sheet_keep_their_places() -> None:
    cell = ods_cell(Decimal(7)).replace("-cell", '-cell table:number-columns-repeated="2"', 1)
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        f'table:number-columns-repeated="3"/>{cell}</table:table-row>'
    )
    grid = read_grids("x", ods(ods_sheet(rows))).grids[0]

    assert numbers(grid) == [1, 2]
    assert [sorted(row.cells) for row in grid.rows] == [[3, 4], [3, 4]]


def test_notes_and_tracked_changes_of_an_opendocument_sheet_are_no_cells() -> None:
    before = (
        "<table:tracked-changes><table:table-cell><text:p>gone</text:p></table:table-cell>"
        "</table:tracked-changes>"
    )
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>Ann, a@b.example'
        "</text:p></office:annotation><text:p>Bo<text:s text:c='2'/>ard</text:p></table:table-cell>"
    )
    row = f"<table:table-row>{cell}</table:table-row>"

    assert table(read_grids("x", ods(ods_sheet(row), before=before))) == [["Bo  ard"]]


@pytest.mark.parametrize(
    ("written", "formula"),
    [
        ("of:=[.B2]*[.C2]", "B2*C2"),
        ("of:=SUM([.B2:.B5])", "SUM(B2:B5)"),
        ("of:=[$Sheet1.$A$1]+1", "Sheet1!$A$1+1"),
        ("of:=&quot;[.B2]&quot;", '"[.B2]"'),
        ("=2*3", "2*3"),
    ],
)
def test_a_formula_of_an_opendocument_sheet_reads_as_a_spreadsheet_shows_it(
    written: str, formula: str
) -> None:
    cell = f'<table:table-cell table:formula="{written}"/>'
    grid = read_grids("x", ods(ods_sheet(f"<table:table-row>{cell}</table:table-row>"))).grids[0]

    assert grid.rows[0].cells[0].formula == formula
    assert grid.rows[0].cells[0].valueless


def test_of_a_long_text_beside_a_table_the_beginning_is_read() -> None:
    file = text("|a|b|\n|-|-|\n|1|2|\n\n" + "word\n" * 10_001)

    assert len(file.prose) == 10_000
    assert [finding.code for finding in file.findings] == ["grid-cut-off"]
    assert table(file) == [["a", "b"], ["1", "2"]]
