"""Build the image of the container on a plain Debian, and run it: `make image-test`.

Needs root on Debian or alike: buildah builds without a service and without nested containers, the
base comes from debootstrap, and the image is run in namespaces of its own with a root that cannot
be written. `BASE=FOLDER` takes the root of a Debian that is there already.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from scripts.archives import ROOT
from scripts.system_programs import BUILDAH, CHROMIUM, DEBOOTSTRAP, install, missing_line

NAME = "localhost/planner"
# Megabytes that the image adds to its base, unpacked; and seconds to end.
MOST_MB = 250
MOST_S = 2.0
HEALTHY_S = 90.0
_PACKAGES = "python3,python3-venv,ca-certificates"


class FaultError(Exception):
    """What is wrong with the image."""


def main() -> int:
    """Do every step in turn; return 1 at the first that finds a fault."""
    try:
        _need()
        with tempfile.TemporaryDirectory(prefix="image-test-") as place:
            _test(Path(place))
    except (FaultError, subprocess.CalledProcessError) as fault:
        print(f"Stopped: {fault}", file=sys.stderr)
        return 1
    print("The image is built, and runs as it should.")
    return 0


def _need() -> None:
    if os.geteuid() != 0 or sys.platform != "linux":
        raise FaultError("make image-test needs root on Linux: it makes a base and namespaces.")
    wanted = [BUILDAH, CHROMIUM, *(() if os.environ.get("BASE") else (DEBOOTSTRAP,))]
    if absent := [each for each in wanted if each.find() is None]:
        install(absent)
    if still := [each for each in wanted if each.find() is None]:
        raise FaultError("\n".join(map(missing_line, still)))


def _test(place: Path) -> None:
    base = _base(place)
    _say(f"base: {_version(base)} from {'BASE' if os.environ.get('BASE') else 'debootstrap'}")
    store = Store(place / "store", place / "run")
    store.take_base(base)
    store.build(_context(place / "context", base))
    config = store.config()
    _check_config(config)
    packed, layers = store.packed_mb(place / "pushed")
    with store.mounted() as root:
        unpacked = _mb(root) - _mb(base)
        _say(f"size: {packed:.0f} MB packed in {layers} layers, {unpacked:.0f} MB unpacked")
        if unpacked > MOST_MB:
            raise FaultError(f"The image adds {unpacked:.0f} MB to its base, at most {MOST_MB}.")
        data = place / "data"
        data.mkdir()
        # As a volume is that is new: it has the owner that the image gave the folder.
        owner = (root / "data").stat()
        os.chown(data, owner.st_uid, owner.st_gid)
        _run_it(Container(root, config, data))


def _base(place: Path) -> Path:
    if given := os.environ.get("BASE"):
        return Path(given)
    root = place / "base"
    said = Path("/etc/os-release").read_text("utf-8")
    named = dict(line.partition("=")[::2] for line in said.splitlines() if "=" in line)
    suite = named.get("VERSION_CODENAME", "stable").strip('"')
    _quietly("debootstrap", "--variant=minbase", f"--include={_PACKAGES}", suite, str(root))
    # What was downloaded is no part of a base.
    shutil.rmtree(root / "var" / "cache" / "apt" / "archives", ignore_errors=True)
    return root


def _version(base: Path) -> str:
    asked = [
        "chroot",
        str(base),
        "python3",
        "-c",
        "import platform as p; print(p.python_version())",
    ]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


# --- what it is built from -----------------------------------------------------------------------


def _context(folder: Path, base: Path) -> Path:
    """Return a folder with what is committed, and the wheels that this base needs."""
    folder.mkdir()
    packed = subprocess.run(
        ["git", "archive", "--format=tar", "HEAD"], cwd=ROOT, check=True, capture_output=True
    )
    (folder.parent / "source.tar").write_bytes(packed.stdout)
    with tarfile.open(folder.parent / "source.tar") as archive:
        archive.extractall(folder, filter="data")
    version = _version(base)
    needed = folder.parent / "needed.txt"
    needed.write_text(needed_for((ROOT / "requirements-locked.txt").read_text("utf-8"), version))
    into = ["--quiet", "--disable-pip-version-check", "--no-deps", "--dest", str(folder / "wheels")]
    python = ["--only-binary=:all:", "--python-version", version.rpartition(".")[0]]
    pip = [sys.executable, "-m", "pip", "download", *into]
    _quietly(*pip, *python, "--require-hashes", "-r", str(needed))
    # What makes the planner's own wheel; nothing of it is in the image.
    _quietly(*pip, "--only-binary=:all:", "setuptools>=77")
    return folder


def needed_for(locked: str, version: str) -> str:
    """Return the locked versions that a Python on Linux needs, each with its checksums."""
    about = {
        "python_full_version": version,
        "python_version": version.rpartition(".")[0],
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "extra": "",
    }
    told = []
    for entry in locked.replace("\\\n", " ").splitlines():
        name, *checksums = entry.split(" --hash=")
        if not entry or entry.startswith("#"):
            continue
        asked = Requirement(name.strip())
        if asked.marker is None or asked.marker.evaluate(about):
            sums = [f"--hash={each.strip()}" for each in checksums]
            told.append(" ".join([f"{asked.name}{asked.specifier}", *sums]))
    return "\n".join(told) + "\n"


# --- building ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Store:
    """A store of images of its own, which is gone afterwards."""

    root: Path
    run: Path

    def __call__(self, *words: str) -> str:
        """Run buildah on it, and return what it says."""
        # Copies, where others mount layers over each other: that needs more of the system.
        how = ["--root", str(self.root), "--runroot", str(self.run), "--storage-driver", "vfs"]
        return _quietly("buildah", *how, *words)

    def take_base(self, base: Path) -> None:
        """Make an image of a folder."""
        made = self("from", "scratch").split()[-1]
        self("copy", "--quiet", made, str(base), "/")
        self("commit", "--quiet", "--rm", made, f"{NAME}-base")

    def build(self, context: Path) -> None:
        """Build the image, without network for what is installed."""
        begun = time.monotonic()
        arguments = {
            "BASE": f"{NAME}-base", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/source/wheels"
        }  # fmt: skip
        given = [f"--build-arg={name}={value}" for name, value in arguments.items()]
        # Only this format says how to ask whether a container is healthy.
        how = ["--isolation=chroot", "--format=docker", "--quiet", "--pull-never"]
        file = str(context / "Containerfile")
        self("build", *how, *given, "-t", NAME, "-f", file, str(context))
        _say(f"built in {time.monotonic() - begun:.0f} s")

    def config(self) -> Mapping[str, Any]:
        """Return what the image says of how it is run."""
        found: Mapping[str, Any] = json.loads(self("inspect", "--type=image", NAME))
        return found["Docker"]["config"]  # type: ignore[no-any-return]

    def packed_mb(self, folder: Path) -> tuple[float, int]:
        """Return what the image adds to its base as it is pushed, and in how many layers."""
        sizes = {}
        for name in (f"{NAME}-base", NAME):
            target = folder / name.rpartition("/")[2]
            target.mkdir(parents=True)
            self("push", "--quiet", "--format=oci", name, f"dir:{target}")
            layers = json.loads((target / "manifest.json").read_text("utf-8"))["layers"]
            sizes[name] = [each["size"] for each in layers]
        added = sizes[NAME][len(sizes[f"{NAME}-base"]) :]
        return sum(added) / 1e6, len(added)

    @contextmanager
    def mounted(self) -> Iterator[Path]:
        """Give the root of a new container of the image."""
        container = self("from", "--pull-never", NAME).split()[-1]
        try:
            yield Path(self("mount", container).strip())
        finally:
            self("umount", container)


def _check_config(config: Mapping[str, Any]) -> None:
    wrong = []
    if config.get("User") in (None, "", "0", "root", "0:0"):
        wrong.append("it runs as root")
    if list(config.get("Volumes") or ()) != ["/data"]:
        wrong.append("its only volume is not /data")
    if (config.get("Healthcheck") or {}).get("Test", [""])[0] != "CMD":
        wrong.append("it has no health check")
    if wrong:
        raise FaultError(f"Of the image: {', '.join(wrong)}.")
    _say(f"user {config['User']}, volume /data, health check, {' '.join(config['Cmd'])}")


# --- running -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Container:
    """An image that is run: a root that cannot be written, its user, its volume, nothing else."""

    root: Path
    config: Mapping[str, Any]
    data: Path

    def command(self, *words: str) -> list[str]:
        """Return what runs words in it, in place of its own: as the first of its processes."""
        user = self.config["User"]
        script = (
            'set -e; root=$1; data=$2; user=$3; shift 3\n'
            'ip link set lo up 2>/dev/null || true\n'
            'mount --bind "$root" "$root"\n'
            'mount --bind "$data" "$root/data"\n'
            'mount -t tmpfs none "$root/tmp"\n'
            'mount -t proc none "$root/proc"\n'
            'mount --bind /dev "$root/dev"\n'
            'mount -o remount,bind,ro "$root"\n'
            'cd "$root"; exec chroot --userspec="$user" "$root" "$@"\n'
        )  # fmt: skip
        spaces = ["--mount", "--pid", "--net", "--ipc", "--fork", "--kill-child"]
        inside = ["/usr/bin/env", "-i", "-C", str(self.config["WorkingDir"])]
        said = [str(each) for each in self.config["Env"]]
        return [
            "unshare", *spaces, "sh", "-c", script, "sh",
            str(self.root), str(self.data), str(user), *inside, *said, *words,
        ]  # fmt: skip

    def planner(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run one command of the planner in it."""
        return self.run(*self.config["Entrypoint"], *words)

    def run(self, *words: str, told: str = "") -> "subprocess.CompletedProcess[str]":
        """Run words in it, with what it is told on standard input."""
        whole = self.command(*words)
        return subprocess.run(
            whole, check=False, capture_output=True, text=True, timeout=120, input=told
        )


