"""`planner size`: wishes from options and files, the build on screen, as JSON and as a file."""

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.engine.sizing_cases import wish

# The small catalog has no network lead with plugs, so the same leads are described here.
LEADS = """\
part_number,name,source,carries,from_connector,to_connector
lead,Network cable,https://lead.example,ethernet,RJ45,RJ45
cord,Power cable,https://lead.example,power,USB-A,micro-USB
"""
DAY = ("--on", "2020-06-17")


@pytest.fixture(autouse=True)
def _leads(catalog: Path) -> None:
    (catalog / "parts" / "cable.csv").write_text(LEADS)


def sized(run: Any, *arguments: str) -> Any:
    """Return what a command line prints as JSON."""
    return json.loads(run("size", *arguments, *DAY, "--format", "json").out)


def test_json_holds_the_build_its_wiring_its_cost_and_how_sure_it_is(run) -> None:
    found = sized(run, "--nodes", "3")

    # 3 × 50 + 3 × 10 + 30 + US$20 at 0.5 + 4 × 1.50 + 3 × 2
    assert found["cost"] == {"amount": "262.00", "currency": "SGD"}
    assert (found["status"], found["bound"], found["gap"]) == ("optimal", found["cost"], 0)
    counts = {p["part_number"]: p["quantity"] for p in found["build"]["positions"]}
    assert counts == {"pi": 3, "card": 3, "usb6": 1, "sw8": 1, "lead": 4, "cord": 3}
    assert {"device": "pi#2", "device_port": 1, "unit": "usb6#1", "unit_port": 2,
            "kind": "usb_power"} in found["wiring"]  # fmt: skip
    assert found["reasons"][0] == "3 × pi: 3 nodes."


def test_people_read_the_bill_and_that_nothing_is_cheaper(run) -> None:
    shown = run("size", "--nodes", "3", *DAY).out

    assert (
        "3-node cluster: S$262.00, and at these list prices no build that meets the requirements "
        "costs less" in " ".join(shown.split())
    )
    assert "8 ports: 3 nodes and 1 uplink" in shown


def test_a_port_is_named_only_where_a_unit_has_more_than_one_of_its_kind(run) -> None:
    lines = run("size", "--nodes", "3", *DAY).out.splitlines()
    wires = {tuple(cell.strip() for cell in line.split("  ") if cell.strip()) for line in lines}

    assert ("SD card no. 2", "Pi board no. 2", "microSD") in wires
    assert ("Pi board no. 2", "Six outlets no. 1, port 2", "power") in wires
    assert ("Pi board no. 2", "Eight ports no. 1, port 2", "network") in wires
    assert ("Eight ports no. 1, port 8", "router, port 1", "network") in wires


def ask_of_every_vendor(catalog: Path, **facts: str) -> int:
    """Let every vendor ask so much, and return how many there are."""
    file = catalog / "vendors.csv"
    header, *rows = file.read_text().splitlines()
    vendors = [dict(zip(header.split(","), row.split(","), strict=False)) for row in rows]
    ways = {**dict.fromkeys(header.split(","), ""), **facts}
    lines = [",".join((ways | {k: v for k, v in each.items() if v}).values()) for each in vendors]
    file.write_text("\n".join([",".join(ways), *lines]) + "\n")
    return len(vendors)


def test_landed_prices_choose_parts_and_offers_together_and_say_what_that_saves(
    run, catalog: Path, tmp_path: Path
) -> None:
    shops = ask_of_every_vendor(catalog, shipping="7.00", tax_percent="0")

    found = sized(run, "--nodes", "3", "--landed")
    orders = found["landed"]["orders"]
    assert found["status"] == found["landed"]["status"] == "optimal"
    assert 1 <= len(orders) <= shops
    assert {order["shipping"]["amount"] for order in orders} == {"7.00"}
    assert found["bound"] == found["landed"]["total"] == found["bought_after"]

    told = run("size", "--nodes", "3", "--landed", "-o", str(tmp_path / "mine.toml"), *DAY)
    shown = " ".join(told.out.split())
    assert "Parts at list prices S$262.00" in shown
    assert "delivered, and no build that meets the requirements costs less." in shown
    assert (
        "Choosing parts at list prices first and vendors afterwards would cost the same." in shown
    )
    assert (tmp_path / "mine.toml").exists()


