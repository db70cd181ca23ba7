"""Packs what lies beside the package into the wheel: the catalog, the app and how it is served.

Everything else of the package is declared in `pyproject.toml`. In the repository these files stay
where people look for them; in an installed planner they lie in `planner/shipped`, to be read only.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
SHIPPED = "planner/shipped"
# What a catalog folder is read from, and what explains it: editors leave other files beside them.
CATALOG_SUFFIXES = {".csv", ".toml", ".md"}


def shipped_files() -> Iterator[Path]:
    """Yield what is packed, by its path from here."""
    yield Path("app.py")
    yield Path(".streamlit/config.toml")
    for path in sorted((ROOT / "catalogs").rglob("*")):
        if path.suffix in CATALOG_SUFFIXES and not path.name.startswith((".", "~")):
            yield path.relative_to(ROOT)


class BuildWithWhatIsShipped(build_py):
    """Build the package, and lay what is shipped into it."""

    def run(self) -> None:
        """Build as usual; a package that is linked to its source reads these files there."""
        super().run()
        if self.editable_mode:
            return
        folder = Path(self.build_lib, SHIPPED)
        # What an earlier build left there may be gone from the catalog.
        shutil.rmtree(folder, ignore_errors=True)
        for path in shipped_files():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            self.copy_file(str(ROOT / path), str(target), preserve_mode=False)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return what a build makes, so that an uninstaller finds all of it."""
        more = [str(Path(self.build_lib, SHIPPED, path)) for path in shipped_files()]
        return [*super().get_outputs(include_bytecode), *more]


setup(cmdclass={"build_py": BuildWithWhatIsShipped})
