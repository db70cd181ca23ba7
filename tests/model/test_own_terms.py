"""Terms of one build: each limit can be lifted, and the others stay."""

from planner.model.basket import Need
from planner.model.own_terms import OwnTerms
from planner.model.wishes import TermKind

TERMS = OwnTerms(
    locks=(("pi", "a"), ("pi", "b"), ("pi", "a")),
    exclude=("c",),
    alternates=(("pi", "pi5"),),
)
NEED = Need(part_number="pi", quantity=2)


def test_each_limit_is_lifted_once_and_leaves_the_others() -> None:
    lifted = list(TERMS.one_by_one())
    assert [(term.kind, term.vendor) for term, _ in lifted] == [
        (TermKind.LOCK, "a"),
        (TermKind.LOCK, "b"),
        (TermKind.EXCLUDE, "c"),
    ]
    (first, _, last) = (left.on([NEED])[0] for _, left in lifted)
    assert (first.only, first.but, first.alternates) == (("b",), ("c",), ("pi5",))
    assert (last.only, last.but) == (("a", "b"), ())


def test_without_limits_alternates_still_serve_and_lifting_holds_for_needs_that_were_limited() -> (
    None
):
    (limited,) = TERMS.on([NEED])
    (free,) = TERMS.freed.on([limited])
    assert (free.only, free.but, free.alternates) == ((), (), ("pi5",))
