"""Changes in a real browser: a part is chosen once, a line goes, all is taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from planner.engine.planning.edit import empty_build, with_part
from planner.model.build import Build
from planner.ui.visit import in_view
from tests.ui.links import packed
from tests.ui.rest import wait_for_rest

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"


def own(*parts: tuple[str, str, int]) -> Build:
    build = empty_build(currency="SGD", on=in_view.today())
    for slot, number, quantity in parts:
        build = with_part(build, slot, number, quantity)  # type: ignore[arg-type]
    return build


def opened(page: Page, address: str, *parts: tuple[str, str, int]) -> None:
    token = packed(own(*parts), own())
    page.goto(f"{address}/?build=my-build&edit={token}")
    expect(page.locator(SUM)).to_contain_text("S$")


def test_a_part_is_added_once_and_said_to_be(page: Page, address: str) -> None:
    opened(page, address, ("board", "rpi-5-8gb", 2))
    page.get_by_role("button", name="Add a part").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Storage", exact=True).click()
    expect(dialog.get_by_text(re.compile("microSD")).first).to_be_visible()
    choose = dialog.get_by_role("button", name="Choose", exact=True)
    # Twice, before the dialog can close.
    choose.first.evaluate("button => { button.click(); button.click(); }")

    expect(dialog).to_have_count(0)
    expect(page.locator(".st-key-toast")).to_contain_text("Added 2 × ")
    added = page.get_by_label(re.compile("^Quantity of "))
    expect(added).to_have_count(2)
    expect(added.last).to_have_value("2")

    page.locator(".st-key-toast").get_by_role("button", name="Undo").click()
    expect(added).to_have_count(1)


def test_what_a_part_needs_beside_itself_is_added_with_it(page: Page, address: str) -> None:
    opened(page, address, ("board", "rpi-5-8gb", 2))
    page.get_by_role("button", name="Add a part").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search").fill("MS-01 barebone")
    said = "Comes with its power supply; also needs memory and a drive"
    expect(dialog.get_by_text(said).first).to_be_visible()
    dialog.get_by_role("button", name="Choose, and add memory").first.click()

    # Several kits fit: the list of them comes next, and nothing that was searched for before.
    expect(dialog.get_by_text("DDR5 SO-DIMM").first).to_be_visible()
    # The field of the step before goes once the next one is drawn: both are there in between.
    wait_for_rest(page)
    expect(dialog.locator("input[value='MS-01 barebone']")).to_have_count(0)
    expect(dialog.get_by_label("Search")).to_have_count(1)
    expect(dialog.get_by_label("Search")).to_have_value("")
    dialog.get_by_role("button", name="Choose", exact=True).first.click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_label(re.compile("^Quantity of "))).to_have_count(3)

    page.get_by_role("button", name=re.compile("Details")).nth(1).click()
    expect(dialog.get_by_role("button", name="Add a drive")).to_be_visible()
    expect(dialog.get_by_role("button", name="Add memory")).to_have_count(0)
    dialog.get_by_role("button", name="Add a drive").click()
    expect(dialog.get_by_text("Add a part", exact=True)).to_be_visible()


def test_a_line_that_a_zero_took_out_is_named_and_comes_back(page: Page, address: str) -> None:
    page.goto(f"{address}/plan")
    field = page.get_by_label("Quantity of Raspberry Pi 3 Model B", exact=True)
    expect(field).to_have_value("7")
    field.fill("0")
    field.press("Enter")

    toast = page.locator(".st-key-toast")
    expect(toast).to_contain_text("Removed: Raspberry Pi 3 Model B.")
    toast.get_by_role("button", name="Undo").click()
    expect(toast).to_have_count(0)
    expect(field).to_have_value("7")


def test_all_that_was_given_up_comes_back(page: Page, address: str) -> None:
    opened(page, address, ("board", "rpi-5-8gb", 2))
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_text("This build is empty")).to_be_visible()
    toast = page.locator(".st-key-toast")
    expect(toast).to_contain_text("All your changes were undone.")

    toast.get_by_role("button", name="Undo").click()

    expect(page.get_by_label("Quantity of Raspberry Pi 5 8 GB", exact=True)).to_have_value("2")


def test_without_boards_nothing_is_said_to_fit(page: Page, address: str) -> None:
    opened(page, address, ("switch", "tl-sg108", 1))

    expect(page.get_by_role("button", name="What was checked")).to_be_visible()
    expect(page.get_by_text(re.compile("^Fits"))).to_have_count(0)


def test_a_node_is_not_said_to_be_faster_than_its_switch(page: Page, address: str) -> None:
    opened(page, address, ("board", "rpi-4b-2gb", 4), ("switch", "dlink-go-sw-8e", 1))

    expect(page.locator(SUM)).to_contain_text("Network 100 Mbit/s per node")


def test_files_that_were_forgotten_do_not_come_back(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog")
    page.get_by_role("tab", name="Import parts and prices").click()
    files = page.get_by_test_id("stFileUploaderDropzoneInput")
    wrong = b"part_number,name,ports,source\nmine,Mine,eight,https://example.org\n"
    right = wrong.replace(b"eight", b"8").replace(b"mine", b"other")
    files.set_input_files({"name": "switch.csv", "mimeType": "text/csv", "buffer": wrong})
    expect(page.get_by_text("switch.csv row 2, ports")).to_be_visible()

    page.get_by_role("button", name="Discard these").click()
    expect(page.get_by_text("switch.csv row 2, ports")).to_have_count(0)
    expect(page.get_by_test_id("stFileUploaderFile")).to_have_count(0)
    # Both the field that was emptied and the new one are there while the page is drawn anew.
    wait_for_rest(page)

    files.set_input_files({"name": "switch.csv", "mimeType": "text/csv", "buffer": right})
    expect(page.get_by_text("1 part and 0 prices")).to_be_visible()
    expect(page.get_by_text("switch.csv row 2, ports")).to_have_count(0)


def test_what_cannot_be_has_no_answer_and_the_one_before_goes(page: Page, address: str) -> None:
    page.goto(f'{address}/size?wishes={{"nodes":2}}')
    answer = page.get_by_role("heading", name="2-node cluster")
    for nodes in ("0", "-1", "1000"):
        expect(answer).to_be_visible()
        page.get_by_label("Nodes", exact=True).fill(nodes)
        page.get_by_role("button", name="Find the cheapest build").click()

        expect(page.get_by_text(f"Nodes: {nodes} is not possible")).to_be_visible()
        expect(answer, nodes).to_have_count(0)

        page.get_by_label("Nodes", exact=True).fill("2")
        page.get_by_role("button", name="Find the cheapest build").click()
