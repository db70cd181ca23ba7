"""The page Size in a real browser: a point of the plot is clicked, a part is asked about."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.rest import wait_for_rest
from tests.ui.test_browser_every_page import CUT, WIDTHS

pytestmark = pytest.mark.browser

TOTAL = ".st-key-proposed .st-key-total em"


def opened(page: Page, address: str) -> str:
    """Open the page for two nodes, and return what the proposal costs."""
    page.goto(f'{address}/size?wishes={{"nodes":2}}')
    expect(page.get_by_role("heading", name="2-node cluster")).to_be_visible()
    expect(page.locator(TOTAL)).to_contain_text("S$")
    return page.locator(TOTAL).inner_text()


def dots(page: Page) -> Locator:
    """Return the points of the plot, each called by what it stands for."""
    return page.get_by_test_id("stVegaLiteChart").locator(".mark-symbol path")


def click(page: Page, dot: Locator) -> str:
    """Click where a point is, as a hand does, and return what its build costs."""
    # While the page is drawn its plot may be exchanged for the next one.
    wait_for_rest(page)
    expect(dot).to_be_visible()
    told, x, y = dot.evaluate(
        """dot => {
            dot.scrollIntoView({block: "center", behavior: "instant"});
            const box = dot.getBoundingClientRect();
            const label = dot.getAttribute("aria-label");
            return [label, box.x + box.width / 2, box.y + box.height / 2];
        }"""
    )
    page.mouse.click(x, y)
    cost = re.search(r"Total: (S\$[\d,.]+)", told)
    assert cost is not None, told
    return cost[1]


def test_a_click_on_a_point_of_the_plot_opens_that_build(page: Page, address: str) -> None:
    cheapest = opened(page, address)
    page.get_by_role("button", name="Cost trade-offs").click()
    page.get_by_text("RAM", exact=True).click()
    expect(dots(page).nth(3)).to_be_visible()
    shown = page.get_by_text("From the plot below")
    expect(shown).to_have_count(0)

    second = click(page, dots(page).nth(1))
    expect(page.locator(TOTAL)).to_have_text(second)
    expect(shown).to_contain_text(second)

    # Another one, and the first of them once more.
    last = click(page, dots(page).last)
    expect(page.locator(TOTAL)).to_have_text(last)
    assert click(page, dots(page).nth(1)) == second
    expect(page.locator(TOTAL)).to_have_text(second)

    # After the way back the same point opens again.
    page.get_by_role("button", name="Back to the proposal").click()
    expect(page.locator(TOTAL)).to_have_text(cheapest)
    click(page, dots(page).nth(1))
    expect(page.locator(TOTAL)).to_have_text(second)
    page.get_by_role("button", name="Open this build").click()
    expect(page.locator(".st-key-sum")).to_contain_text(second)


def pick(page: Page, typed: str) -> Locator:
    """Type what a part is called and take what is offered; return where the answer stands."""
    # What is offered is drawn anew at the end of a run, and a click in between is lost.
    wait_for_rest(page)
    box = page.get_by_role("combobox", name="Part of this build, or any other")
    box.click()
    box.fill(typed)
    page.get_by_role("option", name=typed).first.click()
    return page.locator(".st-key-why-answer")


def test_a_part_is_found_by_typing_and_told_why(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("button", name="Why this part, and not another?").click()

    answer = pick(page, "Raspberry Pi 4 Model B 2 GB")

    expect(answer).to_contain_text("Raspberry Pi 4 Model B 2 GB is not in it: at S$")
    expect(answer).to_contain_text("It would win at")

    answer = pick(page, "2 × Raspberry")

    expect(answer).to_contain_text("In this build")
    expect(answer).to_contain_text("Spare capacity")
    expect(answer).to_contain_text("Needed because of: 2 nodes.")


def test_on_a_phone_an_answer_and_the_plot_do_not_stick_out(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, address)
    page.get_by_role("button", name="Why this part, and not another?").click()
    expect(pick(page, "2 × Raspberry")).to_contain_text("Spare capacity")
    page.get_by_role("button", name="Cost trade-offs").click()
    page.get_by_text("RAM", exact=True).click()
    expect(dots(page).first).to_be_visible()

    width = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")

    assert width <= 390


def test_a_build_is_sized_at_delivered_prices_and_bought_at_the_same_total(
    page: Page, address: str
) -> None:
    opened(page, address)
    prices = page.get_by_role("combobox", name="Prices")
    prices.click()
    page.get_by_role("option", name="Delivered to Singapore").click()
    page.get_by_role("button", name="Find the cheapest build").click()

    # No shop of the catalog states what it asks for shipping and tax, so there is no total.
    expect(page.get_by_text("At least, delivered to Singapore")).to_be_visible()
    expect(page.get_by_text("Proven cheapest")).to_have_count(0)
    page.wait_for_url("**delivered_to**")
    proposed = page.locator(TOTAL).inner_text()

    # The link opens the same.
    page.reload()
    expect(page.get_by_text("At least, delivered to Singapore")).to_be_visible()
    expect(page.locator(TOTAL)).to_have_text(proposed)

    page.get_by_role("button", name="Buy it").click()
    expect(page.get_by_role("heading", name="Buy 2-node cluster")).to_be_visible()
    expect(page.locator(".st-key-basket-total .st-key-total em")).to_have_text(proposed)


def test_delivered_prices_are_not_cut_and_do_not_stick_out(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f'{address}/size?wishes={{"nodes":2,"delivered_to":"SG"}}')
    expect(page.get_by_text("Where to buy it")).to_be_visible()
    table = page.get_by_test_id("stTable").first
    expect(table).to_contain_text("At least, delivered")

    expect(page.locator(TOTAL)).to_contain_text("S$")

    assert table.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_function(f"() => ({CUT})().length === 0", timeout=10_000)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_an_answer_to_earlier_requirements_is_marked_until_the_form_is_sent(
    page: Page, address: str
) -> None:
    opened(page, address)
    said = page.get_by_text("These requirements have changed")
    # Its line is empty from the moment that it knows what was sent.
    expect(page.locator(".st-key-unsent p")).to_have_count(1)
    expect(said).to_have_count(0)
    wait_for_rest(page)

    nodes = page.get_by_role("spinbutton", name="Nodes", exact=True)
    nodes.fill("3")
    expect(said).to_be_visible()
    # As it was: the answer is right again.
    nodes.fill("2")
    expect(said).to_have_count(0)

    wait_for_rest(page)
    speed = page.get_by_role("combobox", name="Network speed")
    speed.click()
    page.get_by_role("option", name="1 Gb", exact=True).click()
    expect(speed).to_have_value("1 Gb")
    expect(said).to_be_visible()
    page.get_by_role("button", name="Find the cheapest build").click()
    expect(said).to_have_count(0)
    wait_for_rest(page)
    expect(page.locator(TOTAL)).to_contain_text("S$")
    expect(said).to_have_count(0)
