"""Nothing is lost, in a real browser: saved builds, shared links, proposals beside each other."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import Visitors

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"
TOTAL = ".st-key-proposed .st-key-total em"
BOARD = "Quantity of Raspberry Pi 3 Model B"
Opened = Callable[[], Page]
# Each page of the menu, and what is read there of Kraken with one board more.
PAGES = {
    "Plan": "Kraken, edited",
    "My builds": "My builds",
    "Configure": "Configure a cluster",
    "Buy": "Buy Kraken, edited",
    "Upgrade": "Kraken, edited → Gigabit",
    "Compare": "681.69",
    "Catalog": "Browse parts",
}


@pytest.fixture
def own() -> Path:
    """The folder of one's own of the app, which is taken away after each test."""
    return Path(os.environ["PLANNER_DATA"])


@pytest.fixture
def kept(address: str) -> str:
    """The address of the app, which may keep builds in that folder."""
    return address


@pytest.fixture
def opened(visitors: Visitors) -> Opened:
    """A way to open windows of people who were never here."""
    return visitors.come


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1).first


def edit(page: Page, quantity: str) -> None:
    before = page.url
    field = page.get_by_label(BOARD, exact=True)
    field.fill(quantity)
    field.press("Enter")
    expect(page).not_to_have_url(before)


def edited(page: Page, address: str, quantity: str = "8") -> None:
    page.goto(f"{address}/plan?build=kraken")
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    edit(page, quantity)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def save(page: Page, name: str) -> None:
    click(page, "Save")
    field = dialog(page).get_by_label("Name", exact=True)
    field.fill(name)
    field.press("Enter")
    dialog(page).get_by_role("button", name="Save", exact=True).click()
    expect(dialog(page)).to_have_count(0)


def row(page: Page, name: str) -> Locator:
    return page.locator("[class*='st-key-kept-']").filter(has_text=name)


def shared_link(page: Page) -> str:
    click(page, "Share")
    code = dialog(page).locator("code").first
    expect(code).to_contain_text("edit=")
    link = code.inner_text()
    page.keyboard.press("Escape")
    return link


def test_a_saved_build_is_in_my_builds_of_another_browser_with_total_and_day(
    kept: str, own: Path, opened: Opened
) -> None:
    page = opened()
    edited(page, kept)
    save(page, "Kraken of eight")
    expect(title(page)).to_have_text("Kraken of eight")
    expect(page).to_have_url(re.compile("build=kraken-of-eight"))
    expect(page).to_have_title("Plan · Kraken of eight")
    # Kraken itself is as published again.
    assert not parse_qs(urlsplit(page.url).query).get("edit.kraken")

    other = opened()
    other.goto(f"{kept}/builds")

    expect(row(other, "Kraken of eight")).to_contain_text("S$681.69")
    expect(row(other, "Kraken of eight")).to_contain_text("2020-06-17")
    row(other, "Kraken of eight").get_by_role("link", name="Open").click()
    expect(other.locator(SUM)).to_contain_text("S$681.69")
    expect(other.locator(SUM)).to_contain_text("+S$55.06 (+8.8 %) against Kraken")
    assert (own / "builds" / "kraken-of-eight.toml").exists()


def test_a_build_is_renamed_duplicated_deleted_and_put_back(kept: str, opened: Opened) -> None:
    page = opened()
    edited(page, kept, "9")
    save(page, "Nine boards")
    page.goto(f"{kept}/builds")

    row(page, "Nine boards").get_by_role("button", name="Duplicate").click()
    expect(row(page, "Nine boards copy")).to_have_count(1)
    row(page, "Nine boards copy").get_by_role("button", name="Rename").click()
    field = page.get_by_label("New name", exact=True)
    field.fill("Nine again")
    field.press("Enter")
    expect(row(page, "Nine again")).to_have_count(1)
    expect(row(page, "Nine boards copy")).to_have_count(0)
    row(page, "Nine again").get_by_role("button", name="Delete").click()
    expect(row(page, "Nine again")).to_have_count(0)
    click(page, "Undo")
    expect(row(page, "Nine again")).to_contain_text("S$736.75")


def test_of_two_who_change_one_build_the_second_is_told_and_may_save_a_new_one(
    kept: str, opened: Opened
) -> None:
    first, second = opened(), opened()
    edited(first, kept)
    save(first, "Shared by two")
    for page in (first, second):
        page.goto(f"{kept}/plan?build=shared-by-two")
        expect(page.locator(SUM)).to_contain_text("S$681.69")
    edit(second, "12")
    edit(first, "10")
    save(first, "Shared by two")

    click(second, "Save")
    dialog(second).get_by_role("button", name="Save", exact=True).click()
    expect(dialog(second)).to_contain_text("somebody else changed it meanwhile")
    dialog(second).get_by_role("button", name="Save as a new build").click()
    expect(dialog(second)).to_have_count(0)
    expect(second.locator(SUM)).to_contain_text("S$901.93")

    again = opened()
    again.goto(f"{kept}/plan?build=shared-by-two")
    expect(again.locator(SUM)).to_contain_text("S$791.81")


