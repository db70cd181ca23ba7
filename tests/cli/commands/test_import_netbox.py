"""`planner import netbox`: what it says, what it answers in JSON, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.device_types import device_yaml

SWITCH = device_yaml(
    model="SW-8",
    interfaces=["8 x 1000base-t"],
    power_ports=["iec-60320-c14"],
    more="part_number: SW8\nweight: 1\nweight_unit: kg\n",
)
BOARD = device_yaml(model="SBC", interfaces=["1000base-t"], power_ports=["usb-c"])


@pytest.fixture
def types(tmp_path: Path) -> Path:
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "sw8.yaml").write_bytes(SWITCH)
    (folder / "sbc.yaml").write_bytes(BOARD)
    return folder


def flat(text: str) -> str:
    """Return a text without the line ends that the width of a terminal makes."""
    return " ".join(text.split())


def test_a_folder_is_imported_and_what_cannot_be_told_is_an_error(
    run: Any, types: Path, tmp_path: Path
) -> None:
    told = run("import", "netbox", str(types), "--to", str(tmp_path / "to"))
    assert told.code == 1
    assert "1 added, 0 changed, 0 unchanged, 1 not imported." in flat(told.out)
    assert "SW8" in told.out
    assert "weight" in told.out
    assert "what it is with --as switch|board|charger|power-strip." in flat(told.out)
    assert (tmp_path / "to/parts/switch.csv").exists()
    assert not (tmp_path / "to/parts/board.csv").exists()


def test_one_file_said_to_be_a_board_is_in_ones_own_catalog(run: Any, types: Path) -> None:
    told = run("import", "netbox", str(types / "sbc.yaml"), "--as", "Board")
    assert told.code == 0
    assert "acme-sbc" in told.out
    assert "acme-sbc" in run("catalog", "diff").out
    again = run("import", "netbox", str(types / "sbc.yaml"), "--as", "board")
    assert "0 added, 0 changed, 1 unchanged, 0 not imported." in flat(again.out)
    (types / "sbc.yaml").write_bytes(BOARD.replace(b"usb-c", b"usb-micro-b"))
    changed = run("import", "netbox", str(types / "sbc.yaml"), "--as", "board").out
    assert "power_connector:" in flat(changed)


def test_json_says_of_each_file_what_became_of_it(run: Any, types: Path, tmp_path: Path) -> None:
    told = run(
        "import", "netbox", str(types), "--to", str(tmp_path / "to"), "--format", "json",
        "--repository", "https://git.example/lib", "--licence", "CC0-1.0",
    )  # fmt: skip
    answer = json.loads(told.out)
    assert told.code == 1
    assert answer["counts"] == {"added": 1, "changed": 0, "unchanged": 0, "known": 0, "refused": 1}
    board, switch = answer["files"]
    assert (switch["outcome"], switch["category"], switch["part_number"]) == (
        "added", "switch", "SW8",
    )  # fmt: skip
    assert {"column": "interfaces", "before": "", "after": "8 x 1G RJ45 PoE?"} in switch["changes"]
    assert switch["not_imported"] == {"weight": 1}
    assert "power_max_w" in switch["not_stated"]
    assert switch["reason"] == "8 network ports, no power outlets."
    assert {each["column"]: each["after"] for each in switch["changes"]}["source"] == (
        "NetBox device type https://git.example/lib sw8.yaml, licence CC0-1.0"
    )
    assert (board["outcome"], board["part_number"], board["changes"]) == ("refused", None, [])
    assert board["findings"][0]["code"] == "device-type-untold"
    assert board["findings"][0]["cell"]["file"] == "sbc.yaml"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nothing.yaml"], 1, "It cannot be read: no such file or directory."),
        (["types", "--as", "toaster"], 2, "There is no kind of part 'toaster'."),
        ([], 2, "Missing argument 'PATH'."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Any, types: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, says: str
) -> None:
    monkeypatch.chdir(types.parent)
    told = run("import", "netbox", *words)
    assert told.code == code
    assert says.casefold() in flat(told.err).casefold()


def test_import_alone_lists_what_can_be_imported(run: Any) -> None:
    assert "netbox" in run("import", "--help").out


def test_what_the_catalog_has_already_is_told_with_what_differs(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_CATALOGS", str(Path(__file__).resolve().parents[3] / "catalogs"))
    file = tmp_path / "GS105.yaml"
    file.write_bytes(
        device_yaml(
            model="GS105",
            manufacturer="NETGEAR",
            interfaces=["5 x 1000base-t"],
            more="part_number: GS105\nu_height: 1\n",
        )
    )

    answer = json.loads(run("import", "netbox", str(file), "--format", "json").out)

    (told,) = answer["files"]
    assert (told["outcome"], told["known_as"]) == ("known", "gs105")
    assert [each["column"] for each in told["changes"]] == ["rack_u"]
