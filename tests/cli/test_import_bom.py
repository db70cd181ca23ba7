"""`planner import bom`: a list in any form is read, asked about, matched and made a build."""

import json
from pathlib import Path
from typing import Any

import pytest

LISTS = Path(__file__).resolve().parents[1] / "data" / "bom_files"
ASKED = "Item,Qty,Unit price\nPi 3,2,35.00\nFan,1,4.00\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(ASKED)
    return file


def test_a_plain_list_is_read_without_a_question_and_ends_with_0(run: Any) -> None:
    done = run("import", "bom", str(LISTS / "plain.xlsx"))

    assert done.code == 0
    assert "5 lines, €437.25 in all." in done.out
    assert "Questions" not in done.out


def test_an_open_question_ends_with_3_and_leaves_no_total(run: Any, listed: Path) -> None:
    done = run("import", "bom", str(listed), "--format", "json")
    told = json.loads(done.out)

    assert done.code == 3
    assert [each["question"] for each in told["asked"]] == ["currency"]
    assert (told["sum"], told["total"]) == ({"unknown": "74"}, None)


def test_an_answer_closes_its_question(run: Any, listed: Path) -> None:
    done = run("import", "bom", str(listed), "--answer", "currency=EUR", "--format", "json")

    assert done.code == 0
    assert json.loads(done.out)["total"] == {"EUR": "74"}


