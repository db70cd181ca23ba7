"""The page Buy: the cheapest basket, how sure that is, and what it leaves out."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = APP.parent / "planner" / "ui" / "pages" / "buy.py"


def opened(build: str = "kraken") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(str(PAGE))
    app.query_params["build"] = build
    return app.run()


def said(app: AppTest) -> str:
    kinds = ("markdown", "title", "subheader", "info", "warning", "error")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    texts += [text for table in app.table for text in table.value.astype(str).to_numpy().flatten()]
    return "\n".join(texts).replace("\\", "")


def test_what_nobody_sells_is_named_and_the_rest_is_no_total() -> None:
    app = opened()

    text = said(app)
    assert not app.exception
    assert "kraken-switch-8p" in text
    assert "without 2 parts" in text
    assert "So far" in text
    assert "Proven cheapest" in text


def test_every_order_names_its_vendor_and_what_is_not_known_of_it() -> None:
    text = said(opened())

    assert "Amazon (US)" in text
    assert "shipping and tax not known, counted as nothing" in text


def test_an_empty_build_has_nothing_to_buy() -> None:
    app = opened("my-build")

    assert not app.exception
    assert "There is nothing to buy" in said(app)
