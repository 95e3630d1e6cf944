"""What a course must visit: the names in the brief become targets on the ground."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import PlaceNameError
from courseplanner.base.i18n import text
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.nearness import Lines, near_pairs, outlines_of
from courseplanner.model.brief.brief import Brief, PlaceWish, Position
from courseplanner.model.names import folded
from courseplanner.model.places.places import VILLAGES, Place, PlaceKind
from courseplanner.roads.gazetteer import SAME_WITHIN_M
from courseplanner.roads.ground import Ground
from courseplanner.roads.wished_place import wished_place

__all__ = [
    "ENDS",
    "POSITION_WITHIN_M",
    "Group",
    "Role",
    "Target",
    "Targets",
    "find_targets",
    "limits_by_road_m",
    "named_after",
    "scenic_spots",
    "villages",
]

POSITION_WITHIN_M = 50.0
"""How far a start or finish given by coordinates may slide along the road."""


BY_ROAD_MARGIN_M = 1.0
"""Targets are reached by road this much nearer than asked: where a place is entered is not exact."""


class Role(IntEnum):
    """Why a course passes a group of targets."""

    stop = 0
    start = 1
    finish = 2
    village = 3
    scenic = 4
    kept = 5


ENDS = (Role.start, Role.finish)


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A place that a course can visit, in one of the groups.

    Parameters
    ----------
    place : Place
    group : int
        Index of its group.
    within_m : float
        How near the line must pass.
    """

    place: Place
    group: int
    within_m: float


@dataclass(frozen=True, slots=True)
class Group:
    """Targets of which visiting one is enough: places of one name count once.

    Parameters
    ----------
    role : Role
    key : str
        Where in the brief a stop is asked for; the folded name of a village or scenic spot.
    label : str
        The name to show.
    """

    role: Role
    key: str
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """All targets of a brief, with their groups."""

    targets: tuple[Target, ...]
    groups: tuple[Group, ...]

    def of_role(self, role: Role) -> tuple[int, ...]:
        """Give the indices of the groups of one role."""
        return tuple(index for index, group in enumerate(self.groups) if group.role is role)

    def where(self, brief: Brief, group: int) -> str:
        """Name the place in the brief that asks for a group."""
        return f"{brief.path}, {self.groups[group].key}"


def limits_by_road_m(targets: Targets) -> NDArray[np.float64]:
    """Give for each target how far from the course it may be by road, float64 (targets,).

    Twice as far as the crow flies; for starts and finishes nearness alone counts.
    """
    limits = [
        np.inf if targets.groups[target.group].role in ENDS else 2.0 * target.within_m - BY_ROAD_MARGIN_M
        for target in targets.targets
    ]
    return np.array(limits, dtype=np.float64)


def find_targets(brief: Brief, ground: Ground) -> Targets:
    """Turn the wishes of a brief into targets.

    Raises
    ------
    PlaceNameError
        If a name matches nothing or several places, or a position lies outside the ground.
    """
    targets: list[Target] = []
    groups: list[Group] = []
    course = brief.course

    def wish(role: Role, key: str, wished: PlaceWish, position_within_m: float) -> None:
        place = wished_place(f"{brief.path}, {key}", ground, wished)
        named = not isinstance(wished, Position)
        targets.append(Target(place, len(groups), course.visit_within_m if named else position_within_m))
        groups.append(Group(role, key, place.names.shown))

    if course.start is not None:
        wish(Role.start, "[course] start", course.start, POSITION_WITHIN_M)
    if course.finish is not None:
        wish(Role.finish, "[course] finish", course.finish, POSITION_WITHIN_M)
    for index, stop in enumerate(course.visit):
        wish(Role.stop, f"[course] visit {index + 1}", stop, course.visit_within_m)
    _refuse_one_place_twice(brief, targets)
    if course.villages:
        _add_counted(Role.village, villages(ground), course.visit_within_m, targets, groups)
    if course.scenic:
        bearing = named_after(brief, ground)
        spots = tuple(spot for spot in scenic_spots(ground, course.least_rating) if spot not in bearing)
        _add_counted(Role.scenic, spots, course.visit_within_m, targets, groups)
    return Targets(tuple(targets), tuple(groups))


def villages(ground: Ground) -> tuple[Place, ...]:
    """Give the places that count as villages."""
    return tuple(place for place in ground.places if place.kind in VILLAGES and place.names)


def scenic_spots(ground: Ground, least_rating: int | None) -> tuple[Place, ...]:
    """Give the places that count as scenic spots of a rating, rated or not where it is `None`."""
    return tuple(
        place
        for place in ground.places
        if place.kind is PlaceKind.SCENIC
        and place.names
        and (least_rating is None or (place.rating is not None and place.rating >= least_rating))
    )


def named_after(brief: Brief, ground: Ground) -> tuple[Place, ...]:
    """Give the scenic spots that start or finish is named after, and no list rates: they don't count.

    Where a race starts people wait, which makes no sight of it. A spot is meant that bears a name of the
    place and lies within `SAME_WITHIN_M` of it; a position is named after nothing.

    Raises
    ------
    PlaceNameError
        If a name matches nothing or several places.
    """
    wishes = (("start", brief.course.start), ("finish", brief.course.finish))
    found: list[Place] = []
    for key, wish in wishes:
        if isinstance(wish, str):
            end = wished_place(f"{brief.path}, [course] {key}", ground, wish)
            found += _of_one_name(end, ground)
    return tuple(dict.fromkeys(found))


def _of_one_name(end: Place, ground: Ground) -> list[Place]:
    """Find the scenic spots that are one with a place, but for those that a list rates."""
    names = {folded(name) for name in end.names.all}
    alike = [
        place
        for place in ground.places
        if place.kind is PlaceKind.SCENIC
        and not (place.is_listed and place.rating is not None)
        and names.intersection(map(folded, place.names.all))
    ]
    plane = Plane(end.lon, end.lat)
    of_end = outlines_of((end,), plane)
    rings = Lines(of_end.x, of_end.y, of_end.start)
    near = near_pairs(rings, outlines_of(alike, plane), np.full(len(alike), SAME_WITHIN_M))
    return [alike[index] for index in dict.fromkeys(near.place.tolist())]


def _add_counted(
    role: Role, places: tuple[Place, ...], within_m: float, targets: list[Target], groups: list[Group]
) -> None:
    by_name: dict[str, int] = {}
    for place in places:
        key = folded(place.names.shown)
        if key not in by_name:
            by_name[key] = len(groups)
            groups.append(Group(role, key, place.names.shown))
        targets.append(Target(place, by_name[key], within_m))


def _refuse_one_place_twice(brief: Brief, targets: list[Target]) -> None:
    if brief.course.shape != "point-to-point" or brief.course.start is None or brief.course.finish is None:
        return
    start, finish = targets[0].place, targets[1].place
    if start is finish or (start.lon, start.lat) == (finish.lon, finish.lat):
        raise PlaceNameError(
            f"{brief.path}, [course] finish",
            text("start and finish are the same place, {name}", name=start.names.shown),
            text('name another finish, or set shape = "loop"'),
        )
