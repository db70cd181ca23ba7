"""Build the archives of a release so that two builds of one commit are the same bytes.

`python -m scripts.archives FOLDER` writes the wheel and the archive of the source into a folder,
and a list of their checksums beside them.
"""

import gzip
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHECKSUMS = "SHA256SUMS"


def built(folder: Path) -> tuple[Path, Path]:
    """Return the wheel and the archive of the source, built into a folder that is made for them.

    The wheel is built from the archive, so nothing that lies about in the checkout gets into it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = _moment_of_the_commit()
    with tempfile.TemporaryDirectory() as place:
        made = _build(ROOT, Path(place), "--sdist", moment)
        source = folder / made.name
        source.write_bytes(same_bytes(made.read_bytes(), moment))
        with tarfile.open(source) as archive:
            archive.extractall(place, filter="data")
        wheel = _build(Path(place) / made.name.removesuffix(".tar.gz"), folder, "--wheel", moment)
    sums = "".join(f"{_sum(each)}  {each.name}\n" for each in (wheel, source))
    (folder / CHECKSUMS).write_text(sums, "utf-8")
    return wheel, source


def same_bytes(archive: bytes, moment: int) -> bytes:
    """Return a .tar.gz with the same files in it and nothing of when, where and by whom."""
    packed = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as old,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for each in sorted(old.getmembers(), key=lambda member: member.name):
            plain = tarfile.TarInfo(each.name)
            plain.type, plain.size, plain.mtime = each.type, each.size, moment
            plain.mode = 0o755 if each.isdir() or each.mode & 0o100 else 0o644
            new.addfile(plain, old.extractfile(each))
    return gzip.compress(packed.getvalue(), compresslevel=9, mtime=moment)


def _moment_of_the_commit() -> int:
    if said := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(said)
    asked = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def _build(source: Path, folder: Path, what: str, moment: int) -> Path:
    before = set(folder.iterdir())
    command = [sys.executable, "-m", "build", "--no-isolation", what, "--outdir", str(folder)]
    # The mode of a file that is made follows the umask, whoever builds.
    umask = os.umask(0o022)
    try:
        subprocess.run(
            [*command, str(source)],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)},
        )
    finally:
        os.umask(umask)
    (made,) = {each for each in folder.iterdir() if each.is_file()} - before
    return made


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    for path in built(Path(sys.argv[1])):
        print(f"{_sum(path)}  {path}")
