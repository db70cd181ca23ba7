"""Kits on the command line: folded and unfolded, for programs, in files, kept and referred to."""

import json
from pathlib import Path

import openpyxl
import pytest

from planner.io.exporters.json import read_answer
from planner.model.costed import CostedPlan
from tests.kits import HEAD, KRAKEN_IN_KITS, inner, inner_kit, kit, part, use

SHIPPED = ("--catalog", str(Path(__file__).resolve().parents[3] / "catalogs"))
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(autouse=True)
def _files(run, tmp_path: Path) -> None:
    """Put Kraken in kits where the command runs."""
    assert run
    (tmp_path / "kraken-in-kits.toml").write_text(KRAKEN_IN_KITS, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "options"), [("kits_folded", ()), ("kits_unfolded", ("--unfold", "--copies", "3"))]
)
def test_the_cost_of_kits_is_told_in_these_words(run, name: str, options: tuple[str, ...]) -> None:
    ran = run("cost", "kraken-in-kits.toml", *options, *SHIPPED)

    assert ran.out == (GOLDEN / f"{name}.txt").read_text("utf-8")
    assert (ran.err, ran.code) == ("", 0)


def test_a_build_without_kits_is_told_alike_folded_and_unfolded(run) -> None:
    plain = run("cost", "kraken", *SHIPPED).out
    assert run("cost", "kraken", "--unfold", *SHIPPED).out == plain
    assert "kits" not in plain.casefold()
    assert '"kits"' not in run("cost", "kraken", "--format", "json", *SHIPPED).out
    assert "kits" not in run("cost", "kraken", "--format", "csv", *SHIPPED).out


def answer(run, *arguments: str):
    return json.loads(run(*arguments, *SHIPPED, "--format", "json").out)


def test_programs_get_the_kits_level_by_level(run) -> None:
    found = answer(run, "cost", "kraken-in-kits.toml")["kits"]
    (nodes,) = found["kits"]
    first, worker = nodes["kits"]

    assert nodes["amount"] == {"amount": "536.93", "currency": "SGD"}
    assert (worker["quantity_each"], worker["cost_of_one"]["amount"]) == (6, "76.30")
    assert worker["kits"][0]["path"] == ["nodes", "worker", "wired-board"]
    assert [first["switch_ports_needed"], nodes["switch_ports_needed"]] == [1, 7]
    assert [each["part_number"] for each in found["parts"]] == [
        "kraken-usb-charger",
        "kraken-switch-8p",
        "patch-lead-rj45",
    ]
    assert found["left_over_in_packs"]["amount"] == "0.00"


def test_the_whole_answer_is_read_back(run) -> None:
    ran = run("cost", "kraken-in-kits.toml", *SHIPPED, "--format", "json")
    read = read_answer(ran.out)

    assert isinstance(read, CostedPlan)
    assert read.kits is not None
    assert [each.path for each in read.kits.kits] == [each.path for each in read.plan.build.kits]


def test_kits_cost_upgrade_and_compare_as_kraken_does(run) -> None:
    kits = answer(run, "upgrade", "kraken-in-kits.toml", "kraken-gigabit")
    assert kits["delta"] == answer(run, "upgrade", "kraken", "kraken-gigabit")["delta"]
    told = run("compare", "kraken", "kraken-in-kits.toml", *SHIPPED)
    assert told.code == 0
    change = answer(run, "cost", "kraken-in-kits.toml", "--against", "kraken")["change"]
    assert change["whole"]["amount"] == "0.00"


def test_the_workbook_groups_the_rows_of_each_kit(run, tmp_path: Path) -> None:
    file = tmp_path / "kits.xlsx"
    run("export", "kraken-in-kits.toml", "-o", str(file), *SHIPPED)
    sheet = openpyxl.load_workbook(file)["Kits"]

    levels = {
        str(row[0].value).lstrip("· "): sheet.row_dimensions[row[0].row].outlineLevel
        for row in sheet.iter_rows()
        if row[0].value
    }
    assert levels["All nodes"] == 0
    assert levels["Worker"] == 1
    assert levels["Board with its cables"] == 2
    assert levels["Raspberry Pi 3 Model B"] == 3
    assert levels["8-port switch (model not stated)"] == 0
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


