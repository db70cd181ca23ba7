"""catalog diff, put, retire: one's own catalog from the command line."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder that commands of this test take for one's own."""
    return tmp_path / "mine"


def test_without_rows_nothing_is_ones_own(run) -> None:
    ran = run("catalog", "diff")
    assert "You have no rows of your own" in ran.out
    assert ran.code == 0


def test_a_shop_and_its_price_are_put_used_and_told(run, own: Path) -> None:
    shop = run(
        "catalog", "put", "vendors", "vendor=corner", "name=Corner", "kind=shop", "currency=SGD"
    )
    price = run(
        "catalog",
        "put",
        "offers",
        "vendor=corner",
        "part_number=pi",
        "currency=SGD",
        "price=41",
        "quoted_on=2020-06-17",
        "basis=quoted",
        "source=the shelf",
    )
    assert (shop.code, price.code) == (0, 0)
    assert f"Wrote one row of offers in {own}." in " ".join(price.out.split())
    listed = run("parts", "--search", "pi", "--on", "2020-06-17", "--format", "json")
    assert json.loads(listed.out)["parts"][0]["price"]["amount"] == "41.00"
    told = json.loads(run("catalog", "diff", "--format", "json").out)
    assert [(each["table"], each["row"], each["change"]) for each in told["changes"]] == [
        ("vendors", "corner", "added"),
        ("offers", "corner pi 1 2020-06-17", "added"),
    ]


def test_putting_a_row_again_changes_what_is_named_and_keeps_the_rest(run, own: Path) -> None:
    run("catalog", "put", "vendors", "vendor=corner", "name=Corner", "kind=shop", "currency=SGD")
    run("catalog", "put", "vendors", "vendor=corner", "shipping=5")
    text = (own / "vendors.csv").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("corner,Corner,shop,")]
    assert ",5," in text


def test_a_mistake_writes_nothing_and_says_where(run, own: Path) -> None:
    ran = run(
        "catalog", "put", "vendors", "vendor=corner", "name=Corner", "kind=shop", "currency=S$"
    )
    assert ran.code == 1
    assert "Nothing was written." in ran.out
    assert "currency" in ran.out + ran.err
    assert not own.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("put", "gadgets", "a=b"), "There is no table 'gadgets'"),
        (("put", "vendors", "vendor"), "'vendor' is not COLUMN=TEXT"),
        (("retire",), "Name a part, a vendor, or both"),
        (("retire", "pie"), "There is no part 'pie'"),
        (("retire", "--vendor", "shops"), "Did you mean shop?"),
    ],
)
def test_what_cannot_be_understood_is_told(run, words: tuple[str, ...], message: str) -> None:
    ran = run("catalog", *words)
    assert ran.code == 2
    assert message in " ".join((ran.out + ran.err).split())


def test_what_is_retired_is_told_and_its_price_is_gone(run) -> None:
    assert run("catalog", "retire", "pi", "--vendor", "shop", "--on", "2020-06-10").code == 0
    listed = json.loads(
        run("parts", "--search", "pi", "--on", "2020-06-17", "--format", "json").out
    )
    assert listed["parts"][0]["price"] is None
    assert "retired_on: 2020-06-10" in " ".join(run("catalog", "diff").out.split())


def test_a_folder_that_is_named_stands_alone(run, catalog: Path) -> None:
    run("catalog", "put", "vendors", "vendor=corner", "name=Corner", "kind=shop", "currency=SGD")
    assert "2 vendors" in run("check").out
    assert "1 vendor," in run("check", str(catalog)).out
