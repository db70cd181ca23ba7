"""What holds for every distributor, whatever it is called: off without a key, silent about it."""

import traceback
from collections.abc import Iterator

import pytest

from planner.io.distributors import DISTRIBUTORS
from planner.model.findings import PlannerError, Severity
from planner.model.lookups import LookupAnswer, LookupBy
from planner.model.proposals import PageAnswer
from tests.io.distributors.counter import CANARY, DAY, TEXTS, TOKEN, Counter, counter, keys
from tests.io.rate_server import Behaviour, Visit, answers, head

AT = pytest.mark.parametrize("at", DISTRIBUTORS)
# Where each is asked, the first of them for what it has.
ASKED = {
    "tme": "/products/search",
    "mouser": "/api/v2/search/keyword",
    "element14": "/catalog/products",
    "digikey": "/products/v4/search/keyword",
}


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and every other one that it came of."""
    left, seen = [error], set()
    while left:
        each = left.pop()
        if id(each) not in seen:
            seen.add(id(each))
            yield each
            left += [other for other in (each.__cause__, each.__context__) if other is not None]


def assert_silent(error: BaseException) -> None:
    """See that no error of a chain, none of its traces and no local value holds a key."""
    for each in chain(error):
        assert CANARY not in f"{each} {each!r} {each.args!r}"
        frames = each.__traceback__
        # The first frame is the test's own, which knows the keys.
        inner = frames.tb_next if frames else None
        told = traceback.TracebackException(type(each), each, inner, capture_locals=True)
        assert CANARY not in "".join(told.format())


def refused(there: Counter, at: str, sought: str = "fan", **more: object) -> PlannerError:
    with pytest.raises(PlannerError) as caught:
        there.ask(at, sought, **more)
    assert_silent(caught.value)
    finding = caught.value.finding
    assert CANARY not in finding.model_dump_json()
    assert finding.code.startswith("lookup-")
    assert finding.severity is Severity.ERROR
    assert finding.hint
    return caught.value


def outcome(there: Counter, at: str) -> str:
    """Return all that an answer says, or the error in its place."""
    try:
        return repr(there.ask(at))
    except PlannerError as error:
        return str(error)


@AT
@pytest.mark.parametrize("by", LookupBy)
def test_it_answers_with_what_it_found_on_the_day(at: str, by: LookupBy) -> None:
    with counter() as there:
        if at == "digikey" and by is LookupBy.NUMBER:
            pytest.skip("answered at an address of its own")
        found = there.ask(at, "FAN-40", by=by)

    assert found.day == DAY
    count = len(found.found) if isinstance(found, LookupAnswer) else len(found.proposals)
    assert count > 0
    assert CANARY not in repr(found)


@AT
def test_what_may_be_kept_is_proposed_and_what_may_not_is_a_look_up(at: str) -> None:
    with counter() as there:
        found = there.ask(at)

    kept = DISTRIBUTORS[at].terms.kept
    assert isinstance(found, PageAnswer if kept else LookupAnswer)
    assert DISTRIBUTORS[at].terms.address.startswith("https://")


@AT
def test_without_any_of_its_keys_it_is_off_and_nothing_is_asked(at: str) -> None:
    for name in DISTRIBUTORS[at].keys:
        rest = {each: key for each, key in keys().items() if each != name}
        with counter() as there:
            error = refused(there, at, keys=rest)

        assert error.finding.code == "lookup-off"
        assert name in error.finding.message
        assert there.paths == []


@AT
def test_a_key_goes_where_it_belongs_and_into_no_address_that_is_shown(at: str) -> None:
    with counter() as there:
        there.ask(at)

    sent = " ".join(there.server.requests)
    assert CANARY in sent or "Basic" in sent
    others = [TEXTS[name] for name in TEXTS if name not in DISTRIBUTORS[at].keys]
    assert not any(other in sent for other in others)
    assert all("User-Agent: cluster-planner" in request for request in there.server.requests)
    assert "/robots.txt" not in there.paths


def drips(visit: Visit) -> None:
    visit.send(head(length=100))
    visit.send("{")


TROUBLES: dict[str, tuple[Behaviour, str, str]] = {
    "401": (answers("", status="401 Unauthorized"), "key", "does not accept the key"),
    "403": (answers("", status="403 Forbidden"), "key", "used up"),
    "429": (answers("", status="429 Slow", Retry_After="90"), "quota", "again in 90 seconds"),
    "429 at all": (answers("", status="429 Slow"), "quota", "does not say when"),
    "429 and left": (
        answers("", status="429 Slow", X_RateLimit_Remaining="0"),
        "quota",
        "Questions left today: 0",
    ),
    "503": (answers("", status="503 Busy", Retry_After="7200"), "busy", "in 2 hours"),
    "400": (answers("", status="400 Bad"), "question", "status 400"),
    "sends on": (
        answers("", status="302 Found", Location="https://evil.example/"),
        "unreachable",
        "redirects",
    ),
    "no JSON": (answers("<html>"), "reply", "not JSON"),
    "deep JSON": (answers("[" * 900 + "]" * 900), "reply", ""),
    "other JSON": (answers("[1]"), "reply", "another form"),
    "null": (answers("null"), "reply", "another form"),
    "breaks off": (drips, "unreachable", "was cut off"),
    "too big": (answers('"' + "a" * 2_100_000 + '"'), "unreachable", "MB"),
    "no HTTP": (lambda visit: visit.send("what"), "unreachable", "not a complete web page"),
}


@AT
@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_goes_wrong_is_told_in_words_and_never_with_a_key(at: str, trouble: str) -> None:
    behaviour, what, words = TROUBLES[trouble]
    with counter({ASKED[at]: behaviour}) as there:
        error = refused(there, at)

    assert error.finding.code == f"lookup-{what}"
    assert words in error.finding.message


@AT
def test_a_host_that_is_not_there_is_told_without_a_key(at: str) -> None:
    with counter() as there:
        pass
    refused(there, at)


@AT
def test_a_reply_that_sends_a_key_back_is_shown_without_it(at: str) -> None:
    def echoes(visit: Visit) -> None:
        asked = visit.request.replace("\\", " ").replace('"', "'")
        told = " ".join((asked, *TEXTS.values()))
        body = {"Errors": [{"Message": told}], "Fault": told, "status": told, "Product": told}
        answers(body)(visit)

    with counter({ASKED[at]: echoes}) as there:
        told = outcome(there, at)

    assert not any(TEXTS[name] in told for name in DISTRIBUTORS[at].keys)
    assert TOKEN not in told


@AT
def test_after_a_refusal_for_haste_nobody_asks_again_too_soon(at: str) -> None:
    slow = answers("", status="429 Slow", Retry_After="Wed, 01 Jan 2125 00:00:00 GMT")
    with counter({ASKED[at]: slow}) as there:
        refused(there, at)
        before = len(there.paths)
        error = refused(there, at)

    assert error.finding.code == "lookup-quota"
    assert "it asked for a pause" in error.finding.message
    assert len(there.paths) == before


@AT
def test_nothing_found_is_told(at: str) -> None:
    empty = {
        "tme": {"status": "OK", "data": {"products": {"elements": []}}},
        "mouser": {"Errors": [], "SearchResults": {"NumberOfResult": 0, "Parts": []}},
        "element14": {"keywordSearchReturn": {"numberOfResults": 0}},
        "digikey": {"Products": [], "ProductsCount": 0},
    }
    with counter({ASKED[at]: answers(empty[at])}) as there:
        found = there.ask(at)

    assert "lookup-none" in [each.code for each in found.findings]


@AT
def test_the_bounds_of_its_terms_are_kept_without_asking(at: str) -> None:
    quota = DISTRIBUTORS[at].quota
    with counter() as there:
        for _ in range(quota.per_minute):
            assert there.quotas.take(at, quota) is None
        error = refused(there, at)

    assert f"{quota.per_minute} questions a minute" in error.finding.message
    assert there.paths == []
