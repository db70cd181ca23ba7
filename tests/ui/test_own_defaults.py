"""The configuration file on the pages: what it sets is what they begin with, as for commands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.ui.visit import in_view
from tests.ui.test_pages import opened, words

Configure = Callable[[str], None]
GERMAN = """currency = "EUR"
country = "DE"
tariff = "0.32"
[terms]
condition = ["new", "used"]
exclude = ["amazon-us"]
max-vendors = 2
"""


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Write the configuration file of one's own."""
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PLANNER_CONFIG", str(file))
    in_view.settings.clear()

    def written(text: str) -> None:
        file.write_text(text)

    yield written
    in_view.settings.clear()


def test_currency_and_tariff_are_those_of_the_plan_and_the_address_need_not_say_so(
    configure: Configure,
) -> None:
    configure(GERMAN)
    app = opened(build="kraken")
    assert "€0.32 per kWh, entered by you" in words(app)
    assert not {"currency", "tariff", "country"} & set(app.query_params)
    # What an address says comes before it.
    assert "S\\$0.30 per kWh" in words(opened(build="kraken", currency="SGD", tariff="0.30 SGD"))


def test_a_tariff_that_is_taken_out_stays_out_for_whoever_opens_the_address(
    configure: Configure,
) -> None:
    configure(GERMAN)
    app = opened(build="kraken").button("running:button").click().run()
    app = app.text_input("power-price").set_value("").run()
    assert app.query_params["tariff"] == "-"
    assert "entered by you" not in words(app)
    assert "entered by you" not in words(opened(build="kraken", tariff="-"))
    assert "entered by you" in words(opened(build="kraken"))


def test_the_terms_are_those_of_buying_and_what_is_taken_out_is_in_the_address(
    configure: Configure,
) -> None:
    from planner.ui.buy import wishes

    configure(GERMAN)
    app = opened("buy.py", build="kraken")
    asked = wishes.own_defaults().buying
    assert (asked.ship_to, asked.exclude, asked.max_vendors) == ("DE", ("amazon-us",), 2)
    assert app.session_state["buying"] == asked
    assert not {"ship", "without", "most", "condition"} & set(app.query_params)

    app = opened("buy.py", build="kraken", without="-", most="3", ship="FR", condition="-")
    taken = app.session_state["buying"]
    assert (taken.ship_to, taken.exclude, taken.max_vendors) == ("FR", (), 3)
    assert taken.condition == ("new",)
    assert {key: app.query_params[key] for key in ("without", "most", "ship", "condition")} == {
        "without": "-", "most": "3", "ship": "FR", "condition": "-"
    }  # fmt: skip


def test_requirements_begin_with_what_is_configured_and_a_link_is_complete_in_itself(
    configure: Configure,
) -> None:
    configure(GERMAN)
    app = opened("size.py")
    assert app.session_state["wishes"].condition == ("new", "used")
    assert "wishes" not in app.query_params
    app = opened("size.py", wishes='{"nodes":3}')
    assert app.session_state["wishes"].condition == ("new",)


def test_a_file_that_cannot_be_used_is_said_on_the_page(configure: Configure) -> None:
    configure('currency = "EURO"')
    app = opened(build="kraken")
    assert "currency:" in app.error[0].value
    assert "planner config" in words(app) + app.error[0].value
    # It is read anew once it is corrected.
    configure('currency = "EUR"')
    assert "€" in words(opened(build="kraken"))


def test_a_link_to_share_says_the_currency_that_others_may_not_have_set(
    configure: Configure,
) -> None:
    configure('currency = "EUR"')
    app = opened(build="kraken").button("share:kraken").click().run()
    (link,) = [each.value for each in app.code if "edit=" in each.value]
    assert "currency=EUR" in link