def test_a_shared_link_opens_with_its_day_and_prices_and_the_step_to_todays(
    kept: str, opened: Opened
) -> None:
    page = opened()
    edited(page, kept)
    link = shared_link(page)

    other = opened()
    other.goto(link)

    expect(other.locator(SUM)).to_contain_text("S$681.69")
    expect(other.get_by_text("Prices and rates frozen on 2020-06-17")).to_be_visible()
    expect(title(other)).to_have_text("Kraken, edited")
    other.reload()
    expect(other.get_by_text("Prices and rates frozen on 2020-06-17")).to_be_visible()
    click(other, "Use today's prices")
    expect(other.get_by_text("Prices and rates frozen on")).to_have_count(0)
    expect(other.locator(SUM)).not_to_contain_text("S$681.69")
    click(other, "Undo")
    expect(other.locator(SUM)).to_contain_text("S$681.69")


def test_a_damaged_link_says_so_and_loses_nothing(kept: str, opened: Opened) -> None:
    page = opened()
    edited(page, kept)
    link = shared_link(page)
    damaged = {
        "cut": link[:-200],
        "foreign": f"{kept}/plan?build=my-build&edit=aGVsbG8",
        "huge": f"{kept}/plan?build=my-build&edit={'A' * 25_000}",
    }
    address = page.url

    for damage, bad in damaged.items():
        page.goto(bad)
        expect(page.get_by_text("cannot be read"), damage).to_be_visible()
        page.goto(address)
        expect(page.locator(SUM), damage).to_contain_text("S$681.69")


def test_start_again_is_taken_back_by_undo(kept: str, opened: Opened) -> None:
    page = opened()
    edited(page, kept)
    page.goto(shared_link(page))
    expect(page.locator(SUM)).to_contain_text("S$681.69")

    click(page, "Start again")
    expect(page.get_by_text("This build is empty")).to_be_visible()
    click(page, "Undo")

    expect(page.locator(SUM)).to_contain_text("S$681.69")


def test_two_proposals_stand_beside_each_other_each_under_its_own_name(
    kept: str, opened: Opened
) -> None:
    page = opened()
    for nodes in (2, 3):
        page.goto(f'{kept}/size?wishes={{"nodes":{nodes}}}' if nodes == 2 else with_nodes(page, 3))
        expect(page.locator(TOTAL)).to_contain_text("S$")
        click(page, "Open this build")
        expect(title(page)).to_contain_text(f"{nodes}-node cluster")
    expect(page).to_have_url(re.compile("build=my-build-2"))
    page.reload()
    expect(title(page)).to_contain_text("3-node cluster")

    page.get_by_role("combobox", name="Build").first.click()
    page.get_by_role("option", name=re.compile("2-node cluster")).click()

    expect(title(page)).to_contain_text("2-node cluster")


def with_nodes(page: Page, nodes: int) -> str:
    """Return where Size answers for so many nodes, with all that this visit has."""
    here = urlsplit(page.url)
    return f'{here.scheme}://{here.netloc}/size?{here.query}&wishes={{"nodes":{nodes}}}'


def test_compare_and_upgrade_have_a_changed_build_and_its_original(
    kept: str, opened: Opened
) -> None:
    page = opened()
    edited(page, kept)
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.get_by_text("681.69").first).to_be_visible()
    for name in ("Kraken", "Kraken, edited"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()

    page.goto(page.url.replace("/compare", "/upgrade") + "&from=kraken:original&to=kraken")

    expect(title(page)).to_have_text("Kraken → Kraken, edited")
    expect(page.get_by_text("S$55.06").first).to_be_visible()
    expect(page).to_have_title("Upgrade · Kraken → Kraken, edited")


def test_every_page_keeps_the_build_through_reload_new_tab_and_back(
    kept: str, opened: Opened
) -> None:
    page = opened()
    edited(page, kept)
    edit_token = edit_of(page)
    tabs: set[str] = set()
    for name, says in PAGES.items():
        if name != "Plan":
            page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.get_by_test_id("stMain").get_by_text(says).first).to_be_visible()
        page.reload()
        expect(page.get_by_test_id("stMain").get_by_text(says).first).to_be_visible()
        assert edit_of(page) == edit_token, name
        link = page.get_by_role("link", name="Plan", exact=True).first
        expect(link).to_have_attribute("href", re.compile("edit="))
        leads_to = kept + (link.get_attribute("href") or "").removeprefix(kept)
        # A window that is opened by an address is the same whichever page it was read on.
        if leads_to not in tabs:
            tabs.add(leads_to)
            tab = page.context.new_page()
            tab.goto(leads_to)
            expect(tab.locator(SUM)).to_contain_text("S$681.69")
            tab.close()
        if name == "Plan":
            continue
        link.click()
        expect(page.locator(SUM)).to_contain_text("S$681.69")
        page.go_back()
        expect(page.get_by_test_id("stMain").get_by_text(says).first).to_be_visible()
        assert edit_of(page) == edit_token, name


def test_a_menu_that_is_drawn_anew_still_leads_to_the_build(kept: str, opened: Opened) -> None:
    page = opened()
    edited(page, kept)
    link = page.get_by_role("link", name="Buy", exact=True).first
    leads_to = re.compile("/buy.*edit=")
    expect(link).to_have_attribute("href", leads_to)

    link.evaluate("link => link.setAttribute('href', '/buy')")
    expect(link).to_have_attribute("href", leads_to)
    link.evaluate("link => { link.href = '/buy'; link.outerHTML += ''; }")
    expect(link).to_have_attribute("href", leads_to)


def edit_of(page: Page) -> list[str]:
    """Return what the address says of changes."""
    return parse_qs(urlsplit(page.url).query)["edit"]
