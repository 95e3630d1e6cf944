"""Finds names of places in a draft that the region does not have, or has more than once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from courseplanner.base.i18n import Text, text
from courseplanner.brief.problem import BriefProblem
from courseplanner.model.brief.brief import shown
from courseplanner.model.places.places import Place
from courseplanner.roads.gazetteer import find_by_name, nearest_names

__all__ = ["place_problems"]

_LONGEST_NAME = 200
"""Of a longer name the brief itself says what is wrong."""
_MOST_LISTED = 6


def place_problems(course: Mapping[str, object], places: Sequence[Place]) -> tuple[BriefProblem, ...]:
    """Judge the names of places that a `[course]` table holds.

    Parameters
    ----------
    course : mapping of str to object
        The table as TOML gives it; what is no name in it is passed over.
    places : sequence of Place
        Those of the region.

    Returns
    -------
    tuple of BriefProblem
        One for each name that means nothing, or several places.
    """
    held = tuple(places)
    found = []
    for key, entry, name in _names(course):
        trouble = _trouble_with(name, held)
        if trouble is not None:
            found.append(BriefProblem("course", key, entry, *trouble))
    return tuple(found)


def _names(course: Mapping[str, object]) -> Iterator[tuple[str, int | None, str]]:
    wishes: list[tuple[str, int | None, object]] = [
        (key, None, course.get(key)) for key in ("start", "finish")
    ]
    visit = course.get("visit")
    wishes += [("visit", entry, wish) for entry, wish in enumerate(visit if isinstance(visit, list) else [])]
    for key, entry, wish in wishes:
        if isinstance(wish, str) and 0 < len(wish) <= _LONGEST_NAME:
            yield key, entry, wish


@lru_cache(maxsize=64)  # a form asks again at each letter that is typed into any of its fields
def _trouble_with(name: str, places: tuple[Place, ...]) -> tuple[Text, Text] | None:
    found = find_by_name(name, places)
    if len(found) == 1:
        return None
    if found:
        listed = ", ".join(
            f"{place.kind} [{place.lon:.5f}, {place.lat:.5f}]" for place in found[:_MOST_LISTED]
        )
        problem = text(
            "“{name}” matches {count} places: {listed}", name=shown(name), count=len(found), listed=listed
        )
        return problem, text("give the position of the right one as [longitude, latitude]")
    nearest = ", ".join(shown(near) for near in nearest_names(name, places))
    fix = (
        text("did you mean {nearest}?", nearest=nearest)
        if nearest
        else text("give the position as [longitude, latitude]")
    )
    return text("no place in the region is called “{name}”", name=shown(name)), fix
