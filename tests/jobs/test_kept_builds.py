"""Builds of one's own: kept with one's own rows in them, by one at a time, never lost."""

import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.io.own import documents
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.kept_builds import drop_build, file_of, keep_build
from planner.jobs.own import save_row
from planner.jobs.plans import change_of, cost_build
from planner.model.build import Build
from planner.model.findings import PlannerError
from planner.model.kept_builds import Done, name_for

SHIPPED = Path(__file__).resolve().parents[2] / "catalogs"
DAY = date(2026, 11, 30)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "mine"


def opened(own: Path | None) -> Workspace:
    return open_workspace(SHIPPED, today=DAY, own=own)


def kraken(title: str = "My Kraken") -> Build:
    return opened(None).build("kraken").model_copy(update={"title": title})


def keep(own: Path, build: Build, *, seen: str | None, name: str = "mine") -> str:
    known = opened(own)
    return keep_build(
        own, build, known.catalog, name=name, seen=seen, shipped=known.shipped_builds
    ).mark


def test_a_kept_build_is_there_after_a_restart_and_costs_the_same(own: Path) -> None:
    keep(own, kraken(), seen=None)

    again = opened(own)

    assert again.build("mine").title == "My Kraken"
    assert list(again.own_builds) == ["mine"]
    assert "mine" not in again.shipped_builds
    found = cost_build(again.build("mine"), again.catalog)[1]
    assert str(found.total) == "S$626.63"


def test_of_two_who_save_at_once_the_second_is_told_and_nothing_is_lost(own: Path) -> None:
    first = keep(own, kraken("One"), seen=None)
    keep(own, kraken("Two"), seen=first)

    with pytest.raises(PlannerError, match="somebody else changed it meanwhile"):
        keep(own, kraken("Three"), seen=first)
    with pytest.raises(PlannerError, match="somebody else wrote a file of that name"):
        keep(own, kraken("Four"), seen=None)

    assert opened(own).build("mine").title == "Two"
    copies = sorted((own / "backups" / "builds" / "mine").iterdir())
    assert ['title = "One"' in each.read_text() for each in copies] == [True]


def test_two_threads_that_save_the_same_build_do_not_mix(own: Path) -> None:
    seen, told = keep(own, kraken("First"), seen=None), list[str]()

    def save(title: str) -> None:
        try:
            told.append(keep(own, kraken(title), seen=seen))
        except PlannerError as error:
            told.append(error.finding.code)

    threads = [threading.Thread(target=save, args=(f"Thread {n}",)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert told.count("own-changed-meanwhile") == 3
    assert opened(own).build("mine").title.startswith("Thread")


def test_a_removed_build_is_gone_and_a_copy_of_it_is_kept(own: Path) -> None:
    mark = keep(own, kraken(), seen=None)

    gone = drop_build(own, "mine", title="My Kraken", seen=mark)

    assert gone.done is Done.REMOVED
    assert "mine" not in opened(own).own_builds
    assert "My Kraken" in Path(gone.copy).read_text()
    with pytest.raises(PlannerError, match="somebody else removed it"):
        drop_build(own, "mine", title="My Kraken", seen=mark)


def test_a_shipped_build_is_never_replaced(own: Path) -> None:
    with pytest.raises(PlannerError, match="A shipped build is called 'kraken'"):
        keep(own, kraken(), seen=None, name="kraken")
    assert not own.exists()


def test_own_parts_and_prices_are_in_the_file_and_cost_the_same_elsewhere(
    own: Path, tmp_path: Path
) -> None:
    rows = {
        "vendors": {"vendor": "corner", "name": "Corner shop", "kind": "shop", "currency": "SGD"},
        "case": {"part_number": "my-case", "name": "My own case", "source": "my shed"},
        "offers": {
            "vendor": "corner",
            "part_number": "my-case",
            "currency": "SGD",
            "price": "40.50",
            "quoted_on": "2026-11-01",
            "basis": "quoted",
            "source": "https://corner.example/case",
        },
    }
    for table, cells in rows.items():
        written = save_row(own, table, cells, opened(own).catalog, seen=None, today=DAY)
        assert written.written, written.findings
    more = {"slot": "case", "part_number": "my-case", "quantity": 2}
    build = kraken().model_dump() | {"on": DAY, "name": "mine"}
    mine = Build.model_validate(build | {"positions": (*build["positions"], more)})
    keep(own, mine, seen=None)

    there = tmp_path / "theirs"
    (there / "builds").mkdir(parents=True)
    (there / file_of("mine")).write_bytes((own / file_of("mine")).read_bytes())
    elsewhere = opened(there)
    known = {part.part_number for part in elsewhere.catalog.parts}

    assert "my-case" not in known
    at_home = cost_build(mine, opened(own).catalog)[1]
    plan, found = cost_build(elsewhere.build("mine"), elsewhere.catalog)
    assert found.total == at_home.total
    assert str(found.total) == "S$707.63"
    bought = next(each for each in plan.parts if each.part_number == "my-case")
    assert bought.name == "My own case"


def test_what_could_not_be_read_again_is_not_written(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.jobs.kept_builds.build_toml", lambda _: "title = [")
    with pytest.raises(PlannerError, match="Nothing was written"):
        keep(own, kraken(), seen=None)
    assert not own.exists()


def test_a_build_of_thousands_of_lines_is_kept_or_refused_whole(own: Path) -> None:
    first = kraken().positions[0]
    many = tuple(
        first.model_copy(update={"quantity": n + 1, "why": f"line {n}"}) for n in range(3_000)
    )
    huge = kraken().model_copy(update={"positions": many})
    kept = with_refusal(own, huge)
    assert kept in ("kept", "build-not-kept")
    assert (kept == "kept") == own.exists()


def with_refusal(own: Path, build: Build) -> str:
    """Return whether a build was kept, or the code of what kept it from that."""
    try:
        keep(own, build, seen=None)
    except PlannerError as error:
        return error.finding.code
    assert opened(own).build("mine").positions == build.positions
    return "kept"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("in the way")
    with pytest.raises(PlannerError, match="Nothing was written"):
        keep_build(place, kraken(), opened(None).catalog, name="mine", seen=None)


def test_what_stands_in_the_place_of_a_file_does_not_stop_the_others(own: Path) -> None:
    keep(own, kraken(), seen=None)
    (own / "builds" / "folder.toml").mkdir()
    (own / "builds" / "broken.toml").write_text("title = ")

    again = opened(own)

    assert list(again.own_builds) == ["mine"]
    assert any(each.subject == "broken" for each in again.findings)
    with pytest.raises(PlannerError, match="Nothing was written"):
        documents.seen_mark(own, "builds/folder.toml")


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("My Kraken", (), "my-kraken"),
        ("Kraken", ("kraken",), "kraken-2"),
        ("Kraken", ("kraken", "kraken-2"), "kraken-3"),
        ("  Déjà vu! ", (), "d-j-vu"),
        ("集群", (), "build"),
        ("x" * 300, (), "x" * 54),
        ("../../etc/passwd", (), "etc-passwd"),
    ],
)
def test_a_title_makes_a_name_that_is_free(title: str, taken: tuple[str, ...], name: str) -> None:
    assert name_for(title, taken) == name


def test_a_change_is_counted_in_the_currency_of_the_second_build(own: Path) -> None:
    known = opened(own)
    dollars = kraken().model_copy(update={"currency": "USD"})
    before, after, change = change_of(known.build("kraken"), dollars, known.catalog)
    assert (before.currency, after.currency, change.currency) == ("USD", "USD", "USD")
    assert change.whole is not None
    assert change.whole.amount == Decimal("0.00")
