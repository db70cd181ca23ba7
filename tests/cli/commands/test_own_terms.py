"""Terms of one build of an order, on the command line: `--lock PART=VENDOR@Ann` and its like."""

import json
from pathlib import Path

import pytest

VENDORS = """vendor,name,kind,currency,shipping,tax_percent
near,Near,shop,SGD,5,0
far,Far,shop,SGD,2,0
"""


@pytest.fixture
def buy(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    offers = tmp_path / "offers"
    offers.mkdir()
    (offers / "near.csv").write_text(
        "part_number,price,currency,quoted_on,basis,source\n"
        "board,30.00,SGD,2026-10-30,quoted,a shop\n"
    )
    (offers / "far.csv").write_text(
        "part_number,price,currency,quoted_on,basis,source\n"
        "board,20.00,SGD,2026-10-30,quoted,a shop\nother,1.00,SGD,2026-10-30,quoted,a shop\n"
    )
    (tmp_path / "vendors.csv").write_text(VENDORS)
    for name, pieces in (("a", 2), ("b", 3)):
        (tmp_path / f"{name}.csv").write_text(f"part_number,quantity\nboard,{pieces}\n")

    def bought(*arguments: str):
        where = ("--offers", "offers", "--vendors", "vendors.csv", "--on", "2026-10-30")
        return run("buy", *arguments, *where, "--format", "json")

    return bought


def pieces(found) -> dict[str, int]:
    return {
        f"{order['vendor']}/{line['part_number']}": line["quantity"]
        for order in json.loads(found.out)["orders"]
        for line in order["lines"]
    }


@pytest.mark.parametrize("whose", ["Ann", "a.csv"])
def test_a_lock_is_that_of_one_owner_or_of_one_bom(buy, whose: str) -> None:
    both = ("a.csv@Ann", "b.csv@Ben")
    assert pieces(buy(*both)) == {"far/board": 5}
    assert pieces(buy(*both, "--lock", f"board=near@{whose}")) == {"near/board": 2, "far/board": 3}
    assert pieces(buy(*both, "--exclude", f"far@{whose}")) == {"near/board": 2, "far/board": 3}
    assert pieces(buy(*both, "--alternate", f"board=other@{whose}")) == {
        "far/board": 3, "far/other": 2,
    }  # fmt: skip


def test_without_a_name_they_hold_for_the_whole_order(buy) -> None:
    both = ("a.csv@Ann", "b.csv@Ben")
    assert pieces(buy(*both, "--lock", "board=near")) == {"near/board": 5}
    assert pieces(buy(*both, "--alternate", "board=other")) == {"far/other": 5}
    assert pieces(buy("a.csv", "--alternate", "board=other")) == {"far/other": 2}


def test_the_shares_are_those_of_each_ones_own_terms(buy) -> None:
    found = json.loads(
        buy("a.csv@Ann", "b.csv@Ben", "--lock", "board=near@Ann", "--split", "goods").out
    )
    amounts = {each["owner"]: each["pays"]["amount"] for each in found["shares"]["owners"]}
    assert amounts == {"Ann": "65.00", "Ben": "62.00"}


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--lock=board=near@Cid", "Cid"),
        ("--exclude=far@Cid", "Cid"),
        ("--alternate=board=other@Cid", "Cid"),
        ("--lock=board=near@", "names nobody after the @"),
        ("--lock=board=nowhere@Ann", "nowhere"),
        ("--lock=bord=near@Ann", "bord"),
        ("--exclude=nowhere@Ann", "nowhere"),
        ("--exclude=@Ann", "names no vendor"),
        ("--alternate=bord=other@Ann", "bord"),
        ("--alternate=board", "is not a part with another"),
    ],
)
def test_what_cannot_be_gets_a_sentence(buy, option: str, said: str) -> None:
    found = buy("a.csv@Ann", "b.csv@Ben", option)
    assert found.code == 2
    assert said in found.out + found.err


def test_the_curve_over_copies_has_one_bom_and_nobody_to_tell_apart(run, buy) -> None:
    found = run("copies", "a.csv", "--exclude", "far@Ann")
    assert found.code == 2
    assert "leave out @Ann" in found.err
