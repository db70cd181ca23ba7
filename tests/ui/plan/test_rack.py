"""A build with a rack is drawn with it on the page Plan; one without has nothing of the sort."""

from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import opened, words


def drawings(app: AppTest) -> list[str]:
    """Return what the images of a page are called for those who do not see them."""
    return [image.alt for element in app.get("image") for image in element.proto.imgs]


def test_a_rack_is_drawn_and_what_is_in_none_is_named() -> None:
    app = opened(build="mini-rack-002")

    (drawn,) = drawings(app)
    assert "U2 and U3: DeskPi 2U rack mount for 4 Raspberry Pi 5 with NVMe: 4 ×" in drawn
    assert "4 of 4 units taken" in drawn
    assert "Not in the rack: 1 × 260 W GaN USB-C charging station" in words(app)
    assert not app.exception


def test_a_build_without_a_rack_has_no_drawing() -> None:
    app = opened(build="kraken")

    assert drawings(app) == []
    assert "Not in the rack" not in words(app)
