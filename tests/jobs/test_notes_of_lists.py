"""Notes of lists and of workbooks that come back are notes of lines; people stay out of a plan."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from planner.jobs._impersonal import without_people, words_of
from planner.jobs.imported_builds import build_of_bill, match_bill
from planner.jobs.importing import read_bill_bytes, read_pasted_bill
from planner.model.build import Build
from planner.model.catalog import Catalog, Stamp
from planner.model.parts import PART_ADAPTER
from tests.jobs.test_returned_values import CHARGED, back, put, small_catalog
from tests.jobs.test_returned_values import told as told_of

EMPTY = Catalog(stamp=Stamp("f"))
KNOWN = words_of(["Raspberry Pi 5 8GB", "Amazon", "Adafruit", "PoE switch", "Reichelt"])


def built(name: str, content: bytes) -> Build:
    reading = read_bill_bytes(name, content, columns={}, answers={})
    return build_of_bill(match_bill(reading, EMPTY), EMPTY, title="Mine", on=date(2026, 11, 30))


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Item", "Qty", "Unit price (EUR)", "Notes"])
    sheet.append(["Raspberry Pi 5 8GB", 4, 80, "ask Peter Müller, peter@lab.example"])
    sheet.append(["PoE switch", 1, 65, "bought by Anna"])
    sheet.append(["Patch cable", 5, 2, "the short ones"])
    sheet["A2"].comment = Comment("Jane Doe:\nwith 8 GB, as Jane said", "Jane Doe")
    sheet["F4"].comment = Comment("the red ones", "Jane Doe")
    book.properties.creator = "Max Mustermann"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_notes_and_comments_of_a_list_are_notes_of_its_lines_without_people() -> None:
    build = built("list.xlsx", workbook())

    first, second, third = (each.why for each in build.positions)
    assert first.startswith("ask …")
    assert "with 8 GB" in first
    assert second == "bought by …"
    assert third == "the short ones; the red ones"
    for name in ("Jane", "Doe", "Peter", "Müller", "Anna", "Max", "Mustermann", "@"):
        assert name not in build.model_dump_json()


def test_a_comment_in_a_sheet_of_opendocument_is_a_note() -> None:
    markup = """<?xml version="1.0"?><office:document
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>
<office:spreadsheet><table:table table:name="Parts">
<table:table-row><table:table-cell><text:p>Item</text:p></table:table-cell>
<table:table-cell><text:p>Qty</text:p></table:table-cell>
<table:table-cell><text:p>Price EUR</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string">
<office:annotation><dc:creator>Jane Doe</dc:creator><text:p>the red one</text:p>
<text:p>says Jane</text:p></office:annotation><text:p>Case</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="9.5"><text:p>9.50</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>
</office:document>"""

    (position,) = built("list.fods", markup.encode()).positions
    assert position.why == "the red one says"


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("short ones for the Raspberry Pi shelf", "short ones for the Raspberry Pi shelf"),
        ("from Amazon, by Adafruit", "from Amazon, by Adafruit"),
        ("Red or black, not blue", "Red or black, not blue"),
        ("Order early. Stock low.", "Order early. Stock low."),
        ("Bought by Anna at Reichelt", "Bought by … at Reichelt"),
        ("Peter has one", "… has one"),
        ("Jane: use the short ones", "…: use the short ones"),
        ("für Frau Schmidt, die im Labor sitzt", "für …, die im Labor sitzt"),
        ("Netzteil von Karl mit dem Kabel und der Platine",
         "Netzteil von … mit dem Kabel und der Platine"),
        ("Das Netzteil ist für die Platine", "Das Netzteil ist für die Platine"),
        ("@Jane Doe please check", "… please check"),
        ("thanks to J. Smith", "thanks to …"),
        ("belongs to Prof. Hans Meier", "belongs to …"),
        ("田中さんに聞く", "…に聞く"),
        ("Approved by: Mary-Jane O'Neill", "Approved by: …"),
        ("Tom's old one", "… old one"),
        ("Peter Schmidt", "…"),
        ("spare. John", "spare. …"),
        ("see /home/joe/list.xlsx or joe@example.org", "see or"),
        ("", ""),
    ],
)  # fmt: skip
def test_names_of_people_stay_out_of_notes(note: str, kept: str) -> None:
    assert without_people(note, KNOWN) == kept


def test_a_pasted_list_without_notes_has_none() -> None:
    reading = read_pasted_bill("Item,Qty,Price EUR\nBoard,3,10.50\n", columns={}, answers={})
    build = build_of_bill(match_bill(reading, EMPTY), EMPTY, title="M", on=date(2026, 1, 1))

    assert [each.why for each in build.positions] == [""]


# --- a workbook that comes back ------------------------------------------------------------------


def noted(book: Any) -> None:
    sheet = book["Bill of materials"]
    heading = next(row[0].row for row in sheet.iter_rows() if "Part number" in
                   [cell.value for cell in row])  # fmt: skip
    column = sheet.max_column + 1
    sheet.cell(heading, column, "Remarks")
    for row in sheet.iter_rows(heading + 1):
        texts = [cell.value for cell in row]
        if "rpi-3b" in texts:
            sheet.cell(row[0].row, column, "the old ones, says Peter")
        if "switch-8p" in texts:
            row[0].comment = Comment("Jane Doe:\nthe metal one", "Jane Doe")


def test_added_notes_and_comments_come_back_as_changes_line_by_line() -> None:
    returned, made = back(CHARGED, noted, small_catalog())

    assert [each[1] for each in told_of(returned)] == ["note", "note"]
    first, second = made.positions
    assert first.why == "one for each node; the old ones, says …"
    assert second.why.endswith("the metal one")
    assert returned.total_after == returned.total_before
    _, rejected = back(CHARGED, noted, small_catalog(), rejected=(1,))
    assert rejected.positions[0].why == "one for each node"


def test_a_note_at_a_line_that_was_added_is_its_note() -> None:
    def edit(book: Any) -> None:
        noted(book)
        sheet = book["Bill of materials"]
        place = next(row[0].row for row in sheet.iter_rows() if "switch-8p" in
                     [cell.value for cell in row])  # fmt: skip
        sheet.insert_rows(place)
        heading = next(row for row in sheet.iter_rows() if "Part number" in
                       [cell.value for cell in row])  # fmt: skip
        texts = [cell.value for cell in heading]
        said = {"Part": "Label", "Quantity": 2, "Unit price": 1, "Remarks": "white"}
        for title, value in said.items():
            sheet.cell(place, texts.index(title) + 1, value)

    _, made = back(CHARGED, edit, small_catalog())

    (label,) = (each for each in made.positions if each.part_number == "label")
    assert label.why == "white"


def test_parts_are_known_by_their_own_names() -> None:
    facts = {"category": "board", "part_number": "x", "name": "Zebra Board", "source": "s"}
    catalog = EMPTY.model_copy(update={"parts": (PART_ADAPTER.validate_python(facts),)})
    text = "Item,Qty,Price EUR,Notes\nBoard,3,10.50,as for the Zebra\n"
    reading = read_pasted_bill(text, columns={}, answers={})

    build = build_of_bill(match_bill(reading, catalog), catalog, title="M", on=date(2026, 1, 1))
    assert build.positions[0].why == "as for the Zebra"


def test_a_name_that_is_typed_as_a_reason_stays_out() -> None:
    def edit(book: Any) -> None:
        put(book, "rpi-3b", "Why this quantity", "one for Karl")

    _, made = back(CHARGED, edit, small_catalog())
    assert made.positions[0].why == "one for …"