@pytest.mark.parametrize("suffix", ["md", "bbcode", "html"])
def test_texts_have_the_kits(run, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"kits.{suffix}"
    run("export", "kraken-in-kits.toml", "-o", str(file), *SHIPPED)
    text = file.read_text("utf-8")

    assert "· · Board with its cables" in text
    assert "belong to the whole order, not to a kit" in text


def test_a_csv_says_how_many_pieces_lie_in_which_kit(run) -> None:
    lines = run("cost", "kraken-in-kits.toml", "--format", "csv", *SHIPPED).out.splitlines()

    assert lines[0].endswith(",kits")
    cables = next(line for line in lines if line.startswith("part,patch-lead-rj45"))
    assert "outside 1; nodes/first-node/wired-board 1; nodes/worker/wired-board 6" in cables


PACKS = (
    HEAD
    + "\n"
    + kit("node", inner("pi", 1, "board"), inner("lost", 1, "storage"))
    + kit("pair", inner_kit("node", 2), inner("sw8", 1, "switch"))
    + use("pair", 3)
    + part("lead", 2, "cable")
    + '[[charges]]\nkind = "shipping"\nlabel = "Post"\namount = "5.00 SGD"\nas_of = 2020-06-17\n'
    + 'source = "x"\n'
)


def test_a_part_without_a_price_is_told_at_every_level_that_has_it(run, tmp_path: Path) -> None:
    (tmp_path / "packs.toml").write_text(PACKS, encoding="utf-8")
    told = run("cost", "packs.toml", "--unfold").out

    assert "S$390.00 + unpriced" in told
    assert "S$300.00 + unpriced" in told
    kits = json.loads(run("cost", "packs.toml", "--format", "json").out)["kits"]["kits"]
    assert [kits[0]["unpriced"], kits[0]["kits"][0]["unpriced"]] == [["lost"], ["lost"]]
    assert "Post (shipping)" in told
    folded = run("cost", "packs.toml").out
    assert "· " not in folded
    assert "Kits are folded. See what they hold with --unfold." in folded


def test_what_cannot_be_a_kit_is_said_with_its_place(run, tmp_path: Path) -> None:
    file = tmp_path / "ring.toml"
    file.write_text(HEAD + kit("a", inner_kit("a")) + use("a"), encoding="utf-8")
    ran = run("cost", "ring.toml", *SHIPPED)

    assert ran.code == 1
    assert "ring.toml row 8, kits 1.positions 1.kit: The kit 'a' is in itself" in ran.err


def test_a_build_in_kits_is_kept_as_it_was_written(run, tmp_path: Path) -> None:
    ran = run("builds", "save", "kraken-in-kits.toml")
    assert ran.code == 0, ran.err
    kept = next(tmp_path.rglob("builds/kraken-in-kits.toml"))
    text = kept.read_text("utf-8")
    assert text.count("[[kits]]") == 4
    assert 'kit = "worker"\nquantity = 6' in text


def test_a_kit_may_be_a_build_of_the_catalog_at_its_prices(run, tmp_path: Path) -> None:
    text = HEAD + '[[kits]]\nname = "cluster"\nbuild = "kraken"\n\n' + use("cluster", 3)
    (tmp_path / "lab.toml").write_text(text, encoding="utf-8")
    found = answer(run, "cost", "lab.toml")

    assert found["total"]["amount"] == "1879.89"
    assert found["kits"]["kits"][0]["cost_of_one"]["amount"] == "626.63"
    assert found["kits"]["kits"][0]["title"] == "Kraken"


def test_a_build_saved_over_the_one_it_is_made_of_holds_its_parts(run, tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(HEAD + part("pi", 1, "board"), encoding="utf-8")
    run("builds", "save", "one.toml", "--title", "One")
    refers = HEAD + '[[kits]]\nname = "one"\nbuild = "one"\n\n' + use("one", 2)
    (tmp_path / "two.toml").write_text(refers, encoding="utf-8")
    beside = run("builds", "save", "two.toml", "--title", "Two")
    over = run("builds", "save", "two.toml", "--title", "One", "--replace", "one")

    assert (beside.code, over.code) == (0, 0), over.err
    kept = {each.stem: each.read_text("utf-8") for each in tmp_path.rglob("builds/*.toml")}
    assert 'build = "one"' in kept["two"]
    assert 'build = "one"' not in kept["one"]
    assert 'part_number = "pi"' in kept["one"]


def test_a_sized_build_is_written_with_its_nodes_as_a_kit_at_the_same_cost(
    run, tmp_path: Path
) -> None:
    asked = ("size", "--nodes", "3", "--storage", "16", *SHIPPED)
    sized = json.loads(run(*asked, "--format", "json").out)["cost"]
    ran = run(*asked, "-o", "sized.toml", "--nodes-as-kit")
    assert ran.code == 0, ran.err

    found = answer(run, "cost", "sized.toml")
    assert found["total"] == sized
    assert [(each["title"], each["quantity"]) for each in found["kits"]["kits"]] == [("Node", 3)]


def test_nodes_are_written_as_a_kit_only_into_a_file(run) -> None:
    ran = run("size", "--nodes", "3", "--nodes-as-kit", *SHIPPED)
    assert ran.code == 2
    assert "Use it with --output." in ran.err