def test_spare_pieces_that_fill_an_order_up_to_free_shipping_are_told(run, catalog: Path) -> None:
    ask_of_every_vendor(catalog, shipping="50.00", free_shipping_over="264.00")

    told = run("size", "--nodes", "3", "--landed", *DAY)
    assert "more than needed, because shipping then costs S$50.00 less." in " ".join(
        told.out.split()
    )


def test_a_row_of_the_catalog_that_was_not_read_leaves_a_size_unproven(run, catalog: Path) -> None:
    file = next((catalog / "offers").glob("*.csv"))
    header, first, *_ = file.read_text().splitlines()
    price = header.split(",").index("price")
    cells = first.split(",")
    cells[price] = "cheap"
    with file.open("a") as offers:
        offers.write(",".join(cells) + "\n")
    found = sized(run, "--nodes", "3")
    assert (found["status"], found["unread_rows"]) == ("feasible", 1)
    shown = " ".join(run("size", "--nodes", "3", *DAY).out.split())
    assert "no build from what was read costs less; 1 row of the catalog not read." in shown


def test_where_it_is_delivered_to_is_an_option_or_a_wish_of_the_file(
    run, catalog: Path, tmp_path: Path
) -> None:
    ask_of_every_vendor(catalog, ships_to="DE")
    assert run("size", "--nodes", "3", "--landed", *DAY).code == 1
    there = sized(run, "--nodes", "3", "--landed", "--ship-to", "de")
    # Nobody states shipping or tax, so nothing has a total and nothing is proven.
    assert (there["status"], there["gap"], there["landed"]["total"]) == ("feasible", None, None)
    assert there["landed"]["at_least"] == {"amount": "262.00", "currency": "SGD"}
    shown = " ".join(run("size", "--nodes", "3", "--landed", "--ship-to", "de", *DAY).out.split())
    assert "goods S$262.00, shipping and tax unknown at" in shown
    assert "at least S$262.00 delivered, not proven." in shown
    assert "costs less" not in shown

    file = tmp_path / "wishes.toml"
    file.write_text('nodes = 3\non = 2020-06-17\ndelivered_to = "DE"\n')
    assert json.loads(run("size", str(file), "-f", "json").out)["landed"] == there["landed"]
    assert sized(run, str(file), "--landed")["landed"] == there["landed"]
    assert run("size", str(file), "--ship-to", "SG").code == 1


def test_a_country_goes_with_landed_prices_only_and_those_with_least_cost(run) -> None:
    alone = run("size", "--nodes", "3", "--ship-to", "DE", *DAY)
    assert alone.code == 2
    assert "Use it with --landed." in alone.err
    watts = run("size", "--nodes", "3", "--objective", "watts", "--landed", *DAY)
    assert watts.code == 1
    assert "work only when optimising for lowest cost" in " ".join(watts.err.split())