def test_a_list_of_two_currencies_has_a_sum_of_each(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    file.write_text("Item,Qty,Price each\nBoard,2,€35.00\nFan,1,£4.00\n")

    done = run("import", "bom", str(file), "--format", "json")

    assert json.loads(done.out)["total"] == {"EUR": "70", "GBP": "4"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--answer", "colour=red"), "There is no question 'colour' about this file."),
        (("--answer", "currency"), "'currency' must look like currency=EUR."),
        (("--map", "colour=A"), "'colour' is no field."),
        (("--map", "quantity=ÄÄ"), "is no column"),
        (("--part", "2=nothing"), "The catalog has no part 'nothing'."),
        (("--part", "99=pi"), "'99' is the row of no line, or of several"),
        (("--to", "build.csv"), "'build.csv' is not a .toml file."),
    ],
)
def test_what_cannot_be_understood_is_told_and_nothing_is_written(
    options: tuple[str, str], said: str, run: Any, listed: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    answered = () if "--answer" in options else ("--answer", "currency=EUR")

    done = run("import", "bom", str(listed), *options, *answered)

    assert done.code in (1, 2)
    assert said in " ".join(done.err.split())
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("content", ["", "hello\n", "a,b\n1,2\n", "\0\0\0"])
def test_a_file_without_a_bill_ends_with_1(content: str, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "none.csv"
    file.write_text(content)

    assert run("import", "bom", str(file)).code == 1


def test_a_column_that_a_person_names_is_taken(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    file.write_text("Item,Qty,Spare,Price EUR\nBoard,2,5,35.00\nFan,1,3,4.00\n")

    done = run("import", "bom", str(file), "--map", "quantity=2", "--format", "json")

    assert [line["quantity"] for line in json.loads(done.out)["lines"]] == ["5", "3"]


def test_what_is_pasted_is_read_from_standard_input(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from io import StringIO

    monkeypatch.setattr("sys.stdin", StringIO("Item\tQty\tPrice\nBoard\t2\t€35.00\n"))

    assert "1 line, €70.00 in all." in run("import", "bom", "-").out


def test_a_build_of_a_list_costs_what_the_list_does(run: Any, listed: Path, tmp_path: Path) -> None:
    build = tmp_path / "mine.toml"
    known = ("--answer", "currency=SGD", "--part", "2=pi")

    run("import", "bom", str(listed), *known, "--to", str(build), "--on", "2020-06-17")
    told = json.loads(run("cost", str(build), "--format", "json").out)

    assert told["total"] == {"amount": "74.00", "currency": "SGD"}
    assert [line["part_number"] for line in told["lines"]] == ["pi", "fan"]


def test_a_share_of_a_set_is_no_piece_of_a_build(run: Any, tmp_path: Path) -> None:
    file, build = tmp_path / "half.csv", tmp_path / "half.toml"
    file.write_text("Item,Qty,Price EUR\nPlug set,0.4,2.50\nFan,1,4.00\n")

    done = run("import", "bom", str(file), "--to", str(build))

    assert done.code == 1
    assert "a build counts whole pieces" in " ".join(done.err.split())
    assert not build.exists()


def test_nobody_who_wrote_a_list_gets_into_a_build_of_it(run: Any, tmp_path: Path) -> None:
    file, build = tmp_path / "who.csv", tmp_path / "who.toml"
    file.write_text(
        "Item,Qty,Price EUR,Vendor,Notes\n"
        "Board for ann@example.org,1,35.00,bob@example.org,ask Carol\n"
        r"Fan C:\Users\dave\fan.pdf,1,4.00,Shop,"
        "\n"
    )

    run("import", "bom", str(file), "--to", str(build))

    written = build.read_text()
    for told in ("ann@", "bob@", "Carol", "dave"):
        assert told not in written


def test_what_was_said_of_a_list_holds_for_the_next_with_the_same_headings_and_is_told(
    run: Any, listed: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.csv"
    again.write_text("Item,Qty,Unit price\nSwitch,1,20.00\n")

    run("import", "bom", str(listed), "--answer", "currency=EUR")
    done = run("import", "bom", str(again))
    as_json = json.loads(run("import", "bom", str(again), "--format", "json").out)

    assert done.code == 0
    assert "1 line, €20.00 in all." in done.out
    assert "currency EUR. Forget it with --forget." in " ".join(done.out.split())
    assert as_json["remembered"]["answers"] == {"currency": "EUR"}


@pytest.mark.parametrize("option", ["--no-memory", "--forget"])
def test_a_list_is_read_as_if_there_had_been_none_before(
    option: str, run: Any, listed: Path
) -> None:
    run("import", "bom", str(listed), "--answer", "currency=EUR")

    first = run("import", "bom", str(listed), option)
    then = run("import", "bom", str(listed))

    assert first.code == 3
    assert then.code == (0 if option == "--no-memory" else 3)


def test_a_column_that_holds_nothing_and_one_that_is_taken_twice_are_told(
    run: Any, listed: Path
) -> None:
    nowhere = run("import", "bom", str(listed), "--map", "quantity=7")
    twice = run("import", "bom", str(listed), "--map", "quantity=1,unit_price=1")

    assert (nowhere.code, twice.code) == (2, 2)
    assert "there is nothing in a column '7'" in " ".join(nowhere.err.split())
    assert "one column cannot be both" in " ".join(twice.err.split())


def test_a_folder_that_cannot_be_written_keeps_nobody_from_reading_a_list(
    run: Any, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(listed))

    done = run("import", "bom", str(listed), "--answer", "currency=EUR")

    assert done.code == 0
    assert "not kept for the next list" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("content", "total"),
    [
        ("Artikel;Menge;Preis €\nLöter;2;1,50\n".encode("cp1252"), "€3.00"),
        ("Item,Qty,Price EUR\nBoard,2,1.50\n".encode("utf-16"), "€3.00"),
        ((LISTS / "plain.xlsx").read_bytes(), "€437.25"),
    ],
)
def test_whatever_is_piped_in_is_read_as_a_file_would_be(
    content: bytes, total: str, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from io import BytesIO, TextIOWrapper

    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(content), encoding="utf-8"))

    done = run("import", "bom", "-")

    assert done.code == 0
    assert f"{total} in all." in done.out


def test_a_text_with_half_signs_is_read_or_told(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from io import StringIO

    monkeypatch.setattr("sys.stdin", StringIO("Item,Qty,Price \ud83d\nBoard \udcff,2,1.50 €\n"))

    assert run("import", "bom", "-").code in (0, 1, 3)


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        ("quantity-2=3", True),
        ("quantity-2=2.5", True),
        ("quantity-2=2,5", True),
        ("quantity-2=NaN", False),
        ("quantity-2=Infinity", False),
        ("quantity-2=-3", False),
        ("quantity-2=1e9", False),
        ("quantity-2=three", False),
        ("currency=EUR", True),
        ("currency=EURO", False),
        ("currency=eur", False),
    ],
)
def test_only_what_answers_a_question_is_taken(
    answer: str, taken: bool, run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "hose.csv"
    file.write_text("Item,Qty,Price each\nHose,20 mm,0.50\nFan,1,4.00\n")

    done = run("import", "bom", str(file), "--answer", answer, "--format", "json")

    assert done.code == (3 if taken else 1)
    assert taken or json.loads(done.out)["error"]["code"] == "bill-answer"


@pytest.mark.parametrize(
    ("tables", "sum_"), [("table 1", "20"), ("table 1;table 2", "32"), ("all", "32"), ("x", None)]
)
def test_tables_are_chosen_by_their_names(
    tables: str, sum_: str | None, run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "two.md"
    head = "| Item | Qty | Price |\n|---|---|---|\n"
    file.write_text(f"{head}| Board | 2 | €10.00 |\n\n{head}| Fan | 3 | €4.00 |\n")

    done = run("import", "bom", str(file), "--answer", f"tables={tables}", "--format", "json")

    assert done.code == (1 if sum_ is None else 0)
    assert sum_ is None or json.loads(done.out)["total"] == {"EUR": sum_}


def test_a_line_is_ones_own_part_of_the_kind_that_is_said(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Item,Qty,Price SGD\nRaspberry Pi 3 Model B,2,54.81\n")

    ran = run("import", "bom", str(file), "--part", "2=own", "--kind", "2=case", "--format", "json")

    match = json.loads(ran.out)["lines"][0]["match"]
    assert (match["part_number"], match["category"], match["basis"]) == (None, "case", "chosen")
    ran = run("import", "bom", str(file), "--kind", "2=ship")
    assert ran.code == 2
