"""Whole jobs from the first screen, as people come with them: what is clicked and typed is counted.

A click is one, a field that is filled is one, a choice from a list is two: opening it, choosing.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.rest import wait_for_rest

pytestmark = pytest.mark.browser


class Hands:
    """What somebody does on a page, counted."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.done = 0
        page.goto(address)
        expect(page.get_by_role("heading", name="Cluster planner")).to_be_visible()

    def click(self, name: str, *, role: str = "button") -> None:
        self.press(self.page.get_by_role(role, name=name, exact=True).first)  # type: ignore[arg-type]

    def press(self, what: Locator) -> None:
        # It may come with a page that is only being opened: that page has to come to rest first.
        expect(what).to_be_visible()
        wait_for_rest(self.page)
        what.click()
        self.done += 1

    def fill(self, name: str, text: str) -> None:
        field = self.page.get_by_label(name, exact=True).first
        expect(field).to_be_visible()
        wait_for_rest(self.page)
        field.fill(text)
        field.press("Enter")
        self.done += 1

    def choose(self, name: str, typed: str, choice: str) -> None:
        """Open a list, type what is looked for, and take what is offered by that name."""
        field = self.page.get_by_role("combobox", name=name).first
        expect(field).to_be_visible()
        wait_for_rest(self.page)
        field.click()
        field.press_sequentially(typed)
        self.page.get_by_role("option", name=choice).first.click()
        field.press("Escape")
        self.done += 2


@pytest.fixture
def hands(page: Page, address: str) -> Hands:
    return Hands(page, address)


def test_a_teacher_learns_what_eight_boards_with_poe_cost_and_what_the_budget_would_buy(
    hands: Hands,
) -> None:
    page = hands.page
    hands.click("Configure a cluster", role="link")
    hands.choose("Board", "Pi 5 8", "Raspberry Pi 5 8 GB")
    hands.fill("Budget, S$", "1500")
    hands.press(page.get_by_text("More requirements", exact=True))
    hands.choose("Power from", "PoE", "PoE")
    hands.click("Find the cheapest build")

    expect(page.get_by_text("These requirements conflict")).to_be_visible()
    ways_out = page.get_by_role("button", name=re.compile(r"S\$[\d,]+\.\d\d"))
    expect(ways_out.first).to_be_visible()
    assert hands.done <= 8

    # Ways out that come later move those that are there already.
    wait_for_rest(page)
    ways_out.filter(has_text="budget").click()
    expect(page.get_by_role("heading", name="8-node cluster")).to_be_visible()
    expect(page.get_by_text("Raspberry Pi 5 8 GB").first).to_be_visible()


def test_a_homelab_of_three_fast_nodes_is_found_with_the_last_entry(hands: Hands) -> None:
    page = hands.page
    hands.click("Configure a cluster", role="link")
    hands.choose("Board", "N100", "Radxa X4")
    hands.choose("Network speed", "2.5", "2.5 Gb")
    # Enter in a field sends the form off, with all that was chosen in it.
    hands.fill("Nodes", "3")
    expect(page.get_by_role("heading", name="3-node cluster")).to_be_visible()
    bill = page.get_by_role("row")
    expect(bill.filter(has_text=re.compile("Radxa X4.*3 nodes", re.DOTALL)).first).to_be_visible()
    expect(bill.filter(has_text="5 ports: 3 nodes and 1 uplink").first).to_be_visible()
    assert hands.done <= 6


def test_an_upgrade_to_gigabit_is_two_clicks_away(hands: Hands) -> None:
    page = hands.page
    hands.click("Upgrade", role="link")
    expect(page.get_by_text("S$82.36").first).to_be_visible()
    assert hands.done <= 2


def test_the_eighth_node_of_kraken_is_two_clicks_away_and_says_why_it_costs_more(
    hands: Hands,
) -> None:
    page = hands.page
    hands.click("Open Kraken", role="link")
    hands.click("+1 node")
    proposal = page.locator(".st-key-next-node-proposal")
    expect(proposal).to_contain_text(re.compile(r"The 8th node.*costs S\$[\d.]+"))
    expect(proposal).to_contain_text("8 ports cannot serve 8 nodes and 1 uplink")
    assert hands.done <= 2


def test_what_a_year_of_electricity_costs_is_read_without_a_click(hands: Hands) -> None:
    page = hands.page
    hands.click("Open Kraken", role="link")
    told = re.compile(r"Electricity.*S\$[\d.]+ per year")
    expect(page.locator(".st-key-sum")).to_contain_text(told)
    # Nothing but the build itself was opened.
    assert hands.done == 1


def test_a_part_of_ones_own_from_a_shop_of_ones_own_is_in_the_build(hands: Hands) -> None:
    page = hands.page
    hands.click("Start an empty build", role="link")
    hands.press(page.get_by_role("button", name=re.compile("Choose .*board", re.IGNORECASE)).first)
    dialog = page.get_by_role("dialog")
    hands.press(dialog.get_by_role("button", name="Own part"))
    for name, text in {"Name": "Board of the lab", "Unit price": "S$ 40,50"}.items():
        dialog.get_by_role("textbox", name=name).fill(text)
        hands.done += 1
    hands.press(dialog.get_by_role("button", name="Save and add"))

    expect(dialog).to_have_count(0)
    expect(page.get_by_text("Board of the lab").first).to_be_visible()
    expect(page.locator(".st-key-sum")).to_contain_text("S$40.50")
    assert hands.done <= 8


def test_a_teacher_buys_a_class_set_and_has_a_packing_list_for_each_kit(
    hands: Hands, tmp_path: Path
) -> None:
    page = hands.page
    hands.click("Buy", role="link")
    expect(page.get_by_role("heading", name="Buy Kraken rebuilt in 2026")).to_be_visible()
    hands.fill("Copies", "10")
    expect(
        page.get_by_text("For 10 copies").or_(page.get_by_text("for 10 copies")).first
    ).to_be_visible()
    hands.press(page.get_by_text("What goes into each copy?"))
    expect(
        page.get_by_text(re.compile("Kraken rebuilt in 2026.*, each of 10 copies"))
    ).to_be_visible()
    with page.expect_download() as waiting:
        hands.press(page.get_by_role("button", name="Orders to print"))
    waiting.value.save_as(tmp_path / "orders.html")
    assert ", 3 of 10" in (tmp_path / "orders.html").read_text()
    assert hands.done <= 10


def test_a_change_is_there_after_a_reload_and_on_every_page(hands: Hands) -> None:
    page = hands.page
    hands.click("Open Kraken", role="link")
    hands.press(page.get_by_role("button", name=re.compile("^One more of")).first)
    expect(page.get_by_text("against Kraken").first).to_be_visible()
    total = page.locator(".st-key-total em").first.inner_text()
    page.reload()
    expect(page.locator(".st-key-total em").first).to_have_text(total)
