"""What is printed can be recounted: unit prices with their decimals, rates with enough digits."""

import json
import re
from decimal import Decimal
from pathlib import Path

HEAD = 'title = "Own"\ncurrency = "SGD"\nsource = "https://build.example"\n'


def own(path: Path, day: str, price: str, quantity: int) -> str:
    """Write a build of one part at one price and return its path."""
    path.write_text(
        f'{HEAD}on = {day}\n[[positions]]\nslot = "board"\npart_number = "pi"\n'
        f"quantity = {quantity}\n"
        f'[positions.price]\nunit = "{price}"\nbasis = "published"\nas_of = {day}\n'
        'source = "https://build.example"\n',
        "utf-8",
    )
    return str(path)


def test_a_unit_price_of_less_than_a_cent_is_not_printed_as_nothing(run, tmp_path) -> None:
    build = own(tmp_path / "own.toml", "2020-06-17", "0.0049 SGD", 1000)

    for form in ("table", "md", "csv"):
        said = run("cost", build, "--format", form).out
        assert "0.0049" in said
        assert "4.90" in said


def test_a_printed_rate_gives_the_printed_sum(run, tmp_path, catalog) -> None:
    (catalog / "rates.csv").unlink()
    build = own(tmp_path / "own.toml", "2025-01-10", "767.00 USD", 1)

    said = run("cost", build)

    assert "S$1,048.97" in said.out
    (printed,) = re.findall(r"1 USD = ([0-9.]+) SGD", said.out)
    assert printed == "1.367624"
    assert round(767 * Decimal(printed), 2) == Decimal("1048.97")
    total = json.loads(run("cost", build, "--format", "json").out)["total"]
    assert total["amount"] == "1048.97"
