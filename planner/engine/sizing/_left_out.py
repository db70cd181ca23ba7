"""Parts that sizing does not consider, and why."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.model.parts import Part


@dataclass
class PassedOver:
    """Parts that were not considered: their names by reason, and the reason by part number."""

    reasons: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, str] = field(default_factory=dict)

    def add(self, part: Part, reason: str) -> None:
        """Note that a part is left out, and why."""
        self.reasons[reason].append(part.name)
        self.by_number[part.part_number] = reason

    def lines(self) -> Iterator[str]:
        """Return one sentence for each reason, with a few of the parts."""
        for reason, names in sorted(self.reasons.items()):
            few = ", ".join(sorted(names)[:3])
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            yield f"Left out, {reason}: {few}{more}."
