"""The rule that compute modules have places on carriers. Named in `rules.py`."""

from collections.abc import Iterator, Sequence

from planner.engine.fitting.carriers import needs_carrier
from planner.engine.fitting.circuits import total
from planner.engine.fitting.parts_in_use import in_use, seats_of
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.fits import Fit, fit
from planner.model.parts import Board, Carrier
from planner.model.plan import Plan
from planner.model.words import counted, lacking, listed


def every_module_has_a_carrier(plan: Plan) -> Iterator[Finding]:
    """A compute module is nothing without a place on a carrier that takes it."""
    modules = [(board, q) for board, q in in_use(plan, Board) if needs_carrier(board)]
    carriers = in_use(plan, Carrier)
    if not modules:
        return
    if not carriers:
        yield verdict(
            "carrier-missing",
            Severity.WARNING,
            plan.build.name,
            f"{listed(modules)}: compute modules need a carrier, and the build has none.",
            f"Add carriers with {counted(total(modules), 'slot')}, unless you have them.",
        )
        return
    vague = lacking(carriers, lambda carrier: carrier.slots is None)
    if vague:
        yield unchecked(plan, "module slots", "Their number is not known", vague)
    for carrier, _ in carriers:
        unsaid = [m.name for m, _ in modules if fit(carrier, m) is Fit.UNKNOWN]
        if unsaid:
            why = f"It takes {carrier.fits}, which is not conclusive"
            yield unchecked(
                plan,
                f"whether the modules fit {carrier.name}",
                why if carrier.fits else "The modules it takes are not stated",
                unsaid,
                of=carrier.name,
            )
    found = seats_of(plan)
    places = sum((carrier.slots or 0) * quantity for carrier, quantity in carriers)
    over = 0 if vague else max(total(modules) - places, 0)
    if over:
        yield verdict(
            "carrier-full",
            Severity.ERROR,
            listed(carriers),
            f"{listed(carriers)}: {counted(places, 'slot')} for "
            f"{counted(total(modules), 'module')}.",
            f"Add a carrier, or remove {counted(over, 'module')}.",
        )
    if total(found.left) > over:
        yield _no_adapter(found.left, carriers)


def _no_adapter(
    left: Sequence[tuple[Board, int]], carriers: Sequence[tuple[Carrier, int]]
) -> Finding:
    says = "; ".join(f"{carrier.name} takes {carrier.fits}" for carrier, _ in carriers)
    return verdict(
        "module-misfit",
        Severity.ERROR,
        listed(carriers),
        f"{listed(left)}: no slot that takes it directly, and no adapter for it. {says}.",
        "Add an adapter for each, or choose a carrier that is made for them.",
    )
