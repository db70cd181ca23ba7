"""The planner as somebody installs it who never clones: built, installed elsewhere, and used there.

Built from this source and installed into environments outside it. What the planner needs is taken
from the environment of the tests: `make install-test` fetches it anew.
"""

import hashlib
import os
import re
import signal
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
# Each answers alike in an empty folder and in the clone.
COMMANDS = (
    "builds",
    "cost kraken --also USD,EUR",
    "compare octopi kraken --format csv",
    "upgrade kraken kraken-gigabit",
    "network kraken",
    "running kraken",
    "wiring kraken-2026",
    "parts list pi5 8gb",
    "parts history rpi-5-8gb --format json",
    "size --nodes 2 --format json",
)
SEVERAL = "import sys; from planner.cli.main import main; [main(s.split()) for s in sys.argv[1:]]"


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] = {}) -> str:
    """Run a program in a folder as a new user would, and return what it printed."""
    here = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(("PLANNER_", "PYTHON", "COV_"))
        or name in ("PLANNER_DATA", "PLANNER_CONFIG")
    }
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd, env={**here, "COLUMNS": "100", **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """An environment that the planner was installed into, and an empty folder beside it."""

    environment: Path

    @property
    def python(self) -> Path:
        return self.environment / "bin" / "python"

    @property
    def planner(self) -> Path:
        return self.environment / "bin" / "planner"

    @property
    def empty(self) -> Path:
        folder = self.environment.with_name(f"{self.environment.name}-empty")
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def packages(self) -> Path:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.environment / "lib" / version / "site-packages"

    def marks(self) -> dict[Path, str]:
        """Return what the installed files hold, each by a mark."""
        return {
            path: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.packages.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the archive of the source, built as a release builds them."""
    folder = tmp_path_factory.mktemp("archives")
    run(sys.executable, "-m", "scripts.archives", folder, cwd=ROOT)
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, source


def install(archive: Path, environment: Path) -> Installed:
    """Install an archive alone; what it needs is that of the tests."""
    venv.create(environment, with_pip=False)
    installed = Installed(environment)
    needs = sysconfig.get_path("purelib")
    # Behind the packages of the environment itself, as that of a system is.
    (installed.packages / "needs.pth").write_text(f"{needs}\n")
    install = "-m pip --disable-pip-version-check --quiet --python".split()
    how = """install --no-compile --no-index --no-deps --no-build-isolation
        --ignore-installed""".split()
    run(sys.executable, *install, installed.python, *how, archive, cwd=environment)
    return installed


@pytest.fixture(scope="module")
def installed(archives: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The planner, installed from its wheel."""
    return install(archives[0], tmp_path_factory.mktemp("wheel") / "environment")


def test_a_wheel_holds_all_that_is_needed_and_nothing_else(archives: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(archives[0]).namelist())
    catalog = {
        f"planner/shipped/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "catalogs").rglob("*.*")
        if path.is_file()
    }

    assert catalog <= names
    assert {"planner/py.typed", "planner/shipped/app.py", "planner/ui/icon.svg"} <= names
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"planner", "cluster_planner"}
    assert any(name.endswith(".data/data/share/man/man1/planner.1") for name in names)
    assert "planner/cli/completion/command_lines.json" in names
    assert not [name for name in names if re.search(r"(^|/)(tests?|benchmarks|scripts)/", name)]


def test_the_archives_are_what_an_index_takes(archives: tuple[Path, Path]) -> None:
    folder = archives[0].parent
    check = "from check_wheel_contents.__main__ import main; main()"
    run(sys.executable, "-c", check, archives[0], cwd=folder)
    run(sys.executable, "-m", "twine", "check", "--strict", *archives, cwd=folder)


def test_in_an_empty_folder_the_answers_are_those_of_the_clone(installed: Installed) -> None:
    before = installed.marks()

    there = run(installed.python, "-c", SEVERAL, *COMMANDS, cwd=installed.empty)

    assert there == run(sys.executable, "-c", SEVERAL, *COMMANDS, cwd=ROOT)
    assert there.count("\n") > 100
    assert "S$626.63" in there
    # What is installed is read only, and nothing was left where the commands were called.
    assert installed.marks() == before
    assert list(installed.empty.iterdir()) == []


def test_what_is_installed_from_the_source_is_the_same_and_answers_alike(
    archives: tuple[Path, Path], installed: Installed, tmp_path: Path
) -> None:
    from_source = install(archives[1], tmp_path / "environment")

    def package_of(one: Installed) -> dict[str, str]:
        package = one.packages / "planner"
        return {str(path.relative_to(package)): mark for path, mark in one.marks().items()
                if package in path.parents}  # fmt: skip

    # Program, app and catalog: so whatever one of them answers, the other does.
    assert package_of(from_source) == package_of(installed)
    assert {"api.py", "shipped/app.py", "shipped/catalogs/vendors.csv"} <= {*package_of(installed)}
    costs = [run(one.planner, "cost", "kraken", cwd=one.empty) for one in (from_source, installed)]
    assert costs[0] == costs[1]
    assert "S$626.63" in costs[0]


def test_ones_own_folder_lies_over_the_installed_catalog(
    installed: Installed, tmp_path: Path
) -> None:
    own = {"PLANNER_DATA": str(tmp_path / "own")}
    vendor = "catalog put vendors vendor=corner name=Corner kind=shop currency=SGD"
    before = installed.marks()

    out = run(
        installed.python, "-c", SEVERAL, vendor, "catalog diff", "catalog copy mine",
        "check mine", "export kraken", cwd=installed.empty, env=own,
    )  # fmt: skip

    assert "vendors corner" in " ".join(out.split()) or "corner" in out
    assert (tmp_path / "own" / "vendors.csv").read_text().count("corner") == 1
    assert (installed.empty / "exports" / "kraken.xlsx").stat().st_size > 5_000
    assert (installed.empty / "mine" / "vendors.csv").read_bytes() == (
        ROOT / "catalogs" / "vendors.csv"
    ).read_bytes()
    assert installed.marks() == before


@contextmanager
def served(installed: Installed, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the installed app, and leave nothing running."""
    variables = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    command = [installed.planner, "app", "--no-browser"]
    with subprocess.Popen(
        command, cwd=cwd, env=variables, stdout=subprocess.PIPE, text=True
    ) as app:
        try:
            yield app
        finally:
            app.kill()


@pytest.mark.browser
def test_the_installed_app_opens_in_the_browser_and_ends_when_told(
    installed: Installed, chromium_path: Path, tmp_path: Path
) -> None:
    with served(installed, cwd=tmp_path) as app:
        assert app.stdout is not None
        said = re.fullmatch(r"The planner is at (http://127.0.0.1:\d+/)\n", app.stdout.readline())
        assert said is not None
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path, args=sandbox)
            page = browser.new_page()
            page.goto(f"{said[1]}plan?build=kraken")
            expect(page.get_by_text("S$626.63").first).to_be_visible(timeout=60_000)
            # It is served with the look and the rules that it is shipped with.
            shade = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
            assert page.evaluate(shade) == "rgb(251, 251, 249)"
            browser.close()
        app.send_signal(signal.SIGTERM)
        assert app.wait(timeout=10) == 0


@pytest.fixture(autouse=True)
def _nothing_is_left_in_the_empty_folder(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "installed" in request.fixturenames:
        empty = request.getfixturevalue("installed").empty
        for path in sorted(empty.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
