"""Install the planner from a wheel into a new environment, everything it needs fetched anew.

Run by `make install-test`. With uv on this computer, also as `uv tool install` does it.
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


def main() -> int:
    """Build, install and ask in an empty folder; return 0 if the answers are those of the clone."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wheel = _built(place / "archives")
        installs = {"pip": _by_pip(wheel, place)}
        if uv := shutil.which("uv"):
            installs["uv"] = _by_uv(uv, wheel, place)
        empty = place / "empty"
        empty.mkdir()
        expected, _ = _asked([sys.executable, "-m", "planner"], ROOT)
        for how, program in installs.items():
            answers, seconds = _asked([str(program)], empty)
            if answers != expected:
                print(f"Installed by {how}, the planner answers differently:\n{answers}")
                return 1
            print(f"Installed by {how}: same answers as the clone, {seconds:.1f} s for the first.")
    return 0


def _built(folder: Path) -> Path:
    build = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def _by_pip(wheel: Path, place: Path) -> Path:
    venv.create(place / "pip", with_pip=True)
    programs = place / "pip" / "bin"
    install = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install", str(wheel)]
    subprocess.run([str(programs / "python"), *install], check=True)
    return programs / "planner"


def _by_uv(uv: str, wheel: Path, place: Path) -> Path:
    folders = {"UV_TOOL_DIR": str(place / "uv"), "UV_TOOL_BIN_DIR": str(place / "bin")}
    install = [uv, "tool", "install", "--quiet", "--python", sys.executable, str(wheel)]
    subprocess.run(install, check=True, env={**os.environ, **folders})
    return place / "bin" / "planner"


def _asked(program: list[str], folder: Path) -> tuple[str, float]:
    """Return what the program answers in a folder, and how long its first answer took."""
    told, seconds = [], 0.0
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PLANNER_")}
    env = {**kept, "PLANNER_DATA": str(folder / "no-own-catalog"), "COLUMNS": "100"}
    for line in ("cost kraken", "compare octopi kraken", "size --nodes 2", "template switch"):
        start = time.monotonic()
        how = {"cwd": folder, "env": env, "capture_output": True, "text": True}
        command = [*program, *line.split()]
        done = subprocess.run(command, check=False, **how)
        seconds = seconds or time.monotonic() - start
        told.append(f"$ planner {line}\n{done.stdout}(exit code {done.returncode})\n")
    return "\n".join(told), seconds


if __name__ == "__main__":
    sys.exit(main())
