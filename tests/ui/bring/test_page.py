"""The page Import: a list is read, what it does not say is asked beside its rows, and it opens."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.bring import list_table
from tests.ui.test_pages import PAGES, opened, words

LISTS = Path(__file__).resolve().parents[2] / "data" / "bom_files"
NAMES = sorted(
    each.name
    for each in LISTS.iterdir()
    if each.suffix in (".csv", ".xlsx", ".ods", ".md", ".tsv") and each.stem != "README"
)
LIST = "Item\tQty\tUnit price\nCompute board\t3\t40.00\nMean fan\t1\t4.50\nTotal\t\t124.50\n"
SPARE = "Item,Qty,Spare,Price EUR\nBoard,2,5,35.00\nFan,1,3,4.00\n"
PACKS = "Item,Qty,Price EUR\n" + "".join(f"Screws M{n} (pack of 10),20,2.00\n" for n in range(2, 8))
TABLES = (
    "| Item | Qty | Price |\n|---|---|---|\n| Board | 2 | €10.00 |\n| Total | | €20.00 |\n\n"
    "| Item | Qty | Price |\n|---|---|---|\n| Fan | 3 | €4.00 |\n| Total | | €12.00 |\n\n"
    "| Item | Qty | Price |\n|---|---|---|\n| Case | 1 | €7.00 |\n| Total | | €8.00 |\n"
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.ui.visit import in_view

    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    in_view.settings.clear()


def pasted(text: str) -> AppTest:
    # The page has an address of its own, which the app has to be asked for once.
    app = opened("start.py").switch_page(str(PAGES / "bring.py")).run()
    app.text_area(key="list-text").set_value(text)
    return app.button(key="list-paste").click().run()


def headline(app: AppTest) -> str:
    return next(each.value for each in app.markdown if " line" in each.value[:13])


def test_a_list_is_read_and_its_question_keeps_it_from_being_a_build() -> None:
    app = pasted(LIST)

    assert not app.exception
    assert "2 lines, 124.50 of an unknown currency so far" in words(app)
    assert app.button(key="list-open").disabled
    assert app.button(key="list-buy").disabled


def test_an_answer_gives_the_total_and_the_list_opens_as_a_build() -> None:
    app = pasted(LIST)
    app.selectbox(key="answer-currency").select("SGD").run()

    assert "2 lines, S\\$124.50 in all." in words(app)
    app.button(key="list-open").click().run()

    assert not app.exception
    assert "S\\$124.50" in words(app)


def test_what_fits_the_file_is_accepted_at_once_and_taken_back_at_once() -> None:
    app = pasted("Item;Menge;Preis €\nA;2;1,50\nB;1;2,25\nC;1;1.250\nSumme;;6,50\n")

    app.button(key="accept-proposed").click().run()
    assert "3 lines, €6.50 in all." in words(app)

    app.button(key="list-undo").click().run()
    assert "so far" in headline(app)


def test_a_list_whose_answers_all_fit_the_file_is_accepted_and_opened_in_one_click() -> None:
    app = pasted("Item;Menge;Preis €\nA;2;1,50\nB;1;2,25\nC;1;1.250\nSumme;;6,50\n")
    assert app.button(key="list-open").label == "Accept and open as a build"
    assert "Accepts 1 proposed answer that fits the file." in words(app)

    app.button(key="list-open").click().run()

    assert not app.exception
    assert "€6.50" in words(app)


def test_a_plain_list_asks_nothing_and_is_a_build_after_one_click() -> None:
    app = pasted("Item,Qty,Price EUR\nBoard,2,10.00\nFan,1,4.50\n")

    assert "Questions" not in words(app)
    app.button(key="list-open").click().run()

    assert "€24.50" in words(app)


def test_a_line_is_a_part_of_the_catalog_when_the_person_says_so() -> None:
    app = pasted("Item\tQty\tPrice SGD\nRaspberry Pi 3 Model B board\t2\t54.81\n")
    offered = dict(list_table.rows(app)[2]["parts"])

    app = list_table.say(app, {"what": "part", "table": "", "row": 2, "part": "rpi-3b"})

    assert offered["rpi-3b"].startswith("Raspberry Pi 3 Model B (")
    assert list_table.rows(app)[2]["part"] == "rpi-3b"
    app.button(key="list-open").click().run()
    assert "Raspberry Pi 3 Model B" in words(app)
    assert not app.exception


def test_a_column_is_read_as_a_person_says_and_what_it_was_before_is_found_anew() -> None:
    app = pasted(SPARE)
    assert (list_table.holds(app), headline(app)[3:]) == (
        {"0": "name", "1": "quantity", "2": "", "3": "unit_price"}, "2 lines, €74.00 in all."
    )  # fmt: skip

    app = list_table.name_column(app, "2", "quantity")

    assert list_table.holds(app) == {"0": "name", "1": "", "2": "quantity", "3": "unit_price"}
    assert "€187.00 in all" in headline(app)


def test_a_column_that_is_not_used_leaves_no_quantity_and_that_is_asked() -> None:
    app = pasted(SPARE.replace("Price", "Unit price"))
    app = list_table.name_column(app, "1", "")
    app = list_table.name_column(app, "2", "")

    assert list_table.holds(app)["1"] == list_table.holds(app)["2"] == ""
    assert app.button(key="list-open").disabled


def test_what_was_said_of_columns_holds_for_the_next_list_is_told_and_can_be_forgotten() -> None:
    app = list_table.name_column(pasted(SPARE), "2", "quantity")
    app.button(key="list-open").click().run()

    again = pasted(SPARE.replace("Board", "Switch").replace("35.00", "70.00"))
    assert "quantity in column 2" in words(again)
    assert list_table.holds(again)["2"] == "quantity"

    again.button(key="forget-such").click().run()
    assert list_table.holds(again)["1"] == "quantity"
    assert "As you said" not in words(again)
    assert "As you said" not in words(pasted(SPARE))
    again.button(key="list-undo").click().run()
    assert "As you said" not in words(again)


def test_what_is_asked_of_a_row_stands_beside_it_and_is_answered_there() -> None:
    app = pasted("Item,Qty,Price EUR\nHose,20 mm,0.50\nFan,1,4.00\n")
    (asked,) = list_table.rows(app)[2]["asked"]

    app = list_table.say(app, {"what": "answer", "key": asked["key"], "answer": "3"})

    assert asked["free"]
    assert "2 lines, €5.50 in all." in words(app)


def test_things_that_are_said_at_once_all_count_and_none_of_them_twice() -> None:
    app = pasted("Item,Qty,Price\nHose,20 mm,0.50\nFan,1,4.00\n")
    said: list[list[object]] = [
        [1, {"what": "answer", "key": "quantity-2", "answer": "3"}],
        [2, {"what": "answer", "key": "currency", "answer": "EUR"}],
    ]

    app = list_table.send(app, said)
    app.button(key="list-undo").click().run()
    app = list_table.send(app, said)

    assert "so far" in headline(app)
    assert json.loads(list_table.element(app).json)["seen"] == 2


@pytest.mark.parametrize(
    "said",
    [
        None,
        7,
        "x",
        [7],
        [[1]],
        [[True, {"what": "column"}]],
        [[-1, {"what": "answer", "key": "currency", "answer": "EUR"}]],
        [[1, "x"]],
        [[1, {"what": "column", "table": "", "column": "2", "held": "", "field": "colour"}]],
        [[1, {"what": "column", "table": "", "column": "", "held": "", "field": "name"}]],
        [[1, {"what": "part", "table": "", "row": "2", "part": "rpi-3b"}]],
        [[1, {"what": "part", "table": "", "row": True, "part": "rpi-3b"}]],
        [[1, {"what": "part", "table": "", "row": 2, "part": "no such part"}]],
        [[1, {"what": "kind", "table": "", "row": 2, "is": "spaceship"}]],
        [[1, {"what": "page", "table": "", "row": -1}]],
        [[1, {"what": "answer", "key": "", "answer": "EUR"}]],
        [[1, {"what": "spell"}]],
    ],
)
def test_a_message_that_the_table_would_not_send_changes_nothing(said: object) -> None:
    app = list_table.send(pasted(LIST), said)

    assert not app.exception
    assert "124.50 of an unknown currency so far" in headline(app)
    assert [each.key for each in app.button if each.key == "list-undo"] == []


def test_a_column_that_is_not_there_is_told_and_undo_brings_the_list_back() -> None:
    message = {"what": "column", "table": "", "column": "99", "held": "", "field": "quantity"}
    app = list_table.say(pasted(SPARE), message)

    assert "there is nothing in a column '99'" in app.error[0].value
    app.button(key="list-undo").click().run()
    assert "2 lines" in headline(app)


def test_of_several_tables_a_person_chooses_some_by_what_they_hold() -> None:
    app = pasted(TABLES)
    choice = app.multiselect(key="answer-tables")
    assert any("1 line, €7.00, its sums do not add up" in each for each in choice.options)

    choice.set_value(["table 1", "table 2"]).run()
    assert "€32.00" in headline(app)
    assert "Left out" in str(list_table.tables(app)[2]["rows"][0]["notes"])

    app.button(key="all-of-tables").click().run()
    assert "€39.00" in headline(app)


def test_where_the_file_does_not_add_up_stands_beside_the_row() -> None:
    app = pasted("Item,Qty,Price EUR,Total EUR\nA,2,3.00,6.00\nB,1,4.00,5.00\nC,3,1.00,3.00\n")

    ((tone, text),) = list_table.rows(app)[3]["notes"]
    assert tone == "orange"
    assert text == "The file states 5.00; it adds up to 4.00."


def test_rows_that_ask_the_same_are_answered_alike() -> None:
    app = pasted(PACKS)
    app.selectbox(key="answer-all-packs-packs-pieces").select("pieces").run()

    assert "6 lines, €24.00 in all." in words(app)
    app.button(key="list-undo").click().run()
    assert "so far" in headline(app)


def test_a_list_without_headings_that_nobody_could_read_is_read_by_naming_its_columns() -> None:
    app = pasted("Alpha,zz,7,2\nBeta,zz,9,4\n")
    assert [each.value for each in app.error] == [
        "No table in it has names with quantities or prices."
    ]

    app = list_table.name_column(app, "0", "name")
    app = list_table.name_column(app, "2", "quantity")
    app = list_table.name_column(app, "3", "unit_price")

    assert "2 lines, 50.00 of an unknown currency" in headline(app)


def test_text_without_a_table_is_told_and_the_page_stays() -> None:
    app = pasted("there is nothing here")

    assert [each.value for each in app.error] == [
        "No table in it has names with quantities or prices."
    ]
    app.button(key="list-back").click().run()
    assert app.text_area(key="list-text").value == ""


def test_a_list_that_opened_somewhere_else_or_is_gone_is_told() -> None:
    app = opened("start.py", list="not-there-any-more").switch_page(str(PAGES / "bring.py")).run()

    assert not app.exception
    assert "is no longer here" in words(app)


def test_the_parts_of_a_list_go_to_configure_as_what_one_has_or_as_required() -> None:
    for key, rule in (("list-owned", "owned"), ("list-must", "must")):
        app = pasted("Item,Part number,Qty,Price SGD\nPi,rpi-3b,3,54.81\nFan,,1,4.00\n")
        app.button(key=key).click().run()

        assert not app.exception
        wanted: Any = app.session_state["wishes"]
        assert wanted.nodes == 3
        assert [(each.part_number, each.quantity) for each in getattr(wanted, rule)] == [
            ("rpi-3b", 3)
        ]


def test_no_other_page_has_the_name_of_a_list_in_its_address() -> None:
    app = pasted(LIST)
    assert app.query_params.get("list")

    app.switch_page(str(PAGES / "catalog.py")).run()

    assert not app.query_params.get("list")


@pytest.mark.parametrize("name", NAMES)
def test_every_list_is_shown_with_all_its_lines_and_its_questions(name: str) -> None:
    from planner.jobs.importing import open_list_bytes, read_list
    from planner.jobs.list_previews import previews

    told = open_list_bytes(name, (LISTS / name).read_bytes())
    reading, _ = read_list(told, columns={}, answers={})
    tables = previews(told, reading)

    shown = [row.line for table in tables for row in table.rows if row.line is not None]
    assert sorted(shown) == list(range(len(reading.lines)))
    for table in tables:
        held = {column.key: column.holds for column in table.columns}
        for row in table.rows:
            if row.line is None:
                continue
            line = reading.lines[row.line]
            cells = dict(zip(held.values(), row.cells, strict=True))
            assert line.name.split()[0] in " ".join(cells["name"].split())


def test_what_several_tables_raise_is_asked_of_each_of_them() -> None:
    table = (
        "| Item | Qty | Price A | Price B |\n|---|---|---|---|\n| Board | 2 | €10.00 | €11.00 |\n"
    )
    app = pasted(f"{table}\n{table.replace('Board', 'Case')}\n")

    app.selectbox(key="answer-table 1!price-column").select("2").run()
    app.selectbox(key="answer-table 2!price-column").select("3").run()
    app.button(key="all-of-tables").click().run()

    assert not app.exception
    assert "€42.00 in all" in headline(app)


def test_every_question_of_a_long_list_has_its_place_though_not_every_row_is_shown() -> None:
    text = "Item,Qty,Unit price EUR\n" + "".join(f"Thing {n},{n} mm,1.00\n" for n in range(1, 501))
    app = pasted(text)

    assert not app.exception
    shown = [row for row in list_table.rows(app).values() if row["asked"]]
    assert len(shown) == 200
    written = [each for each in app.text_input if str(each.key).startswith("written-quantity-")]
    assert len(written) == 20
    assert "280 more questions about rows follow" in words(app)


@pytest.mark.parametrize("answer", ["three", "NaN", "-2", "1e9", "{" * 300])
def test_an_answer_that_is_no_number_is_told_and_not_counted(answer: str) -> None:
    app = pasted("Item,Qty,Price EUR\nHose,20 mm,0.50\nFan,1,4.00\n")

    app = list_table.say(app, {"what": "answer", "key": "quantity-2", "answer": answer})

    assert not app.exception
    assert "is no answer here" in words(app)
    assert app.button(key="list-open").disabled


def test_a_number_may_be_written_with_a_comma() -> None:
    app = pasted("Item,Qty,Unit price EUR\nHose,20 mm,0.50\nFan,1,4.00\n")

    app = list_table.say(app, {"what": "answer", "key": "quantity-2", "answer": "2,5"})

    assert "€5.25" in headline(app)


def test_lines_that_are_no_part_of_the_catalog_are_kept_as_parts_of_ones_own_in_one_click(
    tmp_path: Path,
) -> None:
    text = "Item,Qty,Unit price EUR\nWonder widget,2,10.00\nAda's gadget ada@example.com,1,4.50\n"
    app = pasted(text)
    assert list_table.rows(app)[2]["parts"] == [["", "A part of my own"]]

    app.button(key="list-keep-parts").click().run()

    assert not app.exception
    written = "".join(each.read_text() for each in (tmp_path / "parts").rglob("*.csv"))
    assert "Wonder widget" in written
    assert "@" not in written
    prices = "".join(each.read_text() for each in (tmp_path / "offers").rglob("*.csv"))
    assert ",EUR,1,10," in prices
    assert ",EUR,1,4.5," in prices
    assert "From your list" in (tmp_path / "vendors.csv").read_text()
    kept = list_table.rows(app)[2]
    assert dict(kept["parts"])[kept["part"]] == "Wonder widget (part number)"
    assert "ada@example.com" not in str(list_table.rows(pasted(text))[3]["part"])


def test_a_line_can_be_any_part_of_the_catalog_that_is_looked_for() -> None:
    app = pasted("Item\tQty\tPrice SGD\nThe thing from the drawer\t2\t30.00\n")
    spot = {"table": "", "row": 2}

    app = list_table.say(app, {"what": "seek", **spot, "text": "raspberry pi 3 model b"})
    found = dict(list_table.rows(app)[2]["found"])
    app = list_table.say(app, {"what": "part", **spot, "part": "rpi-3b"})

    assert "rpi-3b" in found
    taken = list_table.rows(app)[2]
    assert (taken["part"], taken["sought"]) == ("rpi-3b", None)
    app.button(key="list-open").click().run()
    assert "Raspberry Pi 3 Model B" in words(app)


def test_a_line_that_is_a_part_by_its_name_can_be_one_of_ones_own_of_any_kind() -> None:
    app = pasted("Item\tQty\tPrice SGD\nRaspberry Pi 3 Model B\t2\t54.81\n")
    assert list_table.rows(app)[2]["part"] == "rpi-3b"

    spot = {"table": "", "row": 2}
    app = list_table.say(app, {"what": "part", **spot, "part": ""})
    assert (list_table.rows(app)[2]["part"], list_table.rows(app)[2]["kind"]) == ("", "board")
    app = list_table.say(app, {"what": "kind", **spot, "is": "storage"})

    assert list_table.rows(app)[2]["kind"] == "storage"


def test_a_part_that_a_person_took_stays_with_its_row_when_other_rows_become_lines() -> None:
    app = pasted("Item\tQty\tPrice SGD\nNote\t\t\nRaspberry Pi 3 Model B board\t2\t54.81\n")
    app = list_table.say(app, {"what": "part", "table": "", "row": 3, "part": "rpi-3b"})

    app = list_table.name_column(app, "1", "")

    taken = {row: each.get("part") for row, each in list_table.rows(app).items()}
    assert taken[3] == "rpi-3b"


def test_the_rows_of_a_long_list_are_shown_page_by_page() -> None:
    text = "Item,Qty,Unit price EUR\n" + "".join(f"Thing {n},1,1.00\n" for n in range(1, 251))
    app = pasted(text)
    assert sorted(list_table.rows(app)) == list(range(2, 102))

    app = list_table.say(app, {"what": "page", "table": "", "row": 200})

    assert sorted(list_table.rows(app)) == list(range(202, 252))
    assert list_table.tables(app)[0]["more"] == "Rows 201 to 250 of 250."
    assert [each for each in app.button if each.key == "list-undo"] == []
