"""Take out of an environment what nothing of the planner runs: `python3 slim.py FOLDER`.

Wheels bring tests, headers for compilers, parts for notebooks, symbols for debuggers, copies of one
library under several names, and whole libraries for what the planner never asks of them. Licences
and the list of what is installed stay. docs/serving.md says what is left out, and `make image-test`
loads what is left with every symbol that it uses, and opens every page.

What is run is compiled beforehand. Of other people's packages the source is left out then: only
the planner's own is read by Streamlit, and told in a traceback.
"""

import compileall
import filecmp
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import elf

OURS = "planner"
# What packages bring for others: by the name of a folder or the ending of a file.
FOLDERS = ("tests", "include", "nbextension", "jupyter-data")
ENDINGS = (".pyx", ".pxd", ".pxi", ".pyi", ".h", ".hpp", ".c", ".cc", ".cpp", ".a", ".map")
# Parts that are loaded only when somebody asks for them, and nothing of the planner does.
NEVER_ASKED = (
    # Notebooks, from the root of the environment: a map of pydeck's.
    "../../../share/jupyter",
    # Arrow: servers, clouds, files. A table on a page is handed over in memory.
    *(f"pyarrow/libarrow_{name}.so*" for name in ("acero", "dataset", "flight", "s3", "substrait")),
    *("pyarrow/libarrow_python_flight*", "pyarrow/libarrow_python_parquet*"),
    "pyarrow/libparquet.so*",
    *(
        f"pyarrow/_{name}*.so"
        for name in (
            *("acero", "azurefs", "dataset", "feather", "flight", "fs", "gcsfs", "hdfs"),
            *("orc", "parquet", "pyarrow_cpp_tests", "s3fs", "substrait"),
        )
    ),
    "pyarrow/src",
    # Pillow: writing and colours on pictures, and formats. All pictures of the app are SVG.
    *(f"PIL/_{name}.*.so" for name in ("avif", "imagingcms", "imagingft", "imagingtk", "webp")),
    # Streamlit: charts that are drawn by other libraries than Vega.
    *(
        f"streamlit/static/static/js/{name}.*.js"
        for name in ("DeckGlJsonChart", "EChartsChart", "GraphVizChart", "PlotlyChart")
    ),
    # numpy: Fortran for Python, and what its own tests call.
    *("numpy/f2py", "numpy/_core/_simd.*.so", "numpy/_core/*_tests.*.so"),
    # RapidFuzz: the same again for one kind of processor; without it, it takes the other.
    "rapidfuzz/**/*_avx2.*.so",
)
LARGE = 500_000


def slim(environment: Path) -> None:
    """Take it out, let equal files be one, and compile the rest."""
    (packages,) = environment.glob("lib/python3*/site-packages")
    for path in sorted(packages.rglob("*")):
        if path.suffix in ENDINGS or (path.name in FOLDERS and path.parent != packages):
            _remove(path)
    for pattern in NEVER_ASKED:
        for path in list(packages.glob(pattern)):
            _remove(path)
    _without_what_is_gone(packages / "pyarrow")
    for folder in packages.glob("*.libs"):
        _without_what_nothing_needs(folder, packages)
    for library in _libraries(packages):
        elf.without_symbols(library)
    _as_links(list(_libraries(packages)))
    _compiled(packages)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _libraries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.so*")):
        if path.is_file() and not path.is_symlink() and elf.is_library(path):
            yield path


def _without_what_is_gone(folder: Path) -> None:
    """Let libraries be loaded without those of this folder that were taken out.

    Arrow's name each other, whether they use anything of each other or not.
    """
    for library in _libraries(folder):
        ours = {name for name in elf.needed(library) if name.startswith(("libarrow", "libparquet"))}
        if gone := {name for name in ours if not (folder / name).exists()}:
            elf.forget(library, gone)


def _without_what_nothing_needs(folder: Path, packages: Path) -> None:
    """Take out the libraries of a folder that served only what was taken out."""
    needs = {each: elf.needed(each) for each in _libraries(packages)}
    asked = [name for each, names in needs.items() if each.parent != folder for name in names]
    wanted = set()
    while asked:
        each = folder / asked.pop()
        if each in needs and each not in wanted:
            wanted.add(each)
            asked += needs[each]
    for each in needs.keys() - wanted:
        if each.parent == folder:
            each.unlink()


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


def _compiled(packages: Path) -> None:
    compileall.compile_dir(packages / OURS, quiet=1)
    for source in sorted(packages.rglob("*.py")):
        if source.relative_to(packages).parts[0] == OURS:
            continue
        # Beside its source, where Python looks for it once that is gone.
        if compileall.compile_file(source, quiet=1, legacy=True):
            source.unlink()


if __name__ == "__main__":
    slim(Path(sys.argv[1]))
