"""`planner why` and `planner frontier`: for people and for programs."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands.test_sizing_command import DAY, LEADS

MORE_BOARDS = """\
better,Better board,https://pi.example,arm64,8,4096,1000,own,4,0,microSD,micro-USB,2000,2,5
"""


@pytest.fixture(autouse=True)
def _wares(catalog: Path) -> None:
    (catalog / "parts" / "cable.csv").write_text(LEADS)
    boards = catalog / "parts" / "board.csv"
    columns = "part_number,name,source,isa,cores,ram_mb,nic_mbps,nic_bus,usb2_ports,usb3_ports,"
    columns += "storage_slots,power_connector,supply_ma,power_typical_w,power_max_w\n"
    old = "pi,Pi board,https://pi.example,arm64,4,1024,100,own,4,0,microSD,micro-USB,2000,2,5\n"
    boards.write_text(columns + old + MORE_BOARDS)
    with (catalog / "offers" / "shop.csv").open("a") as file:
        file.write("better,SGD,80.00,2020-06-01,quoted,https://shop.example\n")


def answered(run: Any, *arguments: str) -> Any:
    return json.loads(run(*arguments, *DAY, "--format", "json").out)


def test_a_dearer_part_says_at_which_price_it_would_win(run) -> None:
    told = " ".join(run("why", "better", "--nodes", "3", *DAY).out.split())
    assert "Better board is not in it: at S$80.00 each, a build with it costs more." in told
    assert "The best build costs S$262.00; with at least one of it S$90.00 more." in told
    assert "It would win at S$49.99 each or less, with 3 of it" in told

    found = answered(run, "why", "better", "--nodes", "3")
    assert found["verdict"] == "dearer"
    assert found["wins_at"] == {"amount": "49.99", "currency": "SGD"}


def test_a_chosen_part_says_what_would_come_in_its_place(run) -> None:
    told = " ".join(run("why", "pi", "--nodes", "3", *DAY).out.split())
    assert "3 × Pi board: 3 nodes." in told
    assert "Without it the best build has 3 × Better board and costs S$90.00 more." in told

    found = answered(run, "why", "better", "--nodes", "3", "--ram", "4")
    assert found["verdict"] == "chosen"
    assert found["extra"] is None
    assert {each["wish"] for each in found["binding"]} == {
        "4 GB of RAM per node",
        "3 nodes",
    }
    assert "Every build needs it." in run("why", "better", "--nodes", "3", "--ram", "4", *DAY).out


def test_a_chosen_part_says_which_limits_are_tight_and_where_there_is_room(run) -> None:
    told = " ".join(run("why", "sw8", "--nodes", "7", *DAY).out.split())
    assert "At the limit: - Switch 1: 8 of 8 network ports taken" in told
    assert "(7 nodes, 1 uplink)." in told
    assert "Spare capacity: - Charger 1: 3 of 6" in " ".join(
        run("why", "usb6", "--nodes", "3", *DAY).out.split()
    )

    (ports,) = answered(run, "why", "sw8", "--nodes", "7")["limits"]
    assert ports == {
        "units": ["switch 1"],
        "unit": "switch",
        "numbers": [1],
        "of": "network ports",
        "taken": 8,
        "most": 8,
        "room": 0,
        "tight": True,
        "by": ["7 nodes", "1 uplink"],
        "taken_by": {"node": 7, "uplink": 1},
        "one_more": None,
    }
    watts = answered(run, "why", "usb6", "--nodes", "3")["limits"][-1]
    assert (watts["of"], watts["one_more"]) == ("watts", 5)


def test_a_part_that_fails_a_limit_is_told_with_it(run) -> None:
    assert "Pi board is not in it: too little RAM" in (
        run("why", "pi", "--nodes", "3", "--ram", "4", *DAY).out
    )
    found = answered(run, "why", "better", "--nodes", "3", "--budget", "270")
    assert found["verdict"] == "excluded"
    assert "1 × better" in found["conflict"]
    told = run("why", "better", "--nodes", "3", "--budget", "270", *DAY).out
    assert "These requirements conflict: " in told


def test_the_frontier_lists_builds_that_no_other_beats(run) -> None:
    told = run("frontier", "--nodes", "3", "--against", "cores", *DAY).out
    assert "12  S$262.00  3 × pi, 1 × sw8, 1 × usb6" in told
    assert "24  S$352.00  3 × better" in told
    assert "These are all builds that no other build beats." in told

    found = answered(run, "frontier", "--nodes", "2", "--points", "2")
    assert [point["value"] for point in found["points"]] == [2, 3]
    assert found["complete"] is False
    assert found["points"][0]["wiring"]


def test_a_frontier_without_a_build_and_with_an_unknown_measure_say_so(run) -> None:
    assert "planner size says why" in run("frontier", "--nodes", "3", "--budget", "1", *DAY).out
    told = run("frontier", "--nodes", "3", "--against", "speed", *DAY)
    assert told.code == 2
    assert "There is no measure 'speed'." in told.err
