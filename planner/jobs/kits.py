"""Builds that are kits of other builds: what of a build a kit has, and which builds there are."""

from collections.abc import Iterable, Mapping

from planner.engine.planning.edit import own_copy
from planner.engine.planning.plan import make_plan
from planner.io.documents.referred_builds import Known
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.money import RateTable


def kit_of(build: Build, *, catalog: Catalog) -> Build:
    """Return a build as a kit has it: a share of what its source published is a price."""
    if not build.published:
        return build
    # Shares of a sum do not depend on rates, so none are looked up.
    copy = own_copy(make_plan(build, catalog, rates=RateTable()))
    return build.model_copy(update={"positions": copy.positions, "published": ()})


def known_kits(builds: Iterable[Build], catalog: Catalog) -> Mapping[str, Build]:
    """Return builds by name, each as the kit that it is where another build has it."""
    return Known(
        {build.name: build for build in builds}, lambda each: kit_of(each, catalog=catalog)
    )
