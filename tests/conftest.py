"""What every test may ask for, and what none may do."""

import gc
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import none
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling, Scheduling

from scripts.system_programs import CALC, CHROMIUM, missing_line

# Same code, same verdict: a busy machine must not fail a deadline, nor chance decide what is found.
# `pytest --hypothesis-profile=explore` looks for new examples.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("steady")

# What pages ask at length is answered in this very process, where a test can see it. Tests of the
# pool, and those in a browser, have processes of their own.
os.environ.setdefault("PLANNER_WORKERS", "0")


# The rooms whose every line and branch has a test that says what it is for.
_COUNTED = tuple(Path(__file__).parent / room for room in ("model", "engine"))
# Files whose tests run one after another in one worker: those that read the source of the project
# parse it once, and those that write into it, or take the first free port, would be in each other's
# way.
_TOGETHER = (
    dict.fromkeys(
        (f"test_{name}.py" for name in ("architecture", "codes", "glossary", "rooms", "wishes")),
        "sources",
    )
    | dict.fromkeys(
        ("test_installed.py", "test_release.py", "test_serving.py"), "archives and ports"
    )
    # They share an app of a day of its own.
    | {"test_browser_pictures.py": "pictures"}
    | {"test_browser_proxy.py": "one proxy"}
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests count towards coverage.

    Random examples do not count: of a line that only chance reaches nobody said what it is for.
    """
    for item in items:
        by_chance = hasattr(getattr(item, "obj", None), "hypothesis")
        if any(room in item.path.parents for room in _COUNTED) and not by_chance:
            item.add_marker(pytest.mark.counted)


class _FilesTogether(LoadScopeScheduling):
    """Sends each test to the worker that is free, and the files of one group to one worker.

    The groups of pytest-xdist itself have no effect with this pytest: a test has no name that they
    could lengthen.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _TOGETHER.get(PurePosixPath(nodeid.partition("::")[0]).name, nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Return who shares the tests out among the workers."""
    return _FilesTogether(config, log)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Set aside what was read of the tests: it stays, so nobody need look through it for garbage.

    Ten thousand tests are a million objects, and a twentieth of the time went into passing by.
    """
    # Hypothesis asks, before its first example, who holds its source of chance, and warns when it
    # finds nobody. On Python 3.14 the holder would be among what is set aside here.
    _first_example()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@given(none())
def _first_example(_nothing: None) -> None: ...


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Path of Chromium. The main job is promised in a browser, so its absence is a failure."""
    path = CHROMIUM.find()
    if path is None:
        pytest.fail(missing_line(CHROMIUM), pytrace=False)
    return path


@pytest.fixture(scope="session")
def calc_path() -> Path:
    """Path of LibreOffice's starter. The test that asks for it is skipped where there is none."""
    path = CALC.find()
    if path is None:
        pytest.skip(missing_line(CALC))
    return path


@pytest.fixture(autouse=True, scope="session")
def _no_test_sees_the_catalog_of_whoever_runs_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """Give every test, and every program it starts, an own catalog that is not there."""
    own = tmp_path_factory.mktemp("own") / "not-there"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_DATA", str(own))
        patch.setenv("PLANNER_CONFIG", str(own / "config.toml"))
        yield own


@pytest.fixture(autouse=True)
def _no_test_sees_what_another_one_kept(
    _no_test_sees_the_catalog_of_whoever_runs_it: Path,
) -> Iterator[None]:
    """Take away what a test wrote into that catalog: which tests came before must not matter."""
    yield
    if _no_test_sees_the_catalog_of_whoever_runs_it.exists():
        shutil.rmtree(_no_test_sees_the_catalog_of_whoever_runs_it, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def _no_test_leaves_this_machine() -> Iterator[None]:
    """Refuse look-ups and connections to other machines: a test must not depend on a server."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_elsewhere(address[0])
        connect(self, address)

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_elsewhere(host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield


def _refuse_elsewhere(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        here = ipaddress.ip_address(name).is_loopback or ipaddress.ip_address(name).is_unspecified
    except ValueError:
        here = False
    # Not an OSError: code that handles a dead network would take it for one and hide it.
    assert here, f"A test tried to reach {name}. Give the code a stand-in on 127.0.0.1."
