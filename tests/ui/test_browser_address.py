"""The address in a real browser: every page, every link of the menu, back and forward."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"
BOARD = "Quantity of Raspberry Pi 3 Model B"
PAGES = ("Plan", "Configure", "Buy", "Upgrade", "Compare", "Catalog")


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1).first


def edited(page: Page, address: str, quantity: str = "8") -> None:
    """Open Kraken and change the number of boards; wait until the address says so."""
    page.goto(f"{address}/plan")
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    change(page, quantity)


def change(page: Page, quantity: str) -> None:
    before = page.url
    field = page.get_by_label(BOARD, exact=True)
    field.fill(quantity)
    field.press("Enter")
    expect(page).not_to_have_url(before)


def menu(page: Page) -> dict[str, str]:
    """Return where each link of the menu leads."""
    links = [page.get_by_role("link", name=name, exact=True).first for name in PAGES]
    for link in links:
        expect(link).to_have_attribute("href", re.compile("[?]"))
    found = [link.get_attribute("href") or "" for link in links]
    return dict(zip(PAGES, found, strict=True))


def edit_of(url: str) -> list[str]:
    return parse_qs(urlsplit(url).query).get("edit", [])


def test_every_link_of_the_menu_and_every_page_has_the_edited_build(
    page: Page, address: str
) -> None:
    edited(page, address)
    edit = edit_of(page.url)
    assert edit
    assert len(page.url) < 250

    links = menu(page)
    assert all(edit_of(link) == edit for link in links.values())

    for name in ("Buy", "Upgrade"):
        other = page.context.new_page()
        other.goto(links[name])
        expect(title(other)).to_contain_text("Kraken, edited")
        assert all(edit_of(link) == edit for link in menu(other).values())
        other.close()


def test_the_last_step_back_leads_to_the_build_as_published_and_forward_again(
    page: Page, address: str
) -> None:
    edited(page, address)
    change(page, "9")
    expect(page.locator(SUM)).to_contain_text("S$736.75")

    page.go_back()
    expect(page.locator(SUM)).to_contain_text("S$681.69")
    page.go_back()
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    expect(title(page)).to_have_text("Kraken")
    page.go_forward()
    page.go_forward()
    expect(page.locator(SUM)).to_contain_text("S$736.75")


def test_one_step_back_leads_to_the_page_before_with_what_was_changed(
    page: Page, address: str
) -> None:
    edited(page, address)
    page.get_by_role("link", name="Upgrade", exact=True).click()
    expect(title(page)).to_contain_text("Kraken, edited → Gigabit")

    page.go_back()

    expect(page.locator(SUM)).to_contain_text("S$681.69")
    page.go_forward()
    expect(title(page)).to_contain_text("Kraken, edited → Gigabit")


def test_an_own_price_and_what_is_owned_are_in_the_address_of_another_page(
    page: Page, address: str
) -> None:
    edited(page, address)
    page.get_by_label("Details of Raspberry Pi 3 Model B", exact=True).click()
    price = page.get_by_label("Your own unit price, S$")
    price.fill("50.00")
    price.press("Enter")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(SUM)).to_contain_text("S$641.21")
    page.get_by_label("Details of 8-port switch (model not stated)", exact=True).click()
    page.get_by_text("I already own this").click()
    page.get_by_role("button", name="Done").click()
    expect(page.locator(SUM)).to_contain_text("S$611.31")

    other = page.context.new_page()
    other.goto(menu(page)["Compare"])

    expect(other.get_by_test_id("stTable").first).to_contain_text("611.31")


def test_a_proposal_that_was_opened_is_on_every_page_after_a_reload(
    page: Page, address: str
) -> None:
    page.goto(f'{address}/size?wishes={{"nodes":2}}')
    total = page.locator(".st-key-proposed .st-key-total em")
    expect(total).to_contain_text("S$")
    proposed = total.inner_text()
    page.get_by_role("button", name="Open this build").click()
    expect(page.locator(SUM)).to_contain_text(proposed)
    expect(page).to_have_url(re.compile("build=my-build"))

    page.get_by_role("link", name="Buy", exact=True).click()
    expect(title(page)).to_have_text("Buy 2-node cluster")
    page.reload()
    expect(title(page)).to_have_text("Buy 2-node cluster")

    # The way back leads over the proposal, whose wishes are still those.
    page.go_back()
    expect(page.locator(SUM)).to_contain_text(proposed)
    page.go_back()
    expect(page.get_by_role("heading", name="2-node cluster")).to_be_visible()


def test_changes_to_two_builds_live_in_one_address(page: Page, address: str) -> None:
    edited(page, address)
    page.get_by_role("combobox", name="Build").first.click()
    page.get_by_role("option", name="Gigabit Kraken").click()
    expect(page.locator(SUM)).to_contain_text("S$708.99")
    change(page, "8")
    expect(title(page)).to_contain_text("Gigabit Kraken, edited")

    other = page.context.new_page()
    other.goto(menu(page)["Upgrade"])

    expect(title(other)).to_have_text("Kraken, edited → Gigabit Kraken, edited")
    # Back is one step: neither build is lost on the way.
    page.go_back()
    expect(title(page)).to_have_text("Gigabit Kraken")
    page.go_back()
    expect(title(page)).to_have_text("Kraken, edited")
    expect(page.locator(SUM)).to_contain_text("S$681.69")
