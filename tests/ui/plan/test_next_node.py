"""The page Plan offers one node more, shows what it takes, and adds it; one step back undoes it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

TOP = Path(__file__).resolve().parents[3]


def opened(build: str) -> AppTest:
    app = AppTest.from_file(str(TOP / "app.py"), default_timeout=90).run()
    app.switch_page(str(TOP / "planner" / "ui" / "pages" / "plan.py"))
    app.query_params["build"] = build
    return app.run()


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown)


def test_a_node_more_is_proposed_and_only_added_when_somebody_says_so() -> None:
    app = press(opened("kraken"), "next-node:button")

    assert not app.exception
    text = said(app)
    assert "The 8th node \\(one more Raspberry Pi 3 Model B\\) costs S\\$" in text
    assert "more than the 7th. 8 ports cannot serve 8 nodes" in text
    assert "Kraken, edited" not in [title.value for title in app.title]

    press(app, "next-node-add")
    assert not app.exception
    assert "The 9th node" in said(app)

    undo = next(button for button in app.button if str(button.key) == "toast-undo")
    undo.click().run()
    assert "The 8th node" in said(app)