@pytest.mark.parametrize(
    "command", [("curve", "{}", "--most", "2"), ("why", "pi", "--wishes", "{}"),
                ("frontier", "--wishes", "{}", "--against", "ram")]
)  # fmt: skip
def test_what_knows_list_prices_only_says_so_of_a_file_that_asks_for_more(
    run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "wishes.toml"
    file.write_text("nodes = 2\non = 2020-06-17\n")
    words = [each.format(file) for each in command]
    assert "At list prices" not in run(*words).out
    file.write_text('nodes = 2\non = 2020-06-17\ndelivered_to = "SG"\n')
    assert "At list prices: delivery terms count only in planner size." in run(*words).out


def test_landed_prices_of_what_no_build_does_are_an_error_too(run) -> None:
    told = run("size", "--nodes", "3", "--mbps", "1000", "--landed", *DAY)
    assert told.code == 1
    assert "No build of these parts meets all requirements." in told.out
    assert "There is no build even at list prices." in told.out
    assert "This cannot be met: 1000 Mbit/s per node." in told.out


def test_a_budget_that_holds_only_at_list_prices_says_what_the_build_costs_delivered(
    run, catalog: Path
) -> None:
    ask_of_every_vendor(catalog, shipping="7.00")
    wishes = ("--nodes", "3", "--power", "none", "--budget", "220", "--landed")

    told = run("size", *wishes, *DAY)
    assert told.code == 1
    shown = " ".join(told.out.split())
    assert "Delivered: these requirements conflict: 3 nodes; a budget of S$220.00." in shown
    # What taxes come to nobody states, so this is the least.
    assert "Raise the budget to at least S$" in shown
    assert "At list prices a build meets all requirements" in shown
    found = sized(run, *wishes)
    assert [each["wish"] for each in found["conflict"]] == ["3 nodes", "a budget of S$220.00"]
    assert found["findings"][-1]["code"] == "no-build-delivered"


def test_where_nobody_delivers_a_part_of_the_build_it_is_named(run, catalog: Path) -> None:
    ask_of_every_vendor(catalog, ships_to="US")

    told = run("size", "--nodes", "3", "--landed", *DAY)
    assert told.code == 1
    shown = " ".join(told.out.split())
    assert (
        "No vendor that delivers sells a suitable switch: Eight fast ports; Eight ports." in shown
    )
    assert "Delivered: " not in shown


def test_where_prices_are_left_out_the_answer_says_how_many_and_how_to_count_them(
    run, catalog: Path
) -> None:
    late = ("--nodes", "1", "--on", "2026-06-17")
    assert "--prices-since" not in run("size", *late).out  # all are as old as each other

    offers = next((catalog / "offers").glob("*.csv"))
    header, first, *rest = offers.read_text().splitlines()
    newer = first.replace("2020-06-01", "2026-06-01")
    assert newer != first
    offers.write_text("\n".join((header, newer, *rest)) + "\n")

    told = run("size", *late)
    assert told.code == 1  # one price alone makes no build
    shown = " ".join(told.out.split())
    assert "prices from before 2025-09-01 (9 months before the newest)." in shown
    assert "Include all prices with --prices-since any." in shown
    assert "the exclusion of old prices" in shown

    for command in (("curve", "--most", "1"), ("frontier", "--nodes", "1")):
        answer = json.loads(run(*command, *late[2:], "--format", "json").out)
        assert [each["code"] for each in answer["findings"]] == ["prices-left-out"]
        assert answer["record"]["unused"]["newest"] == "2026-06-01"
    in_words = " ".join(run("curve", "--most", "1", *late[2:]).out.split())
    assert "(9 months before the newest)." in in_words

    every = sized(run, *late, "--prices-since", "any")
    assert every["cost"] is not None
    assert every["record"]["sized"]["requirement"]["prices_since"] == {
        "kind": "choice",
        "value": "any",
    }
    assert run("size", *late, "--prices-since", "soon").code == 2
    told = run("size", *late, "--prices-since", "2024-06-01")
    assert told.code == 1
    assert "This cannot be met: prices from 2024-06-01 or later." in told.out


def test_what_no_build_does_is_an_error_with_the_reasons(run) -> None:
    told = run("size", "--nodes", "3", "--mbps", "1000", *DAY)

    assert told.code == 1
    assert "No build of these parts meets all requirements." in told.out
    assert "network too slow, with any available adapter" in " ".join(told.out.split())
    assert sized(run, "--nodes", "3", "--mbps", "1000")["build"] is None


def test_a_contradiction_is_told_with_what_each_wish_costs(run) -> None:
    told = run("size", "--nodes", "3", "--budget", "150", *DAY).out

    assert "These requirements conflict: 3 nodes; a budget of S$150.00." in told
    assert "With at most 1 node instead of 3 nodes a build costs S$135.00." in told
    assert "Without a budget of S$150.00 a build costs S$262.00." in told
    found = sized(run, "--nodes", "3", "--budget", "150")["conflict"]
    assert found[0]["instead"] == "at most 1 node"


def test_several_contradictions_and_an_empty_catalog_are_told_apart(run, catalog: Path) -> None:
    told = " ".join(run("size", "--nodes", "3", "--mbps", "5000", "--ram", "99", *DAY).out.split())
    assert (
        "Even without 99 GB of RAM per node there is no build: other requirements conflict too."
        in told
    )

    (catalog / "offers" / "shop.csv").unlink()
    told = run("size", "--nodes", "3", *DAY).out
    assert "Not even one basic node can be built from this catalog." in told


def test_a_sized_build_is_a_file_that_other_commands_read(run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    run("size", "--nodes", "3", "--owned", "pi=2", "--spares", "1", *DAY, "-o", str(file))

    found = json.loads(run("cost", str(file), "--format", "json").out)

    # 2 boards, 4 cards
    assert found["total"] == sized(run, "--nodes", "3", "--owned", "pi=2", "--spares", "1")["cost"]
    assert [f for f in found["findings"] if f["severity"] == "error"] == []


def test_a_file_and_options_make_one_requirement_and_options_come_first(
    run, tmp_path: Path
) -> None:
    file = tmp_path / "wishes.toml"
    file.write_text('nodes = 2\non = 2020-06-17\n[[roles]]\nname = "master"\nstorage_gb = 8\n')

    assert json.loads(run("size", str(file), "-f", "json").out)["build"]["name"] == "sized-2-nodes"
    assert sized(run, str(file), "--nodes", "4")["build"]["name"] == "sized-4-nodes"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Say how many nodes"),
        (("--nodes", "0"), "nodes: Input should be greater than or equal to 1"),
        (("--nodes", "2", "--must", "nothing"), "There is no part 'nothing' in the catalog."),
        (("--nodes", "2", "--must", "pi=1.5"), "a count is a whole number"),
        (("--nodes", "2", "--role", "master=1,storag=8"), "Did you mean storage?"),
        (("--nodes", "2", "-o", "mine.txt"), "is not a .toml file"),
        (("gone.toml",), "There is no file 'gone.toml'"),
    ],
)
def test_a_wish_that_cannot_be_read_is_explained(run, arguments, words: str) -> None:
    told = run("size", *arguments, *DAY)

    assert told.code in (1, 2)
    assert words in told.err.replace("\n  ", " ")


