"""A list of one's own in a real browser: dropped, asked about, corrected, and seen on Plan."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import DESKTOP
from tests.ui.test_browser_accessibility import judged, settle

pytestmark = pytest.mark.browser

LISTS = Path(__file__).resolve().parents[1] / "data" / "bom_files"
BENCH = LISTS / "bench_de_cp1252.csv"
SPARE = "Item,Qty,Spare,Unit price EUR\nBoard,2,5,35.00\nFan,1,3,4.00\n"
TOTAL = ".st-key-sum .st-key-total em"


def dropped(page: Page, address: str, *files: Path) -> None:
    """Open the page and drop a file."""
    page.goto(f"{address}/import")
    page.locator("input[type=file]").set_input_files(list(files))
    settle(page)


def pasted(page: Page, address: str, text: str) -> None:
    page.goto(f"{address}/import")
    page.get_by_role("tab", name="Paste a table").click()
    page.get_by_label("Cells copied").fill(text)
    page.get_by_role("button", name="Read it").click()
    settle(page)


def written(page: Page, label: str, text: str) -> None:
    """Write an answer beside a row, and go on to the next."""
    page.get_by_label(f"{label} Written answer").fill(text)
    page.keyboard.press("Tab")


def chosen(page: Page, question: str, answer: str) -> None:
    """Choose an answer to a question about the whole list."""
    box = page.get_by_role("combobox", name=question)
    box.click()
    box.press_sequentially(answer)
    page.keyboard.press("Enter")
    settle(page)


def read_as(page: Page, heading: str) -> Locator:
    return page.get_by_role("combobox", name=f"{heading} (column")


def headline(page: Page) -> Locator:
    return page.get_by_role("heading", level=2).first


def test_a_list_with_questions_is_answered_corrected_and_seen_on_plan(
    page: Page, address: str
) -> None:
    dropped(page, address, BENCH)
    expect(headline(page)).to_contain_text("no total until the questions are answered")
    expect(read_as(page, "Anzahl")).to_have_value("quantity")

    written(page, "what is the price?", "25")
    written(page, "what does the price stand for, how often?", "1")
    written(page, "has a price and no quantity.", "2")
    settle(page)
    chosen(page, "Row 8 is without a price", "Owned already")
    chosen(page, "No currency is stated", "CHF")
    expect(headline(page)).to_contain_text("CHF 110.17 in all")

    read_as(page, "Preis").select_option("line_total")
    expect(headline(page)).not_to_contain_text("110.17")
    page.get_by_role("button", name="Undo").click()
    expect(headline(page)).to_contain_text("CHF 110.17 in all")
    read_as(page, "Art.-Nr.").select_option("note")
    expect(read_as(page, "Art.-Nr.")).to_have_value("note")
    settle(page)
    page.get_by_role("button", name="Open as a build").click()

    expect(page.locator(TOTAL)).to_contain_text("CHF 110.17")


def test_a_plain_file_is_on_plan_after_one_click_and_back_is_the_list(
    page: Page, address: str
) -> None:
    dropped(page, address, LISTS / "plain.xlsx")
    expect(page.get_by_role("heading", name="Questions")).to_have_count(0)

    page.get_by_role("button", name="Open as a build").click()
    expect(page.locator(TOTAL)).to_contain_text("€437.25")

    page.go_back()
    expect(headline(page)).to_contain_text("5 lines, €437.25 in all")


def test_a_reload_loses_nothing_that_was_answered(page: Page, address: str) -> None:
    pasted(page, address, SPARE)
    read_as(page, "Spare").select_option("quantity")
    expect(headline(page)).to_contain_text("€187.00 in all")
    expect(page).to_have_url(re.compile("list="))
    settle(page)

    page.reload()

    expect(headline(page)).to_contain_text("€187.00 in all")
    expect(read_as(page, "Spare")).to_have_value("quantity")


def test_the_next_list_with_the_same_headings_is_read_alike_until_that_is_forgotten(
    page: Page, address: str
) -> None:
    pasted(page, address, SPARE)
    read_as(page, "Spare").select_option("quantity")
    expect(headline(page)).to_contain_text("€187.00 in all")
    settle(page)
    page.get_by_role("button", name="Open as a build").click()
    expect(page.locator(TOTAL)).to_contain_text("€187.00")

    pasted(page, address, SPARE.replace("Board", "Switch").replace("35.00", "70.00"))
    expect(page.get_by_text("As you said of such a list on")).to_be_visible()
    expect(headline(page)).to_contain_text("€362.00 in all")
    page.get_by_role("button", name="Forget").click()

    expect(headline(page)).to_contain_text("€144.00 in all")


def test_the_keyboard_names_a_column_and_keeps_its_place(page: Page, address: str) -> None:
    pasted(page, address, SPARE)
    read_as(page, "Spare").focus()

    page.keyboard.press("q")
    expect(headline(page)).to_contain_text("€187.00 in all")

    expect(read_as(page, "Spare")).to_be_focused()


def test_a_file_that_is_none_gets_its_sentence_and_the_app_goes_on(
    page: Page, address: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04" + b"\0" * 3000)
    dropped(page, address, bad)
    expect(page.get_by_role("alert").first).to_be_visible()

    page.get_by_role("button", name="Import another").click()
    settle(page)
    page.locator("input[type=file]").set_input_files(LISTS / "plain.csv")

    expect(headline(page)).to_contain_text("in all")


def test_what_a_file_says_is_written_as_text(page: Page, address: str) -> None:
    pasted(page, address, "Item,Qty,Unit price EUR\n<img src=x onerror=alert(1)>,2,35.00\nB,1,4\n")

    expect(page.get_by_role("cell", name="<img src=x onerror=alert(1)>")).to_be_visible()
    expect(page.locator(".lists img")).to_have_count(0)


KNOWN = "Item,Part number,Qty,Unit price SGD\nPi,rpi-3b,3,54.81\nMystery fan,,2,4.00\n"


def test_the_ways_on_from_a_list_shut_nobody_out_and_lead_to_configure(
    page: Page, address: str
) -> None:
    pasted(page, address, KNOWN)
    page.get_by_role("button", name="Configure around it").click()
    owned = page.get_by_role("button", name="I have these parts")
    expect(owned).to_be_visible()
    judged(page)

    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    settle(page)
    if not owned.is_visible():
        page.get_by_role("button", name="Configure around it").click()
    owned.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Configure a cluster")
    expect(page.get_by_label("Nodes", exact=True)).to_have_value("3")


def test_a_list_leads_to_buying_what_it_names(page: Page, address: str) -> None:
    pasted(page, address, KNOWN)
    page.get_by_role("button", name="Buy", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Buy Pasted table")
    expect(page.get_by_text("Mystery fan").first).to_be_visible()
