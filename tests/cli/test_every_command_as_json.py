"""Every command that answers in JSON: its answer holds its record, and every record has a command.

That an answer is read back into the record it was written from is seen by the fixture `run`, here
as in every other test of a command.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from planner.cli.main import app
from planner.io.exporters._json_answers import KINDS
from tests.device_types import device_yaml
from tests.io.prices.pages import jsonld, product
from tests.io.rate_server import GOOD, answers, rate_server

SHIPPED = Path(__file__).resolve().parents[2] / "catalogs"
# Command lines on the small catalog, by the kinds of record that answer them.
ANSWERS = {
    "builds list": "build-totals",
    "builds save small --title Mine": "kept-build",
    "builds remove mine": "kept-build",
    "cost guess --also USD,EUR": "costed-plan",
    "cost gap": "costed-plan",
    "cost guess --against small": "costed-plan",
    "cost gap --on 2020-06-17 --on 2020-07-17 --also EUR": "prices-over-time",
    "cost smal": "finding",
    "cost": "finding",
    "compare small guess gap --base small": "comparison",
    "upgrade small guess --resale sw8=12.50": "upgrade",
    "upgrade small guess --copies 5 --of 3 --leave-out 1": "upgrade",
    "more small 2 --copies 3 --on 2020-07-17": "more-copies",
    f"network kraken --catalog {SHIPPED}": "bandwidths",
    f"network kraken kraken-gigabit --catalog {SHIPPED}": "bandwidth-changes",
    "running small --tariff 0.30 --load-share 30": "running-cost",
    "next small": "next-node",
    "next gap --board nobody": "next-node",
    "wiring small": "build-wiring",
    f"wiring kraken-2026 --catalog {SHIPPED}": "build-wiring",
    "import bom bill.csv": "read-bill",
    "import workbook small.xlsx --plan small": "returned-workbook",
    "size --nodes 3 --on 2020-06-17": "size-answer",
    "size --nodes 3 --copies 10 --on 2020-06-17": "size-answer",
    "size --nodes 3 --on 2020-06-17 --landed": "size-answer",
    "size --nodes 3 --copies 3 --on 2020-06-17 --landed": "size-answer",
    "size --nodes 3 --on 2020-06-17 --budget 10 --must pi=2 --isa arm64": "size-answer",
    "size --nodes 3 --on 2020-06-17 --budget 10 --landed": "size-answer",
    "curve --most 9 --on 2020-06-17": "curve",
    "curve --most 3 --copies 4 --on 2020-06-17": "curve",
    "why pi --nodes 3 --on 2020-06-17": "explanation",
    "why sw8g --nodes 3 --on 2020-06-17": "explanation",
    "frontier --nodes 2 --against ram --on 2020-06-17": "frontier",
    "buy bill.csv --on 2020-06-17 --certificate basket.json --orders orders": "purchase-answer",
    "buy bill.csv --on 2020-06-17 --cart --orders orders": "purchase-answer",
    "buy bill.csv --check basket.json": "purchase-answer",
    "buy bill.csv --on 2020-06-17 --lock pi=shop --need-by 2020-06-30": "purchase-answer",
    "buy bill.csv --on 2020-06-17 --max-vendors 1 --fastest-within 5": "purchase-answer",
    "copies bill.csv --on 2020-06-17 --most 4": "copy-curve",
    "buy bill.csv@Ann small*2@Ben:USD --on 2020-06-17 --partial": "purchase-answer",
    "parts list --on 2020-06-17 --currency EUR": "priced-parts",
    "parts history pi": "price-history",
    "check": "catalog-check",
    "catalog diff": "own-changes",
    "config": "configuration",
    "catalog copy whole": "copied-catalog",
    "import netbox types --to own": "imported-types",
    "catalog retire pi --on 2020-06-17": "written-row",
    "catalog put vendors vendor=corner name=Corner kind=shop currency=SGD": "written-row",
    "rates show --on 2020-06-17": "rate-lookup",
    "rates fetch --quote USD,EUR": "fetched-rates",
    "prices fetch https://shop.example/fan --page fan.html --saved-on 2020-06-17": "page-answer",
    "prices fetch --vendor shop": "price-refresh",
    "prices fetch https://shop.example/fan --page fan.html --save --part pi": "kept-prices",
    # What is looked up has no record to read back; that it is off has.
    "prices lookup fan --at mouser": "finding",
}


def commands(command: Any, *path: str) -> Iterator[str]:
    """Yield the names of all commands that have a choice of forms."""
    for name, each in getattr(command, "commands", {}).items():
        yield from commands(each, *path, name)
    if any("--format" in option.opts for option in command.params):
        yield " ".join(path)


@pytest.fixture
def answer(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command line and return its JSON answer."""
    (tmp_path / "bill.csv").write_text("part_number,quantity\npi,3\ncard,3\n")
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "sw.yaml").write_bytes(device_yaml(interfaces=["8 x 1000base-t"]))
    (tmp_path / "fan.html").write_text(jsonld(product()))

    def answered(line: str) -> Any:
        with rate_server(answers(GOOD)) as there:
            monkeypatch.setenv("PLANNER_RATES_URL", there.url)
            return json.loads(run(*line.split(), "--format", "json").out)

    return answered


def test_no_command_and_no_kind_of_record_is_without_an_example() -> None:
    known = list(commands(typer.main.get_command(app)))
    asked = {next((name for name in known if line.startswith(name)), line) for line in ANSWERS}
    assert asked == set(known)
    assert set(ANSWERS.values()) == set(KINDS)


@pytest.mark.parametrize("line", ANSWERS)
def test_the_answer_of_a_command_holds_its_whole_record(line: str, answer: Any, run: Any) -> None:
    if "--check" in line:
        answer(line.replace("--check", "--on 2020-06-17 --certificate"))
    if "import workbook" in line:
        run("export", "small", "-o", "small.xlsx")
    if "builds remove" in line:
        answer("builds save small --title Mine")

    told = answer(line)

    assert told["record"]["kind"] == ANSWERS[line]
    assert list(told)[-1] == "record"
