"""What is said of the container without building it: `make image-test` builds and runs it."""

import importlib
import re
import runpy
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
import yaml._yaml

from planner.cli.commands import serving
from planner.cli.main import main
from scripts.image_test import needed_for

ROOT = Path(__file__).resolve().parents[1]
LOCKED = (ROOT / "requirements-locked.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


@pytest.mark.parametrize(("version", "numpy"), [("3.11.2", "==2.4.6"), ("3.13.1", "==2.5.5")])
def test_of_what_is_locked_a_base_needs_one_version_each_with_its_checksums(
    version: str, numpy: str
) -> None:
    lines = needed_for(LOCKED, version).splitlines()
    names = [line.partition("==")[0] for line in lines]

    assert len(set(names)) == len(names) > 50
    assert [line for line in lines if line.startswith(f"numpy{numpy} --hash=sha256:")]
    # For another system.
    assert "colorama" not in names
    assert all(re.search(r" --hash=sha256:[0-9a-f]{64}", line) for line in lines)


def test_nothing_of_the_app_is_published_but_to_this_computer(services: dict[str, Any]) -> None:
    assert services["planner"]["ports"] == ["127.0.0.1:8501:8501"]
    assert "ports" not in services["planner-below-path"]
    assert services["proxy"]["ports"] == ["443:443"]
    for name in ("planner", "planner-below-path"):
        assert services[name]["read_only"] is True
        assert services[name]["volumes"] == ["planner-data:/data"]


def test_the_proxy_is_told_all_that_its_configuration_asks(services: dict[str, Any]) -> None:
    template = (ROOT / "container" / "proxy.conf.template").read_text("utf-8")
    assert set(re.findall(r"\$\{(\w+)\}", template)) == set(services["proxy"]["environment"])
    assert services["proxy"]["environment"]["PLANNER_APP"] == "planner-below-path:8501"


def test_the_app_takes_what_the_container_says(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    image = (ROOT / "Containerfile").read_text("utf-8")
    said = re.findall(r'"([^"]+)"', re.findall(r"^CMD (.*)$", image, re.MULTILINE)[-1])
    below = [
        each.replace("${PLANNER_HOST:-localhost}", "planner.example")
        for each in services["planner-below-path"]["command"]
    ]
    served: list[list[str]] = []
    monkeypatch.setattr(serving, "_serve", lambda words: served.append(list(words)) or 0)
    monkeypatch.setattr(serving, "_port", lambda _address, asked: asked)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "")

    assert (main(said), main(below)) == (0, 0)

    plain, proxied = served
    assert {"--server.address=0.0.0.0", "--server.port=8501"} <= set(plain) & set(proxied)
    assert "--server.baseUrlPath=planner" in proxied
    assert "--server.allowedHosts=planner.example" in proxied


@pytest.mark.parametrize(("path", "asked"), [("", ""), ("/", ""), ("/planner/", "planner/")])
@pytest.mark.parametrize("answers", [True, False])
def test_health_is_asked_where_the_app_is(
    path: str, asked: str, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    class Answer:
        status = 200

        def __enter__(self) -> "Answer":
            return self

        def __exit__(self, *_: object) -> None: ...

    def open_it(_self: object, url: str, timeout: float) -> Answer:
        assert timeout < 5
        seen.append(url)
        if not answers:
            raise ConnectionRefusedError("nobody")
        return Answer()

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", open_it)
    monkeypatch.setattr(sys, "argv", ["healthy.py", *([path] if path else [])])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "container" / "healthy.py"), run_name="__main__")

    assert (ended.value.code == 0) is answers
    assert seen == [f"http://127.0.0.1:8501/{asked}_stcore/health"]


# --- what the image leaves out -------------------------------------------------------------------


@pytest.fixture(scope="module")
def container_modules() -> Iterator[tuple[ModuleType, ModuleType]]:
    """Give `slim` and `elf` of the folder of the container, which no package holds."""
    sys.path.insert(0, str(ROOT / "container"))
    try:
        yield importlib.import_module("slim"), importlib.import_module("elf")
    finally:
        sys.path.remove(str(ROOT / "container"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a copy of a compiled module, with more libraries than one that it needs."""
    return Path(shutil.copy(yaml._yaml.__file__, tmp_path))


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux are read")


@ON_LINUX
def test_a_library_without_its_symbols_is_smaller_and_loads(
    container_modules: tuple[ModuleType, ModuleType], library: Path
) -> None:
    _, elf = container_modules
    before, needs = library.stat().st_size, elf.needed(library)
    assert elf.is_library(library)

    elf.without_symbols(library)

    assert library.stat().st_size < before
    assert elf.needed(library) == needs
    assert "libc.so.6" in needs
    loaded = "import _yaml; print(_yaml.get_version_string()[0])"
    done = subprocess.run(
        [sys.executable, "-c", loaded],
        check=False,
        cwd=library.parent,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "0\n", done.stderr


@ON_LINUX
def test_a_library_forgets_one_that_it_needs_and_no_other(
    container_modules: tuple[ModuleType, ModuleType], library: Path
) -> None:
    _, elf = container_modules
    first, *others = elf.needed(library)
    assert others

    elf.forget(library, {first, "libnobody.so"})

    assert elf.needed(library) == others


def test_an_environment_keeps_what_is_run(
    container_modules: tuple[ModuleType, ModuleType], tmp_path: Path
) -> None:
    slim, _ = container_modules
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    files = {
        "planner/plan.py": "",
        "planner/py.typed": "",
        "other/__init__.py": "",
        "other/broken.py": "this is a template {{ name }}",
        "other/tests/test_it.py": "",
        "other/fast.pyx": "",
        "other/fast.so": "x" * slim.LARGE,
        "other/fast.so.1": "x" * slim.LARGE,
        "other-1.0.dist-info/licenses/LICENSE": "",
        "tests/__init__.py": "",
    }
    for name, content in files.items():
        path = packages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    slim.slim(tmp_path)

    left = {
        re.sub(r"\.cpython-\d+", "", str(path.relative_to(packages)))
        for path in packages.rglob("*")
        if path.is_file()
    }
    assert left == {
        # Of ours the source stays, because Streamlit reads it.
        *("planner/plan.py", "planner/__pycache__/plan.pyc", "planner/py.typed"),
        *("other/__init__.pyc", "other/broken.py", "other/fast.so", "other/fast.so.1"),
        "other-1.0.dist-info/licenses/LICENSE",
        # The name of a package, not of its tests.
        "tests/__init__.pyc",
    }


@ON_LINUX
def test_equal_libraries_are_one_file(
    container_modules: tuple[ModuleType, ModuleType],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slim, _ = container_modules
    monkeypatch.setattr(slim, "LARGE", 1_000)
    packages = library.parent / "lib" / "python3.11" / "site-packages" / "other"
    packages.mkdir(parents=True)
    for name in ("libit.so", "libit.so.1", "libit.so.1.0"):
        shutil.copy(library, packages / name)

    slim.slim(library.parent)

    files = [path for path in packages.iterdir() if not path.is_symlink()]
    assert [path.name for path in files] == ["libit.so"]
    assert {path.resolve() for path in packages.iterdir()} == set(files)
