"""`--of` and `--leave-out`: seven of ten copies upgraded, two left out, on every way out."""

import json
from pathlib import Path

import openpyxl
import pytest

SHIPPED = ("--catalog", str(Path(__file__).resolve().parents[3] / "catalogs"))
KRAKENS = ("kraken", "kraken-gigabit", "--copies", "10")


def answer(run, *arguments: str):
    return json.loads(run(*arguments, *SHIPPED, "--format", "json").out)


def test_seven_of_ten_krakens_are_upgraded_for_seven_times_the_published_sum(run) -> None:
    found = answer(run, "upgrade", *KRAKENS, "--of", "7")

    assert found["delta"] == {"amount": "576.52", "currency": "SGD"}
    assert found["per_copy"]["amount"] == "82.36"
    assert found["total_after"]["amount"] == "6842.82"
    retired = {each["part_number"]: each["quantity"] for each in found["retired"]}
    assert retired == {"kraken-switch-8p": 7}
    kept = {each["part_number"]: each["quantity"] for each in found["kept"]}
    assert (kept["rpi-3b"], kept["kraken-switch-8p"]) == (70, 3)
    # What the copies in use draw: 70 boards, and switches of which nobody states watts.
    whole = found["set"]
    counts = [whole[key] for key in ("copies", "upgraded", "as_before", "left_out")]
    assert counts == [10, 7, 3, 0]
    assert whole["per_copy"]["amount"] == "684.28"
    assert float(whole["typical_w"]) == 142.8
    assert whole["watts_not_known_of"]


def test_an_upgrade_of_all_copies_is_no_mixed_set(run) -> None:
    assert answer(run, "upgrade", *KRAKENS)["set"] is None
    everyone = answer(run, "upgrade", *KRAKENS, "--of", "10")
    assert everyone["set"]["as_before"] == 0
    assert everyone["delta"] == answer(run, "upgrade", *KRAKENS)["delta"]


def test_copies_that_are_left_out_leave_their_parts_to_be_sold(run) -> None:
    lines = ("upgrade", "kraken", "kraken", "--copies", "10", "--leave-out", "2")
    found = answer(run, *lines, "--resale", "rpi-3b=20")

    assert found["delta"] == {"amount": "-280.00", "currency": "SGD"}
    retired = {each["part_number"]: each["quantity"] for each in found["retired"]}
    assert retired["rpi-3b"] == 14
    assert "8 of 10 copies kept, 2 left out" in run(*lines, *SHIPPED).out


@pytest.mark.parametrize(
    "asked",
    [
        "--of 0",
        "--of 1.5",
        "--of -2",
        "--of 11",
        "--of NaN",
        "--of 1000000000",
        "--leave-out 0",
        "--leave-out 10",
        "--of 8 --leave-out 3",
    ],
)
def test_copies_that_are_not_there_get_a_sentence(run, asked: str) -> None:
    found = run("upgrade", *KRAKENS, *asked.split(), *SHIPPED)
    assert found.code in {1, 2}
    assert found.out == ""
    assert found.err.startswith("error: ")


def test_every_file_says_which_copies_are_upgraded(run, tmp_path: Path) -> None:
    some = ("--upgrade-from", "kraken", "--copies", "10", "--of", "6", "--leave-out", "2")
    for ending in ("md", "html", "bbcode", "json", "xlsx"):
        file = tmp_path / f"set.{ending}"
        run("export", "kraken-gigabit", *some, "-o", str(file), *SHIPPED)
        if ending == "json":
            told = json.loads(file.read_text())
            assert (told["copies"], told["upgrade"]["set"]["in_use"]) == (6, 8)
        elif ending != "xlsx":
            assert "6 of 10 copies upgraded, 2 as before, 2 left out" in file.read_text()
    sheet = openpyxl.load_workbook(tmp_path / "set.xlsx")["Upgrade"]
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("6 of 10 copies upgraded" in text for text in shown)
    assert any(text == "For each copy upgraded" for text in shown)


def test_an_export_of_some_copies_names_the_build_that_is_upgraded(run, tmp_path: Path) -> None:
    file = tmp_path / "set.md"
    found = run("export", "kraken", "--copies", "10", "--of", "7", "-o", str(file), *SHIPPED)
    assert found.code == 2
    assert "--upgrade-from" in found.err
    assert not file.exists()
