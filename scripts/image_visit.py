"""Visit the app of a container in Chromium, say "seen", and stay until told to leave."""

import re
import signal
import sys

from playwright.sync_api import Page, expect, sync_playwright

from planner.ui.menu import PAGES
from scripts.system_programs import CHROMIUM

ADDRESS = "http://127.0.0.1:8501"


def main() -> int:
    """Open every page as its menu does, then the one that costs a build, and keep it open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM.find()), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{ADDRESS}/plan?build=kraken")
        expect(page.get_by_text("S$626.63").first).to_be_visible(timeout=60_000)
        for entry in PAGES[2:]:
            page.get_by_role("link", name=entry.title, exact=True).first.click()
            expect(page).to_have_title(re.compile(f"^{entry.title}"), timeout=60_000)
            expect(page.get_by_test_id("stException")).to_have_count(0)
        _draw(page)
        page.goto(f"{ADDRESS}/plan?build=kraken")
        expect(page.get_by_text("S$626.63").first).to_be_visible(timeout=60_000)
        print("seen", flush=True)
        signal.pause()
    return 0


def _draw(page: Page) -> None:
    """Have a chart and a table to fill in drawn: what draws them is fetched only then."""
    page.goto(f"{ADDRESS}/buy?build=kraken-2026")
    page.get_by_role("button", name="What would fewer vendors cost?").click()
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg, canvas").first).to_be_visible()
    page.goto(f"{ADDRESS}/size")
    page.get_by_text("More requirements").click()
    expect(page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible()


if __name__ == "__main__":
    sys.exit(main())
