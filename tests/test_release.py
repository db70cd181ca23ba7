"""What a release is made of: archives of the same bytes, a changelog in order, what it needs."""

import io
import json
import re
import tarfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from planner import __version__
from scripts.archives import same_bytes
from scripts.release import changelog_faults, software_bill

ROOT = Path(__file__).resolve().parents[1]
WHOLE = """# Changelog

## Unreleased

### Added
- One.

### Fixed
- Two.

## 0.2.0 – 2026-12-31

### Changed
- Three.

## 0.1.0 – 2026-11-30

### Added
- Four.
"""


def packed(*names: str, **how: object) -> bytes:
    """Return a .tar.gz of small files, made by somebody at some time."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name in names:
            each = tarfile.TarInfo(name)
            each.size = len(name)
            for key, value in how.items():
                setattr(each, key, value)
            archive.addfile(each, io.BytesIO(name.encode()))
    return content.getvalue()


def test_an_archive_tells_nothing_of_when_where_and_by_whom() -> None:
    one = packed("a/x.py", "a/y.py", mtime=1, uid=0, uname="root", mode=0o600)
    other = packed("a/y.py", "a/x.py", mtime=9, uid=7, uname="ann", mode=0o664)

    assert same_bytes(one, 1_000) == same_bytes(other, 1_000)
    assert same_bytes(one, 1_000) != same_bytes(one, 2_000)
    with tarfile.open(fileobj=io.BytesIO(same_bytes(one, 1_000))) as archive:
        found = archive.getmembers()
        assert [each.name for each in found] == ["a/x.py", "a/y.py"]
        assert {(each.mode, each.mtime, each.uid, each.uname) for each in found} == {
            (0o644, 1_000, 0, "")
        }
        assert archive.extractfile(found[0]).read() == b"a/x.py"  # type: ignore[union-attr]


def test_what_can_be_run_stays_so_in_an_archive() -> None:
    again = same_bytes(packed("run", mode=0o700), 0)
    with tarfile.open(fileobj=io.BytesIO(again)) as archive:
        assert archive.getmember("run").mode == 0o755


def test_a_changelog_in_order_has_no_fault() -> None:
    assert changelog_faults(WHOLE, "0.2.0") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("0.2.0 –", "0.3.0 –", "There is no entry of version 0.2.0."),
        ("0.1.0 –", "0.4.0 –", "Versions do not stand newest first, each once."),
        ("0.1.0 –", "0.2.0 –", "Versions do not stand newest first, each once."),
        (" – 2026-12-31", "", "'## 0.2.0' is not a version with its day"),
        ("### Fixed", "### Mended", "'### Mended' is not one of"),
        ("### Added\n- One.\n\n### Fixed", "### Fixed\n- Two.\n\n### Added", "In 'Unreleased'"),
        ("## 0.1.0 – 2026-11-30", "## Unreleased", "'## Unreleased' does not stand first"),
    ],
)
def test_what_is_wrong_with_a_changelog_is_said(old: str, new: str, fault: str) -> None:
    assert any(
        each.startswith(fault) for each in changelog_faults(WHOLE.replace(old, new), "0.2.0")
    )


def test_the_changelog_is_in_order_but_for_a_version_that_is_not_released_yet() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert set(changelog_faults(text, __version__)) <= {
        f"There is no entry of version {__version__}."
    }


def test_the_bill_of_software_holds_what_is_needed_and_what_that_needs() -> None:
    told = json.loads(software_bill())
    names = {each["name"] for each in told["components"]}
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    direct = {found[0].lower() for line in lines if (found := re.match(r"[A-Za-z][\w-]+", line))}

    assert direct <= names
    assert {"numpy", "starlette"} <= names  # needed by what is needed
    assert not {"pytest", "ruff", "cluster-planner"} & names
    assert all(
        each["purl"] == f"pkg:pypi/{each['name']}@{each['version']}" for each in told["components"]
    )
    refs = {each["ref"] for each in told["dependencies"]}
    assert refs == names | {"cluster-planner"}
    assert all(set(each["dependsOn"]) <= names for each in told["dependencies"])
    assert software_bill() == software_bill()


def test_what_is_locked_is_allowed_and_has_checksums() -> None:
    text = (ROOT / "requirements-locked.txt").read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", each) for each in entries)
    locked: dict[str, list[str]] = {}
    for each in entries:
        name, version = re.match(r"([\w.-]+)==([^\s;]+)", each).groups()  # type: ignore[union-attr]
        locked.setdefault(name, []).append(version)

    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    wanted = [Requirement(line.partition("#")[0]) for line in lines if re.match(r"[A-Za-z]", line)]
    assert len(wanted) > 10
    for each in wanted:
        name = re.sub(r"[-_.]+", "-", each.name).lower()
        assert all(each.specifier.contains(version) for version in locked[name])


def test_the_version_is_written_in_one_place() -> None:
    declared = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'version = { attr = "planner.__version__" }' in declared
    assert f'"{__version__}"' not in declared
