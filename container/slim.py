"""Take out of an environment what nothing of the planner runs: `python3 slim.py FOLDER`.

Wheels bring tests, headers for compilers, parts for notebooks, and copies of one library under
several names. Licences and the list of what is installed stay.
"""

import filecmp
import shutil
import sys
from collections import defaultdict
from pathlib import Path

# What packages bring for others: by the name of a folder or the ending of a file.
FOLDERS = ("tests", "include", "nbextension", "jupyter-data")
ENDINGS = (".pyx", ".pxd", ".pxi", ".h", ".hpp", ".c", ".cpp", ".a", ".map")
# Arrow's ways to ask servers: the app reads no remote files.
SERVERS = ("*arrow*_flight*", "_flight.*", "libarrow_s3*", "_s3fs.*")
LARGE = 500_000


def slim(environment: Path) -> None:
    """Take it out, and let equal files be one."""
    (packages,) = environment.glob("lib/python3*/site-packages")
    for path in sorted(packages.rglob("*")):
        if path.is_dir() and path.name in FOLDERS and path.parent != packages:
            shutil.rmtree(path)
        elif path.is_file() and path.suffix in ENDINGS:
            path.unlink()
    for pattern in SERVERS:
        for path in (packages / "pyarrow").glob(pattern):
            path.unlink()
    libraries = [each for each in packages.rglob("*.so*") if each.is_file()]
    _as_links(libraries)


def _as_links(files: list[Path]) -> None:
    same: dict[tuple[Path, int], list[Path]] = defaultdict(list)
    for each in sorted(files):
        size = each.stat().st_size
        if size < LARGE:
            continue
        for other in same[each.parent, size]:
            if filecmp.cmp(each, other, shallow=False):
                each.unlink()
                each.symlink_to(other.name)
                break
        else:
            same[each.parent, size].append(each)


if __name__ == "__main__":
    slim(Path(sys.argv[1]))
