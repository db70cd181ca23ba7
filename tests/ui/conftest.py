"""The app as a visitor meets it: served on this machine, opened in Chromium."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.servers import serving

APP = Path(__file__).resolve().parents[2] / "app.py"
ARGUMENTS = """--disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()

# What a page must show is asserted; how soon is for the benchmarks. The usual five seconds are
# short where two workers share two cores and a page is the first to load its chart library.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the real app."""
    with serving(APP) as found:
        yield found


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    # Chromium refuses to keep its sandbox when it is started by root, as it is in containers.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(chromium_path), args=[*ARGUMENTS, *sandbox]
        )
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of somebody who was never here."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()
