"""The page Buy at each order: a link to its shop's cart, a file to upload, or a list to copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.ui.visit import in_view
from tests.ui.buy.test_page import FILES, HEAD, build, opened, press, said

MARKET = {
    "vendors.csv": """\
vendor,name,kind,country,currency,url,cart,shipping,tax_percent,tax_included
acme,Acme *Hut*,shop,SG,SGD,https://acme.example/,shopify,5,9,true
lion,Mouser,shop,SG,SGD,https://www.mouser.sg/,mouser,4,9,true
far,Corner,shop,SG,SGD,https://corner.example/,,4,9,true
diary,A diary,publication,SG,SGD,,,,,
""",
    "offers/acme.csv": f"""{HEAD},article_number
board,B-1,SGD,1,50,1,2,DAY,quoted,https://acme.example/b,111
fan,F-1,SGD,1,4,5,2,DAY,quoted,https://acme.example/f,
""",
    "offers/lion.csv": f"{HEAD}\nlead,358-L,SGD,1,3,1,5,DAY,quoted,a shop\n",
    "offers/far.csv": f"{HEAD}\ncase,007,SGD,1,7,1,,DAY,quoted,https://corner.example/c\n",
}


@pytest.fixture(autouse=True)
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A market of four kinds of sellers, and a build that needs something of each."""
    folder = tmp_path / "catalogs"
    builds = {"builds/kraken.toml": build("Kraken", board=2, fan=3, lead=2, case=1)}
    for name, text in {**FILES, **MARKET, **builds}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("DAY", in_view.today().isoformat()))
    monkeypatch.setenv("PLANNER_CATALOGS", str(folder))
    in_view.settings.clear()
    yield
    in_view.settings.clear()


def links(app: AppTest) -> dict[str, str]:
    return {each.proto.label.replace("\\", ""): each.proto.url for each in app.get("link_button")}


def test_each_order_offers_what_its_shop_takes() -> None:
    app = opened()

    assert not app.exception
    assert links(app) == {
        "Open cart at Acme *Hut*": "https://acme.example/cart/111:2?storefront=true"
    }
    assert "1 × A *fan* (pack of 5): its Shopify variant ID is not known" in said(app)
    files = [each.proto.label for each in app.get("download_button")]
    assert "Cart file for Mouser" in files
    assert [each.value for each in app.code] == []

    app = press(app, "List to copy")
    assert [each.value for each in app.code] == [
        "1 × A case; article 007; https://corner.example/c"
    ]
    app = press(app, "List of what is not in the cart")
    assert "1 × A *fan* (pack of 5); article F-1; https://acme.example/f" in [
        each.value for each in app.code
    ]


def test_of_much_that_is_left_out_the_first_is_named_and_the_list_has_all(tmp_path: Path) -> None:
    parts = [f"p{place}" for place in range(12)]
    folder = tmp_path / "catalogs"
    rows = "".join(f"{each},,SGD,1,1,1,2,DAY,quoted,a shop,\n" for each in parts)
    offers = f"{HEAD},article_number\n{rows}"
    (folder / "offers/acme.csv").write_text(offers.replace("DAY", in_view.today().isoformat()))
    named = "".join(f"{each},Part {each},x\n" for each in parts)
    (folder / "parts/other.csv").write_text(f"part_number,name,source\n{named}")
    (folder / "builds/kraken.toml").write_text(build("Kraken", **dict.fromkeys(parts, 1)))

    app = opened()

    assert said(app).count("its Shopify variant ID is not known") == 10
    assert "2 more, in the list" in said(app)
    app = press(app, "List of what is not in the cart")
    assert len(app.code[0].value.splitlines()) == 12