def _run_it(container: Container) -> None:
    loads = (ROOT / "scripts" / "image_parts.py").read_text("utf-8")
    loaded = container.run("env", "LD_BIND_NOW=1", "python", "-", told=loads)
    if loaded.returncode != 0:
        raise FaultError(f"Something is missing:\n{loaded.stdout}{loaded.stderr}")
    _say(loaded.stdout.strip())
    costs = container.planner("cost", "kraken")
    if "S$626.63" not in costs.stdout:
        raise FaultError(f"planner cost kraken says:\n{costs.stdout}{costs.stderr}")
    put = "catalog put vendors vendor=corner name=Corner kind=shop currency=SGD".split()
    if container.planner(*put).returncode or not (container.data / "vendors.csv").exists():
        raise FaultError("One's own catalog cannot be written to the volume.")
    for ending in ("xlsx", "csv", "md", "bbcode", "html", "json"):
        wrote = container.planner("export", "kraken", "--output", f"/data/kraken.{ending}")
        if wrote.returncode or not (container.data / f"kraken.{ending}").stat().st_size:
            raise FaultError(f"planner export to .{ending} says:\n{wrote.stdout}{wrote.stderr}")
    read = container.planner("import", "workbook", "/data/kraken.xlsx", "--plan", "kraken")
    if read.returncode:
        raise FaultError(f"Its own workbook cannot be read:\n{read.stdout}{read.stderr}")
    tried = "import pathlib; pathlib.Path('/opt/planner/x').touch()"
    wrote = container.run("python", "-c", tried)
    if "Read-only file system" not in wrote.stderr:
        raise FaultError(f"The root can be written: {wrote.stderr}")
    _say("commands answer, exports are written and read, the root cannot be written")
    _serve(container)


