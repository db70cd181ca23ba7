"""A build with kits from the keys of its file: every mistake with its place, or all unfolded."""

from collections.abc import Mapping

from pydantic import ValidationError

from planner.io.documents._kit_checks import KitChecks
from planner.io.documents._kit_lists import Keys, WrittenBuild, read_lists
from planner.io.documents._kit_unfolding import Unfolded, unfolded
from planner.io.text.toml import TomlText, mistakes
from planner.model.build import Build
from planner.model.findings import Finding

_LISTS = ("positions", "kits")


def read_with_kits(
    file: str, text: str, keys: Keys, known: Mapping[str, Build]
) -> tuple[Build | None, tuple[Finding, ...]]:
    """Return the build with its kits unfolded; without one, what is wrong with its file."""
    lists = read_lists(keys)
    rest = {name: value for name, value in keys.items() if name not in _LISTS}
    try:
        bare, errors = Build.model_validate(rest), lists.errors
    except ValidationError as error:
        bare, errors = None, [*error.errors(include_url=False), *lists.errors]
    if bare is None or errors:
        return None, mistakes(file, text, errors, root=WrittenBuild, what="build")
    checks = KitChecks(TomlText(file, text), bare.name, lists, known)
    found = checks.findings()
    if found:
        return None, found
    parts = unfolded(lists, known)
    if parts.over:
        return None, (checks.too_many(*parts.over[0]),)
    try:
        return Build.model_validate(dict(bare) | _brought(bare, parts)), ()
    except ValidationError as error:
        late = error.errors(include_url=False)
    return None, mistakes(file, text, late, root=WrittenBuild, what="build")


def _brought(build: Build, parts: Unfolded) -> Keys:
    """Return the lists of a build, with what the builds that are its kits bring along."""
    from_kits = parts.referred
    own_parts = {each.part_number: each for each in build.parts}
    their_parts = {each.part_number: each for kit in from_kits for each in kit.parts}
    own_vendors = {each.vendor: each for each in build.vendors}
    their_vendors = {each.vendor: each for kit in from_kits for each in kit.vendors}
    offers = dict.fromkeys((*build.offers, *(each for kit in from_kits for each in kit.offers)))
    frozen = dict.fromkeys((*build.frozen, *(each for kit in from_kits for each in kit.frozen)))
    return {
        "positions": tuple(parts.positions),
        "kits": tuple(parts.kits),
        "parts": tuple((their_parts | own_parts).values()),
        "vendors": tuple((their_vendors | own_vendors).values()),
        "offers": tuple(offers),
        "frozen": tuple(frozen),
    }
