"""Which conditions of articles count; one whose source says nothing of it counts as new."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

ArticleCondition = Literal["new", "refurbished", "used"]
CONDITIONS: tuple[ArticleCondition, ...] = get_args(ArticleCondition)
# What counts unless somebody asks for more.
AS_NEW: tuple[ArticleCondition, ...] = ("new",)
ANY = "any"


def _read(value: object) -> object:
    """Return conditions in their order, once each; "any" stands for all of them."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, Sequence):
        return value
    for name in names:
        if name not in (*CONDITIONS, ANY):
            raise ValueError(f"{name!r} is not one of {', '.join(CONDITIONS)} or {ANY}")
    return conditions_of(names) if names else ()


# One of them at least; "any" is read as all.
Conditions = Annotated[tuple[ArticleCondition, ...], BeforeValidator(_read), Field(min_length=1)]


def conditions_of(names: Iterable[str] | None) -> Conditions:
    """Return the conditions of these names in their order; what is new if there are none."""
    wanted = tuple(names or ()) or AS_NEW
    return tuple(each for each in CONDITIONS if ANY in wanted or each in wanted)


def counts(condition: ArticleCondition | None, wanted: Iterable[ArticleCondition]) -> bool:
    """Tell whether an article of a condition is wanted; None is one that nobody states."""
    return (condition or "new") in wanted


def conditions_text(conditions: Iterable[ArticleCondition]) -> str:
    """Return conditions as they stand in a sentence: `new or refurbished`."""
    return " or ".join(conditions)
