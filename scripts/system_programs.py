"""Finds the programs that the tests drive and pip cannot install, and installs the missing ones.

`python scripts/system_programs.py install` tries apt where it may; `missing` prints one line for
each program that is not there. The tests ask the same two questions through `PROGRAMS`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program, the Debian packages that bring it, and what its absence means for the tests."""

    name: str
    packages: tuple[str, ...]  # the first that this system knows is taken
    without_it: str
    find: Callable[[], Path | None]


def find_chromium() -> Path | None:
    """Return the first Chromium or Chrome on the path.

    The one that is built without a screen comes first: it draws the same pages with a quarter less
    work, and needs nothing of a desktop.
    """
    return _first_on_path(
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )


def find_calc() -> Path | None:
    """Return LibreOffice's starter, or None also where LibreOffice came without Calc."""
    soffice = _first_on_path("soffice", "libreoffice")
    if soffice is None:
        return None
    # On Linux each LibreOffice application is a library of its own beside the real starter.
    has_calc = sys.platform != "linux" or (soffice.resolve().parent / "libsclo.so").exists()
    return soffice if has_calc else None


def find_nginx() -> Path | None:
    """Return nginx; Debian has it where only an administrator looks for programs."""
    return _first_on_path("nginx") or next(
        (path for path in (Path("/usr/sbin/nginx"),) if os.access(path, os.X_OK)), None
    )


CHROMIUM = Program(
    name="Chromium",
    packages=("chromium-headless-shell", "chromium"),
    without_it="the browser tests fail",
    find=find_chromium,
)
CALC = Program(
    name="LibreOffice Calc",
    packages=("libreoffice-calc",),
    without_it="the test that recalculates the workbooks is skipped",
    find=find_calc,
)
NGINX = Program(
    name="nginx",
    packages=("nginx-light", "nginx"),
    without_it="the tests behind a proxy fail",
    find=find_nginx,
)
PROGRAMS = (CHROMIUM, CALC, NGINX)
# For `make image-test` alone, which says itself when one is missing.
BUILDAH = Program(
    name="buildah",
    packages=("buildah",),
    without_it="the image of the container cannot be built",
    find=lambda: _first_on_path("buildah"),
)
DEBOOTSTRAP = Program(
    name="debootstrap",
    packages=("debootstrap",),
    without_it="there is no base for the image of the container",
    find=lambda: _first_on_path("debootstrap", "/usr/sbin/debootstrap"),
)


def missing_line(program: Program) -> str:
    """Say in one line what is missing, what that means and what to do."""
    return (
        f"{program.name} is missing: {program.without_it}. "
        f"Install it, on Debian with: apt-get install {program.packages[-1]}"
    )


def install(programs: list[Program]) -> None:
    """Install by apt what is missing; where apt or the right to use it is lacking, do nothing."""
    apt = shutil.which("apt-get")
    prefix = _root_prefix()
    if apt is None or prefix is None:
        return
    told = " and ".join(program.name for program in programs)
    print(f"Installing {told} (a few minutes the first time) ...", flush=True)
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    command += ["-o", "DPkg::Lock::Timeout=300"]
    _run([*command, "update"])
    packages = [_known(program.packages) for program in programs]
    _run([*command, "install", "-y", "--no-install-recommends", *packages])


def _known(packages: tuple[str, ...]) -> str:
    """Return the first package that this system can install; the last one if none is known."""
    for package in packages:
        asked = ["apt-cache", "show", package]
        if subprocess.run(asked, check=False, capture_output=True).returncode == 0:
            return package
    return packages[-1]


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        print(done.stdout[-2000:], file=sys.stderr)


def _first_on_path(*names: str) -> Path | None:
    found = (shutil.which(name) for name in names)
    return next((Path(path) for path in found if path), None)


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    may = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if may.returncode == 0 else None


def _missing() -> list[Program]:
    return [program for program in PROGRAMS if program.find() is None]


if __name__ == "__main__":
    if sys.argv[1:] == ["install"] and (absent := _missing()):
        install(absent)
    for gone in _missing():
        print(missing_line(gone))
