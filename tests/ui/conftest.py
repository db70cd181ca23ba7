"""The app as a visitor meets it: served on this machine, opened in Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.servers import serving

APP = Path(__file__).resolve().parents[2] / "app.py"
ARGUMENTS = """--disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --process-per-site --disable-lcd-text
    --disable-smooth-scrolling""".split()
# A page lives for seconds: what a compiler that optimises costs, it never brings in again.
ARGUMENTS += ["--js-flags=--no-opt --no-maglev"]

DESKTOP = {"width": 1440, "height": 1000}
# What a site may store, without what was read of the network: that says nothing of a visit.
STORED = "cookies,file_systems,indexeddb,local_storage,service_workers,websql"

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


class Visitors:
    """People who were never here, each with a browser of their own.

    The browsers are kept from test to test, and one window of each stays open, so that the scripts
    of the app are read and compiled once: half of what a page takes. All that a visit leaves behind
    is taken away after it: windows, cookies and whatever a site may store.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._kept: list[tuple[BrowserContext, Page]] = []
        self._here = 0

    def come(self) -> Page:
        """Open a window of one more of them."""
        if self._here == len(self._kept):
            context = self._browser.new_context(viewport=DESKTOP, accept_downloads=True)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE_MS)
            first = context.new_page()
            first.goto(f"{self._address}/_stcore/health")
            self._kept.append((context, first))
        context, _ = self._kept[self._here]
        self._here += 1
        return context.new_page()

    def leave(self) -> None:
        """Let all of them go, and forget that they were here."""
        for context, first in self._kept[: self._here]:
            origins = {self._address}
            for window in context.pages:
                if window is not first:
                    origins.add("/".join(window.url.split("/")[:3]))
                    window.close()
            context.clear_cookies()
            context.clear_permissions()
            tools = context.new_cdp_session(first)
            for origin in origins:
                stored = {"origin": origin, "storageTypes": STORED}
                tools.send("Storage.clearDataForOrigin", stored)
            tools.detach()
        self._here = 0


@pytest.fixture(scope="session")
def _visitors(browser: Browser, address: str) -> Visitors:
    return Visitors(browser, address)


@pytest.fixture
def visitors(_visitors: Visitors) -> Iterator[Visitors]:
    """People who were never here: as many as a test asks to come."""
    yield _visitors
    _visitors.leave()
    # Parts of their own are in the catalog of the app that all tests share, and so in every
    # workbook that is downloaded from it.
    shutil.rmtree(os.environ["PLANNER_DATA"], ignore_errors=True)


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """A window of somebody who was never here."""
    return visitors.come()
