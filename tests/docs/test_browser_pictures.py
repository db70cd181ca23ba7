"""The pictures of the documents show the app as it is: the words in them are those on the page."""

import json
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from scripts import screenshots
from scripts.screenshots import MOST_BYTES, PICTURES, SHOTS, SHOWN, WIDTH, Shot
from tests.docs.documents import PAGES, text_of

RECORDED: dict[str, list[str]] = json.loads(SHOWN.read_text("utf-8"))


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    with screenshots.app() as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = screenshots.launched(playwright)
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_picture_shows_what_its_page_shows(shot: Shot, served: str, chromium: Browser) -> None:
    context = screenshots.window(chromium)
    found = screenshots.shown(shot, context.new_page(), served)
    context.close()
    assert found == RECORDED[shot.name], f"Take it anew: python -m scripts.screenshots {shot.name}"


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_picture_is_small_and_of_the_size_of_its_window(shot: Shot) -> None:
    file = PICTURES / f"{shot.name}.webp"
    assert file.stat().st_size <= MOST_BYTES
    with Image.open(file) as drawn:
        assert drawn.size == (WIDTH, shot.height)


def test_every_picture_is_on_a_page_and_every_page_of_a_job_has_one() -> None:
    texts = {page: text_of(page) for page in PAGES}
    taken = {f"{shot.name}.webp" for shot in SHOTS}
    assert {file.name for file in PICTURES.iterdir()} == {*taken, SHOWN.name}
    assert all(any(f"pictures/{name})" in text for text in texts.values()) for name in taken)
    jobs = [page for page in PAGES if page.parent.name == "tutorials"]
    assert len(jobs) == 7
    assert all("](../pictures/" in texts[page] for page in jobs)


def test_words_are_recorded_of_every_picture() -> None:
    assert list(RECORDED) == [shot.name for shot in SHOTS]
    assert all(len(words) > 10 for words in RECORDED.values())
