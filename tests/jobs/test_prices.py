"""Prices of a whole catalog asked again: which pages, how it is told, and when it stops."""

import threading
import time
from datetime import date
from typing import Any

import pytest

from planner.jobs.prices import cut_short, price_pages, prices_at, prices_in, refresh_prices
from planner.model.catalog import Catalog
from planner.model.offers import Offer
from planner.model.price_changes import PricePage, PriceRefresh, RefreshedPrice, RefreshProgress
from planner.model.vendors import Vendor
from tests.io.prices.pages import jsonld, product
from tests.io.shop_server import Shop, Visit, answers, page, shop

TODAY = date(2026, 11, 20)


def vendor(name: str, url: str, kind: str = "shop") -> Vendor:
    return Vendor.model_validate(
        {"vendor": name, "name": name.title(), "kind": kind, "currency": "SGD", "url": url}
    )


def offer(of: str, source: str, part: str = "fan", **facts: Any) -> Offer:
    known = {
        "vendor": of, "part_number": part, "currency": "SGD", "price_breaks": [{"price": "16.00"}],
        "quoted_on": date(2026, 11, 1), "basis": "quoted", "source": source,
    }  # fmt: skip
    return Offer.model_validate({**known, **facts})


def catalog(*offers: Offer, vendors: tuple[Vendor, ...]) -> Catalog:
    return Catalog(vendors=vendors, offers=offers)


def pages_of(there: Shop, *paths: str) -> tuple[PricePage, ...]:
    offers = [offer("lion", f"{there.origin}{path}", part=path.strip("/")) for path in paths]
    return price_pages(catalog(*offers, vendors=(vendor("lion", f"{there.origin}/"),)))


def refreshed(there: Shop, *paths: str, **more: Any) -> PriceRefresh:
    limits = there.web().limits
    return refresh_prices(pages_of(there, *paths), today=TODAY, limits=limits, **more)


def fan(price: object = "20.00", **facts: Any) -> Any:
    return page(jsonld(product(price=price, **facts)))


# --- which pages ---------------------------------------------------------------------------------

LION, BLOG = (
    vendor("lion", "https://lion.example/"),
    vendor("blog", "https://blog.example/", "publication"),
)


@pytest.mark.parametrize(
    ("of", "source", "is_page"),
    [
        ("lion", "https://lion.example/fan", True),
        ("lion", "https://www.lion.example/fan", True),
        ("lion", "http://LION.example/?p=5", True),
        ("lion", "https://lion.example/", False),
        ("lion", "https://lion.example", False),
        ("lion", "https://github.com/a/b", False),
        ("lion", "https://lion.example.evil.example/fan", False),
        ("lion", "the shop's leaflet", False),
        ("lion", "http://[lion", False),
        ("lion", "ftp://lion.example/fan", False),
        ("blog", "https://blog.example/fan", False),
    ],
)
def test_a_page_is_one_of_a_shop_on_its_own_host(of: str, source: str, is_page: bool) -> None:
    found = price_pages(catalog(offer(of, source), vendors=(LION, BLOG)))

    assert [each.address for each in found] == ([source] if is_page else [])


def test_of_one_article_on_one_page_the_newest_offer_counts() -> None:
    source = "https://lion.example/fan"
    older, newer = offer("lion", source), offer("lion", source, quoted_on=date(2026, 11, 9))
    other = offer("lion", source, part="hub")
    (found,) = price_pages(catalog(older, newer, other, older, vendors=(LION,)))

    assert found.offers == (newer, other)
    assert (found.vendor, found.shop) == ("lion", "Lion")


def test_an_article_whose_address_has_changed_is_asked_at_its_new_one_alone() -> None:
    old = offer("lion", "https://lion.example/fan")
    new = offer("lion", "https://lion.example/fan?variant=7", sku="F", quoted_on=date(2026, 11, 9))
    pack = offer("lion", "https://lion.example/fans", pack_size=4)
    found = price_pages(catalog(old, new, pack, vendors=(LION,)))

    assert [each.address for each in found] == [
        "https://lion.example/fan?variant=7",
        "https://lion.example/fans",
    ]


def test_pages_are_those_of_some_parts_or_of_one_shop() -> None:
    offers = [offer("lion", f"https://lion.example/{part}", part=part) for part in ("fan", "hub")]
    whole = catalog(*offers, vendors=(LION,))

    assert [each.address for each in price_pages(whole, parts={"hub"})] == [
        "https://lion.example/hub"
    ]
    assert len(price_pages(whole, vendor="lion")) == 2
    assert price_pages(whole, vendor="other") == ()


# --- one page ------------------------------------------------------------------------------------


def test_one_page_is_asked_or_read_from_a_file() -> None:
    with shop({"/fan": fan(priceCurrency="EUR")}) as there:
        found = prices_at(
            f"{there.origin}/fan", today=TODAY, limits=there.web().limits, currency="SGD"
        )
    saved = prices_in(
        "fan.html", jsonld(product()).encode(), day=TODAY, address="https://a.example/b"
    )

    assert (found.day, found.proposals[0].currency) == (TODAY, "EUR")
    assert (saved.day, saved.proposals[0].currency) == (TODAY, "SGD")


