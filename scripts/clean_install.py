"""Install the planner from a wheel into a new environment, everything it needs fetched anew.

Run by `make install-test`, with pip and as `uv tool install` does it. Its answers have to be those
of the clone, and the first one may take no longer than a fifth more than in a new clone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST = 1.2


def main() -> int:
    """Build, install and ask in an empty folder; return 0 if the answers are those of the clone."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wheel = _built(place / "archives")
        installs = {"pip": _by_pip(wheel, place)}
        if uv := _uv():
            installs["uv"] = _by_uv(uv, wheel, place)
        empty = place / "empty"
        empty.mkdir()
        expected = _asked([sys.executable, "-m", "planner"], ROOT)
        clone = _cloned(place / "clone")
        for how, program in installs.items():
            usual = _first([str(program.with_name("python")), "-m", "planner"], clone, clone)
            packages = next(program.resolve().parents[1].glob("lib/python3*/site-packages"))
            first = _first([str(program)], empty, packages / "planner")
            answers = _asked([str(program)], empty)
            if answers != expected:
                print(f"Installed by {how}, the planner answers differently:\n{answers}")
                return 1
            told = f"{first:.2f} s for the first, {first / usual:.2f} times that in a new clone"
            print(f"Installed by {how}: same answers as the clone, {told}.")
            if first > MOST * usual:
                print(f"More than {MOST} times.")
                return 1
    return 0


def _cloned(folder: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def _first(program: list[str], folder: Path, code: Path) -> float:
    """Return how long a first question takes: the shortest of three that are each the first.

    What Python keeps of the `code` it read is as it was before, so each reads it anew.
    """
    kept = {path: path.read_bytes() for path in code.rglob("*.pyc")}
    times = []
    for _ in range(4):
        for path in set(code.rglob("*.pyc")) - kept.keys():
            path.unlink()
        start = time.monotonic()
        command = [*program, "cost", "kraken"]
        subprocess.run(command, cwd=folder, env=_env(folder), check=True, capture_output=True)
        times.append(time.monotonic() - start)
    # The very first one waits for the disk, wherever it is asked.
    return min(times[1:])


def _uv() -> str | None:
    """Return uv: of this computer, or of the environment of the checks."""
    beside = Path(sys.executable).with_name("uv")
    return shutil.which("uv") or (str(beside) if beside.exists() else None)


def _built(folder: Path) -> Path:
    build = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def _by_pip(wheel: Path, place: Path) -> Path:
    venv.create(place / "pip", with_pip=True)
    programs = place / "pip" / "bin"
    install = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install", str(wheel)]
    # What lies on a path of whoever runs this would be taken for installed.
    subprocess.run([str(programs / "python"), *install], check=True, env=_env(place))
    return programs / "planner"


def _by_uv(uv: str, wheel: Path, place: Path) -> Path:
    folders = {"UV_TOOL_DIR": str(place / "uv"), "UV_TOOL_BIN_DIR": str(place / "bin")}
    # Unlike pip, uv leaves it to the first run to compile all that is installed, unless it is told.
    how = ["--quiet", "--compile-bytecode", "--python", sys.executable]
    install = [uv, "tool", "install", *how, str(wheel)]
    subprocess.run(install, check=True, env={**os.environ, **folders})
    return place / "uv" / "cluster-planner" / "bin" / "planner"


def _env(folder: Path) -> dict[str, str]:
    strange = ("PLANNER_", "PYTHON")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(strange)}
    own = {name: str(folder / "nothing-of-ones-own") for name in ("PLANNER_DATA", "PLANNER_CONFIG")}
    return {**kept, **own, "COLUMNS": "100"}


def _asked(program: list[str], folder: Path) -> str:
    """Return what the program answers in a folder."""
    told = []
    for line in ("cost kraken", "compare octopi kraken", "size --nodes 2", "template switch"):
        how = {"cwd": folder, "env": _env(folder), "capture_output": True, "text": True}
        command = [*program, *line.split()]
        done = subprocess.run(command, check=False, **how)
        told.append(f"$ planner {line}\n{done.stdout}(exit code {done.returncode})\n")
    return "\n".join(told)


if __name__ == "__main__":
    sys.exit(main())
