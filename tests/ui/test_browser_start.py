"""The first screen in a real browser: what it says, where it leads, and what old links open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui import rest

pytestmark = pytest.mark.browser

EXAMPLE = ".st-key-example"


def test_the_first_screen_names_the_planner_and_four_ways_to_begin(
    page: Page, address: str
) -> None:
    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_have_text("Cluster planner")
    ways = ["Describe what it must do", "Choose parts", "Bring a list", "Look at an example"]
    expect(page.get_by_role("heading", level=2)).to_have_text(ways)
    expect(page.locator(EXAMPLE)).to_contain_text("S$626.63")
    expect(page.locator(EXAMPLE)).to_contain_text("US$449.73")
    expect(page).to_have_url(f"{address}/")


@pytest.mark.parametrize(
    ("label", "path", "shown"),
    [
        ("Configure a cluster", "configure", None),
        ("Start an empty build", "plan", "This build is empty"),
        ("Import a BOM", "import", "Spreadsheet or table"),
        ("Open Kraken", "plan", "S$626.63"),
        ("Octopi", "plan", "S$183.34"),
    ],
)
def test_each_way_is_a_link_to_the_page_that_does_it(
    page: Page, address: str, label: str, path: str, shown: str | None
) -> None:
    page.goto(address)

    page.get_by_role("link", name=label, exact=True).click()

    expect(page).to_have_url(re.compile(f"/{path}(\\?|$)"))
    if shown is not None:
        expect(page.get_by_text(shown).first).to_be_visible()


def test_a_link_to_a_build_that_somebody_kept_opens_it_on_the_plan(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/plan")
    page.get_by_role("button", name="One more of Raspberry Pi 3 Model B").click()
    expect(page.locator(".st-key-sum")).to_contain_text("S$681.69")
    expect(page).to_have_url(re.compile("edit="))
    link = page.url.replace("/plan?", "/?build=kraken&")

    other = page.context.new_page()
    other.goto(link)

    expect(other.locator(".st-key-sum")).to_contain_text("S$681.69")
    expect(other).to_have_url(re.compile("/plan\\?"))


def test_the_first_page_stays_when_it_is_loaded_again_with_a_build_in_view(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/plan?build=octopi")
    rest.wait_for_rest(page)
    page.get_by_role("link", name="Start", exact=True).first.click()
    rest.wait_for_rest(page)
    first = page.get_by_role("heading", level=1)
    expect(first).to_have_text("Cluster planner")

    page.reload()
    rest.wait_for_rest(page)

    expect(first).to_have_text("Cluster planner")
    expect(page).to_have_url(re.compile("/\\?.*build=octopi"))
    # The step to the page, and nothing that its address had to say after it.
    page.go_back()
    expect(page.get_by_role("heading", name="Octopi")).to_be_visible()
    expect(page).to_have_url(re.compile("/plan\\?build=octopi$"))


def test_what_was_changed_is_still_there_after_a_look_at_the_first_page(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/plan?build=octopi")
    page.get_by_role("button", name=re.compile("^One more of")).first.click()
    expect(page.get_by_role("heading", name="Octopi, edited")).to_be_visible()

    page.get_by_role("link", name="Start", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cluster planner")
    page.get_by_role("link", name="Octopi, edited", exact=True).click()

    expect(page.get_by_role("heading", name="Octopi, edited")).to_be_visible()


def test_another_build_opens_as_it_is_and_the_changed_one_keeps_its_changes(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/plan?build=kraken")
    page.get_by_role("button", name="One more of Raspberry Pi 3 Model B").click()
    expect(page.locator(".st-key-sum")).to_contain_text("S$681.69")

    page.get_by_role("link", name="Start", exact=True).first.click()
    page.get_by_role("link", name="Octopi", exact=True).click()
    expect(page.locator(".st-key-sum")).to_contain_text("S$183.34")
    expect(page).to_have_url(re.compile(r"edit\.kraken="))

    page.get_by_role("link", name="Start", exact=True).first.click()
    page.get_by_role("link", name="Open Kraken, edited").click()
    expect(page.locator(".st-key-sum")).to_contain_text("S$681.69")