# --- all pages -----------------------------------------------------------------------------------


def test_each_kept_price_stands_beside_the_new_one() -> None:
    with shop({"/fan": fan(), "/hub": fan(40)}) as there:
        found = refreshed(there, "/hub", "/fan")

    assert [each.offer.part_number for each in found.prices] == ["fan", "hub"]
    assert [str(each.change and each.change.percent) for each in found.prices] == ["25.0", "150.0"]
    assert [bool(each.change and each.change.second_look) for each in found.prices] == [False, True]
    assert not found.cancelled


def test_a_page_that_fails_has_no_new_price_and_the_others_have() -> None:
    with shop({"/a": answers("", status="410 Gone"), "/b": fan(), "/c": page("%PDF")}) as there:
        gone, good, other = refreshed(there, "/a", "/b", "/c").prices

    assert (gone.proposals, gone.change) == ((), None)
    assert "page no longer exists" in gone.findings[0].message
    assert good.change is not None
    assert (other.proposals, len(other.findings)) == ((), 1)


def test_a_host_that_refuses_is_asked_no_further_page_and_each_is_told() -> None:
    pages = {
        "/a": fan(),
        "/b": answers("", status="429 No", Retry_After="60"),
        "/c": fan(),
        "/d": fan(),
    }
    with shop(pages) as there:
        found = refreshed(there, "/a", "/b", "/c", "/d")
        assert there.asked == ["/a", "/b"]

    assert [len(each.proposals) for each in found.prices] == [1, 0, 0, 0]
    assert all("Retry-After: 60" in each.findings[0].message for each in found.prices[1:])


def test_several_variants_are_left_to_be_chosen_unless_the_sku_says_which() -> None:
    data = product()
    data["offers"] = [{**data["offers"], "sku": sku, "price": 20 + n} for n, sku in enumerate("AB")]
    with shop({"/fan": page(jsonld(data))}) as there:
        (pages,) = pages_of(there, "/fan")
        both = pages.model_copy(
            update={"offers": (*pages.offers, offer("lion", pages.address, sku="B"))}
        )
        several, one = refresh_prices([both], today=TODAY, limits=there.web().limits).prices

    assert (len(several.proposals), several.change) == (2, None)
    assert [str(each.price) for each in one.proposals] == ["S$21.00"]


def test_progress_is_told_shop_by_shop() -> None:
    told: list[RefreshProgress] = []

    def note(progress: RefreshProgress) -> bool:
        told.append(progress)
        return True

    with shop({"/a": fan(), "/b": fan()}) as there:
        refreshed(there, "/a", "/b", go_on=note)

    assert {(each.done, each.of) for each in told} >= {(1, 2), (2, 2)}
    assert told[-1].shop == "Lion"
    assert {threading.current_thread().name} == {"MainThread"}


def test_nothing_to_ask_is_an_empty_answer() -> None:
    assert refresh_prices((), today=TODAY) == PriceRefresh()


def test_what_was_heard_before_it_was_cut_short_stays_and_the_rest_is_told() -> None:
    first, second = (
        PricePage(
            vendor="acme",
            shop="Acme",
            address=f"https://acme.example/{name}",
            offers=(offer("acme", f"https://acme.example/{name}", name),),
        )
        for name in ("fan", "hub")
    )
    known = RefreshedPrice(offer=first.offers[0], address=first.address)

    found = cut_short([first, second], {first: (known,)})

    assert (found.cancelled, found.prices[0]) == (True, known)
    assert [each.message for each in found.prices[1].findings] == [
        f"{second.address} was not asked, or had not answered, when this was cancelled."
    ]
    assert not cut_short([first], {first: (known,)}).cancelled


def test_work_that_is_cancelled_asks_no_further_page() -> None:
    begun = threading.Event()

    def slow(visit: Visit) -> None:
        begun.set()
        visit.over.wait(0.4)
        fan()(visit)

    with shop({"/a": slow, "/b": fan(), "/c": fan()}) as there:
        found = refreshed(there, "/a", "/b", "/c", go_on=lambda _: not begun.is_set())
        assert there.asked == ["/a"]

    assert found.cancelled
    assert [each.proposals for each in found.prices] == [(), (), ()]
    assert all("cancelled" in each.findings[0].message for each in found.prices)


def test_a_bug_is_raised_with_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("planner.io.prices.prices_at", broken)
    with shop({}) as there, pytest.raises(ZeroDivisionError, match="a bug"):
        refreshed(there, "/a")


def test_one_host_is_asked_for_one_page_at_a_time() -> None:
    at_once, most = [0], [0]
    guard = threading.Lock()

    def count(visit: Visit) -> None:
        with guard:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        time.sleep(0.05)
        with guard:
            at_once[0] -= 1
        fan()(visit)

    with shop({"/a": count, "/b": count, "/c": count}) as there:
        refreshed(there, "/a", "/b", "/c")

    assert most == [1]
