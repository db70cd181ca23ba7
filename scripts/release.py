"""Do all of a release from a clean clone, and stop at the first fault; publish nothing.

`make release` runs it: the archives and all that goes with them are in `dist/` afterwards.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import distribution, requires
from pathlib import Path

from packaging.requirements import Requirement

from planner import __version__
from scripts.archives import CHECKSUMS, ROOT, built

DIST = ROOT / "dist"
# In the order in which a changelog lists them.
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


class FaultError(Exception):
    """What stops a release."""


def clean() -> None:
    """Nothing is built from what nobody committed."""
    if left := _said("git", "status", "--porcelain"):
        raise FaultError(f"Not everything is committed:\n{left}")


def changelog() -> None:
    """The changelog is in order, and tells of this version."""
    if faults := changelog_faults((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__):
        raise FaultError("\n".join(faults))


def changelog_faults(text: str, version: str) -> list[str]:
    """Return what is wrong with a changelog: of which a release of this version has an entry."""
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    versions = [
        re.fullmatch(r"\[?(\d+)\.(\d+)\.(\d+)\]? [–-] \d{4}-\d\d-\d\d", each) for each in headings
    ]
    faults = [
        f"'## {heading}' is not a version with its day, such as '## 0.2.0 – 2026-12-31'."
        for heading, found in zip(headings, versions, strict=True)
        if found is None and heading != "Unreleased"
    ]
    numbers = [tuple(map(int, found.groups())) for found in versions if found]
    if numbers != sorted(set(numbers), reverse=True):
        faults.append("Versions do not stand newest first, each once.")
    if "Unreleased" in headings[1:]:
        faults.append("'## Unreleased' does not stand first, once.")
    if tuple(map(int, version.split("."))) not in numbers:
        faults.append(f"There is no entry of version {version}.")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        kinds = re.findall(r"^### (.*)$", section, re.MULTILINE)
        if unknown := [each for each in kinds if each not in KINDS]:
            faults.append(f"'### {unknown[0]}' is not one of {', '.join(KINDS)}.")
        elif [each for each in KINDS if each in kinds] != kinds:
            faults.append(f"In '{section.splitlines()[0]}' the order is {', '.join(KINDS)}.")
    return faults


def tests() -> None:
    """Style, types, tests and coverage."""
    _run("make", "test")


def archives() -> None:
    """Two builds are the same bytes, and an index would take them."""
    shutil.rmtree(DIST, ignore_errors=True)
    first = built(DIST)
    with tempfile.TemporaryDirectory() as again:
        second = built(Path(again))
        for one, other in zip(first, second, strict=True):
            if one.read_bytes() != other.read_bytes():
                raise FaultError(f"Two builds of {one.name} differ.")
    _run(sys.executable, "-m", "twine", "check", "--strict", *map(str, first))
    check = "from check_wheel_contents.__main__ import main; main()"
    _run(sys.executable, "-c", check, str(first[0]))


def installed() -> None:
    """Installed anew elsewhere, it answers as the clone does."""
    _run(sys.executable, "-m", "scripts.clean_install")


def documentation() -> None:
    """The site of the documentation is built, a warning being an error."""
    _run("make", "docs")


def image() -> None:
    """The image of the container can be built, and runs as it should."""
    _run("make", "image-test")


def software() -> None:
    """A bill of materials of the software that it needs, as CycloneDX."""
    (DIST / "sbom.cdx.json").write_text(software_bill(), "utf-8")


def advisories() -> None:
    """Nothing that it needs has a known advisory, where that can be asked."""
    # What cannot be reached is said by the script, and stops nothing.
    _run(sys.executable, "-m", "scripts.advisories", fine=(0, 3))


def software_bill() -> str:
    """Return what the planner needs, here as it is installed, with what each of it needs."""
    names = _needed("cluster-planner", {})
    parts = [_component(name) for name in sorted(names) if name != "cluster-planner"]
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "cluster-planner",
                "name": "cluster-planner",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": parts,
        "dependencies": [
            {"ref": name, "dependsOn": sorted(needs)} for name, needs in sorted(names.items())
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _needed(name: str, known: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return what a package needs here, and what that needs, by name."""
    wanted = [Requirement(each) for each in requires(name) or ()]
    needs = {
        _plain(each.name)
        for each in wanted
        if each.marker is None or each.marker.evaluate({"extra": ""})
    }
    known[name] = needs
    for each in sorted(needs - known.keys()):
        _needed(each, known)
    return known


def _component(name: str) -> dict[str, object]:
    found = distribution(name)
    told: dict[str, object] = {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": found.version,
        "purl": f"pkg:pypi/{name}@{found.version}",
    }
    if licence := found.metadata.get("License-Expression"):
        told["licenses"] = [{"expression": licence}]
    return told


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _said(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _run(*command: str, fine: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode not in fine:
        raise FaultError(f"{' '.join(command[:4])} ended with {done.returncode}.")


STEPS: tuple[Callable[[], None], ...] = (
    clean,
    changelog,
    tests,
    archives,
    installed,
    image,
    documentation,
    software,
    advisories,
)


def main() -> int:
    """Do every step in turn; return 1 at the first that has a fault."""
    for number, step in enumerate(STEPS, 1):
        print(f"[{number}/{len(STEPS)}] {step.__doc__}", flush=True)
        try:
            step()
        except FaultError as fault:
            print(f"Stopped: {fault}", file=sys.stderr)
            return 1
    made = ", ".join(sorted(each.name for each in DIST.iterdir()))
    print(f"Version {__version__} is in {DIST.name}/: {made}. Nothing was published.")
    print(f"Checksums: {DIST.name}/{CHECKSUMS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
