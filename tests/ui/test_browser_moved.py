"""Addresses that a page had before still lead to it, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_link_of_then_opens_the_page_with_what_it_asked_for(page: Page, address: str) -> None:
    page.goto(f'{address}/size?wishes={{"nodes":3}}')

    expect(page.get_by_role("heading", name="Configure a cluster")).to_be_visible()
    expect(page.get_by_label("Nodes", exact=True)).to_have_value("3")
    assert "/configure?wishes=" in page.url


def test_a_step_back_over_a_link_of_then_leads_on_to_where_one_came_from(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/compare")
    expect(page.get_by_role("heading", name="Compare builds")).to_be_visible()
    page.goto(f"{address}/size")
    expect(page.get_by_role("heading", name="Configure a cluster")).to_be_visible()

    page.go_back()
    expect(page.get_by_test_id("stMain").get_by_role("link", name="Configure")).to_be_visible()
    page.go_back()

    expect(page.get_by_role("heading", name="Compare builds")).to_be_visible()