def test_a_mistake_in_a_file_of_wishes_is_named_with_its_line(run, tmp_path: Path) -> None:
    file = tmp_path / "wishes.toml"
    file.write_text("nodes = 2\nuplnks = 2\n")

    assert "wishes.toml row 2, uplnks" in run("size", str(file), *DAY).err
    file.write_text("nodes = \n")
    assert "This is not TOML" in run("size", str(file), *DAY).err


def test_roles_are_written_in_one_word(run) -> None:
    found = sized(run, "--nodes", "3", "--role", "master=1,storage=16,ram=1", "--isa", "arm64")

    roles = [p["role"] for p in found["build"]["positions"] if p["slot"] == "board"]
    assert roles == ["master", "node"]


def test_the_curve_says_what_the_next_node_costs(run) -> None:
    found = json.loads(run("curve", "--most", "8", *DAY, "-f", "json").out)["points"]
    shown = run("curve", "--most", "8", *DAY).out

    # a board, a card, two leads, and a second switch with its lead for the eighth
    assert [point["extra"] for point in found[:3]] == [
        None,
        {"amount": "63.50", "currency": "SGD"},
        {"amount": "63.50", "currency": "SGD"},
    ]
    assert [point["nodes"] for point in found if point["cliffs"]] == [7, 8]
    assert "switches: 2 × sw8 instead of 1 × sw8, S$30.00 more" in shown


