"""A small catalog with round numbers, and a way to run a command line on it."""

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli.main import main
from planner.io.exporters import json
from planner.io.exporters.json import answer_fields

FILES = {
    "parts/board.csv": """\
part_number,name,source,isa,cores,clock_mhz,ram_mb,nic_mbps,nic_bus,usb2_ports,usb3_ports,storage_slots,power_connector,supply_ma,power_typical_w,power_max_w
pi,Pi board,https://pi.example,arm64,4,1000,1024,100,own,4,0,microSD,micro-USB,2000,2,5
""",
    "parts/storage.csv": """\
part_number,name,source,slot,capacity_gb
card,SD card,https://card.example,microSD,16
""",
    "parts/switch.csv": """\
part_number,name,source,ports,speed_mbps
sw8,Eight ports,https://sw.example,8,100
sw8g,Eight fast ports,https://sw.example,8,1000
""",
    "parts/charger.csv": """\
part_number,name,source,ports,connector,supply_w,port_max_ma
usb6,Six outlets,https://usb.example,6,USB-A,60,2400
""",
    "parts/cable.csv": """\
part_number,name,source,carries,from_connector,to_connector
lead,Network cable,https://lead.example,ethernet,RJ45,RJ45
cord,Power cable,https://lead.example,power,USB-A,micro-USB
""",
    "vendors.csv": """\
vendor,name,kind,currency
shop,The Shop,shop,SGD
""",
    "offers/shop.csv": """\
part_number,currency,price,quoted_on,basis,source
pi,SGD,50.00,2020-06-01,quoted,https://shop.example
card,SGD,10.00,2020-06-01,quoted,https://shop.example
sw8,SGD,30.00,2020-06-01,quoted,https://shop.example
usb6,USD,20.00,2020-06-01,quoted,https://shop.example
lead,SGD,1.50,2020-06-01,quoted,https://shop.example
cord,SGD,2.00,2020-06-01,quoted,https://shop.example
""",
    "rates.csv": """\
base,quote,rate,as_of,source
SGD,USD,0.5,2020-06-17,the bank
SGD,USD,0.8,2018-10-15,the bank
SGD,EUR,0.6,2020-06-17,the bank
""",
}


def build(title: str, switch: str, *, head: str = "", tail: str = "") -> str:
    """Three boards on one switch."""
    return f"""\
title = "{title}"
currency = "SGD"
on = 2020-06-17
source = "https://build.example"
{head}
{position("board", "pi", 3)}
{position("storage", "card", 3)}
{position("charger", "usb6", 1)}
{position("switch", switch, 1)}
{tail}
{position("cable", "lead", 4)}
{position("cable", "cord", 3)}
"""


def position(slot: str, part: str, quantity: int) -> str:
    return f'[[positions]]\nslot = "{slot}"\npart_number = "{part}"\nquantity = {quantity}\n'


GUESSED = """\
[positions.price]
unit = "45.00 SGD"
basis = "estimated"
as_of = 2020-06-01
source = "comparable switches"
low = "40.00 SGD"
high = "60.00 SGD"
"""
BUILDS = {
    "small": build("Small", "sw8"),
    "gap": build("Gap", "sw8g"),
    "guess": build("Guess", "sw8g", head='inferred = "a remark of 2020."', tail=GUESSED),
}


@dataclass(frozen=True)
class Ran:
    """What a command line left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog folder in which nothing is wrong."""
    folder = tmp_path / "catalogs"
    builds = {f"builds/{name}.toml": text for name, text in BUILDS.items()}
    for name, text in {**FILES, **builds}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(
    catalog: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Ran]:
    """Run a command line on the small catalog, in a terminal of 80 columns.

    Whatever it answers in JSON is read back into the record that it was written from.
    """
    for name in [name for name in os.environ if name.startswith("PLANNER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PLANNER_CATALOGS", str(catalog))
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "mine"))
    monkeypatch.setenv("PLANNER_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("PLANNER_EXPORTS", str(tmp_path / "exports"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    answered: list[object] = []

    def noting(answer: object) -> dict[str, object]:
        answered.append(answer)
        return answer_fields(answer)

    monkeypatch.setattr(json, "answer_fields", noting)

    def run_it(*arguments: str) -> Ran:
        answered.clear()
        code = main(arguments)
        said = capsys.readouterr()
        in_file = arguments[:1] == ("export",) and "-o" in arguments
        for answer in answered:
            where = arguments[arguments.index("-o") + 1] if in_file else ""
            reads_back(Path(where).read_text("utf-8") if where else said.out, answer)
        return Ran(code, said.out, said.err)

    return run_it


def reads_back(text: str, answer: object) -> None:
    """See that a JSON answer gives back its record, with every digit, and that this can travel."""
    read = json.read_answer(text)
    assert read == answer
    assert json.to_json(answer_fields(read)) == text
    assert pickle.loads(pickle.dumps(read)) == answer  # noqa: S301 our own bytes
