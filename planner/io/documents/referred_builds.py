"""Builds that are kits of other builds, in the order in which they can be read."""

from collections.abc import Callable, Iterator, Mapping

from planner.io.text.toml import TomlText, read_keys
from planner.model.build import Build
from planner.model.findings import Finding, Severity


class Known(Mapping[str, Build]):
    """Builds by name, each as the kit that it is where another build has it."""

    def __init__(self, builds: Mapping[str, Build], as_kit: Callable[[Build], Build]) -> None:
        self._builds = dict(builds)
        self._as_kit = as_kit
        self._made: dict[str, Build] = {}

    def add(self, build: Build) -> None:
        """Let a build be a kit of those that are read after it."""
        self._builds[build.name] = build
        self._made.pop(build.name, None)

    def __getitem__(self, name: str) -> Build:
        if name not in self._made:
            self._made[name] = self._as_kit(self._builds[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._builds)

    def __len__(self) -> int:
        return len(self._builds)


def builds_named_in(file: str, content: bytes) -> frozenset[str]:
    """Return the builds that kits of a file are by reference, as far as it can be read."""
    # Most files have no kits, and need not be read twice.
    if b"kits" not in content or b"build" not in content:
        return frozenset()
    keys, _, _ = read_keys(file, content, what="build")
    kits = () if keys is None else keys.get("kits")
    found = (each.get("build") for each in kits if isinstance(each, dict)) if kits else ()
    return frozenset(name for name in found if isinstance(name, str))


def in_circle(file: str, content: bytes, way: tuple[str, ...]) -> Finding:
    """Return that a build cannot be read, because its kits lead in a circle from build to build."""
    text = TomlText(file, content.decode(errors="replace"))
    return Finding(
        code="kit-build-circle",
        severity=Severity.ERROR,
        subject=way[0],
        message=f"The builds that are its kits lead in a circle: {' → '.join(way)}.",
        hint="Remove one of these kits: no build can be made of itself.",
        cell=text.place_of(("kits", 0, "build"), way[1]),
    )
