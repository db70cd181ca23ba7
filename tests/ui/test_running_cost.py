"""What a build costs to run, on the pages: the line, the fields, and what they change."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import opened, words


def unfolded(page: str | None = None, **query: str) -> AppTest:
    app = opened(page or "plan.py", **query)
    return app.button("running:button").click().run()


def test_the_plan_tells_a_year_of_electricity_under_its_total() -> None:
    text = words(opened(build="kraken"))
    assert "**Electricity** at least S\\$28.80 per year" in text
    assert "125 kWh, typical; S\\$0.2302 per kWh, since 2020-04-01" in text


def test_ones_own_tariff_and_share_of_load_change_the_year_and_stand_in_the_address() -> None:
    app = unfolded(build="kraken")
    app = app.text_input("power-price").set_value("0.30").run()
    assert "at least S\\$37.53 per year" in words(app)
    assert app.query_params["tariff"] == "0.30 SGD"
    app = app.text_input("power-load").set_value("30 %").run()
    assert "at your load share" in words(app)
    assert app.query_params["load"] == "30"
    app = app.text_input("power-price").set_value("").run()
    assert "tariff" not in app.query_params


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("power-price", "cheap", "'cheap' cannot be the price per kWh"),
        ("power-price", "0", "'0' cannot be the price per kWh"),
        ("power-load", "130", "'130' cannot be a share of the time in percent"),
    ],
)
def test_what_is_no_price_and_no_share_is_refused_and_the_one_before_stays(
    key: str, text: str, said: str
) -> None:
    app = unfolded(build="kraken")
    app = app.text_input(key).set_value(text).run()
    assert said in words(app)
    assert "S\\$28.80 per year" in words(app)


def test_a_link_says_tariff_country_and_load_and_what_cannot_be_meant_is_left_out() -> None:
    text = words(opened(build="kraken", tariff="1 SGD", load="50"))
    assert "S\\$1.00 per kWh, entered by you" in text
    assert "at your load share" in text
    wrong = words(opened(build="kraken", tariff="free", country="nowhere", load="200"))
    assert "at least S\\$28.80 per year" in wrong


def test_another_country_has_another_tariff() -> None:
    app = unfolded(build="kraken-2026")
    app = app.selectbox("power-country").set_value("FR").run()
    assert "EDF regulated tariff" in words(app)
    assert app.query_params["country"] == "FR"


def test_builds_are_compared_by_a_year_of_electricity_at_one_tariff() -> None:
    app = unfolded("compare.py", compare="octopi,kraken")
    text = words(app)
    assert "Electricity per year" in text
    assert "Electricity at S\\$0.2302 per kWh" in text
    drawn = words(opened("compare.py", compare="octopi,kraken", chart="Electricity per year"))
    assert "Octopi S\\$23.96; Kraken at least S\\$28.80" in drawn


def test_an_upgrade_says_whether_it_is_paid_back() -> None:
    text = words(opened("upgrade.py", **{"from": "octopi", "to": "kraken"}))
    assert "more electricity per year, as far as the power draw is known" in text


def test_a_proposal_tells_what_it_costs_to_run() -> None:
    assert "**Electricity**" in words(opened("size.py"))


def test_a_proposal_by_least_cost_over_years_tells_both_sums() -> None:
    asked = json.dumps({"nodes": 3, "objective": "cost-over-years", "years": 5, "tariff": "0.30"})
    text = words(opened("size.py", wishes=asked))
    assert "Lowest cost over these years at these list prices" in text
    assert "**With electricity of 5 years**" in text
    assert "typical draw all the time, at S\\$0.30 per kWh" in text
    # The year beneath it rests on the same price.
    assert "S\\$0.30 per kWh, entered by you" in text


def test_what_a_visitor_pays_for_a_kwh_counts_where_electricity_does() -> None:
    asked = json.dumps({"nodes": 3, "objective": "cost-over-years"})
    text = words(opened("size.py", wishes=asked, tariff="0.50 SGD"))
    assert "typical draw all the time, at S\\$0.50 per kWh" in text