def test_the_curve_shows_where_it_ends_and_compares_a_single_switch(run, catalog: Path) -> None:
    with (catalog / "parts" / "switch.csv").open("a") as file:
        file.write("sw16,Sixteen ports,https://sw.example,16,100\n")
    with (catalog / "offers" / "shop.csv").open("a") as file:
        file.write("sw16,SGD,90.00,2020-06-01,quoted,https://shop.example\n")

    assert "With a single switch this node costs" in run("curve", "--most", "8", *DAY).out
    ended = run("curve", "--most", "16", "--no-cascade", *DAY).out
    assert "no build" in ended.splitlines()[-1]


def test_an_unproven_point_of_the_curve_says_so() -> None:
    from planner.cli.answers.curve import curve_answer
    from planner.model.proof import Status
    from planner.model.sizing import Curve, CurvePoint

    answer = curve_answer(Curve((CurvePoint(1, Status.UNKNOWN),)), wish(nodes=1))

    assert answer.blocks[0].rows[0].cells[3] == "not proven: time ran out."  # type: ignore[union-attr]


# --- as CSV ---------------------------------------------------------------------------------------


def rows_of(run: Any, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(run(*arguments, *DAY, "--format", "csv").out)))


def test_the_csv_of_a_sized_build_holds_its_lines_with_their_currencies(run) -> None:
    lines = rows_of(run, "size", "--nodes", "3")
    assert {line["currency"] for line in lines} == {"SGD", "USD"}
    assert sum(Decimal(line["amount_sgd"] or line["amount"]) for line in lines) == Decimal("262.00")


def test_the_csv_of_a_build_that_is_delivered_holds_its_orders(run, catalog: Path) -> None:
    ask_of_every_vendor(catalog, shipping="5.00")
    lines = rows_of(run, "size", "--nodes", "3", "--landed")
    assert {line["kind"] for line in lines} >= {"part", "shipping"}
    orders = sized(run, "--nodes", "3", "--landed")["landed"]["orders"]
    assert {line["vendor"] for line in lines} == {each["vendor"] for each in orders}


@pytest.mark.parametrize("delivered", [(), ("--landed",)])
def test_where_no_build_does_what_is_asked_the_csv_is_empty_and_the_error_is_told(
    run, delivered: tuple[str, ...]
) -> None:
    answer = run("size", "--nodes", "3", "--budget", "1", *delivered, *DAY, "--format", "csv")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("error:")


@pytest.mark.parametrize("command", [("curve", "--most", "2"), ("frontier", "--nodes", "2")])
def test_costs_in_csv_stand_beside_their_currency(run, command: tuple[str, ...]) -> None:
    rows = rows_of(run, *command, "--currency", "USD")
    assert {row["Currency"] for row in rows if row["Cost"]} == {"USD"}


def test_every_rate_of_a_delivered_build_is_printed_with_all_its_digits(run) -> None:
    told = sized(run, "--nodes", "3", "--landed")["landed"]["rates"]
    shown = run("size", "--nodes", "3", "--landed", *DAY).out
    assert told
    for each in told:
        assert f"1 {each['base']} = {each['rate']} {each['quote']}" in shown


def test_the_condition_of_articles_is_a_wish_that_may_be_given_more_than_once(run) -> None:
    asked = ("--nodes", "3", "--condition", "new", "--condition", "used")
    found = sized(run, *asked)
    assert found["record"]["sized"]["requirement"]["condition"] == ["new", "used"]
    assert run("size", *asked[:2], "--condition", "mint", *DAY).code == 2