def _serve(container: Container) -> None:
    command = container.command(*container.config["Entrypoint"], *container.config["Cmd"])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as app:
        try:
            began = time.monotonic()
            first = _first_of(app.pid)
            inside = partial(_in_the_network_of, first)
            while not _healthy(container, first):
                if time.monotonic() - began > HEALTHY_S or app.poll() is not None:
                    raise FaultError(f"The app is not healthy after {HEALTHY_S:.0f} s.")
                time.sleep(0.2)
            _say(f"healthy after {time.monotonic() - began:.1f} s")
            visit = inside(sys.executable, "-m", "scripts.image_visit")
            with subprocess.Popen(visit, cwd=ROOT, stdout=subprocess.PIPE, text=True) as visitor:
                assert visitor.stdout is not None  # noqa: S101
                if (said := visitor.stdout.readline().strip()) != "seen":
                    raise FaultError(f"The app cannot be visited: {said}")
                # While a page is open, which is the usual case.
                told = time.monotonic()
                os.kill(first, signal.SIGTERM)
                code = app.wait(timeout=20)
                took = time.monotonic() - told
                visitor.terminate()
            _say(f"ended {took:.1f} s after SIGTERM with {code}, a page being open")
            if took > MOST_S or code != 0:
                raise FaultError(f"It ended after {took:.1f} s with {code}.")
        finally:
            app.kill()


def _first_of(parent: int) -> int:
    """Return the first process inside, as it is known outside: it is the one to be told."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    for _ in range(100):
        if found := children.read_text("utf-8").split():
            return int(found[0])
        time.sleep(0.05)
    raise FaultError("Nothing was started.")


def _in_the_network_of(process: int, *words: str) -> list[str]:
    return ["nsenter", f"--net=/proc/{process}/ns/net", *words]


def _healthy(container: Container, process: int) -> bool:
    """Ask as an engine asks: what the image says, in the running container, as its user."""
    test = container.config["Healthcheck"]["Test"][1:]
    user, group = str(container.config["User"]).split(":")
    inside = ["nsenter", "--target", str(process), "--mount", "--pid", "--net", "--root", "--wd"]
    who = ["--setuid", user, "--setgid", group]
    said = [str(each) for each in container.config["Env"]]
    whole = [*inside, *who, "/usr/bin/env", "-i", *said, *test]
    return subprocess.run(whole, check=False, capture_output=True).returncode == 0


# --- small things --------------------------------------------------------------------------------


def _mb(folder: Path) -> float:
    """Return what the files of a folder hold, each counted once however many names it has."""
    seen, size = set(), 0
    for path in folder.rglob("*"):
        its = path.lstat()
        if (its.st_dev, its.st_ino) not in seen and not path.is_dir():
            seen.add((its.st_dev, its.st_ino))
            size += its.st_size
    return size / 1e6


def _say(text: str) -> None:
    print(f"- {text}", flush=True)


def _quietly(*command: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise FaultError(f"{' '.join(command[:9])} …\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
