"""What a measurer takes along on the bicycle: where to ride, and what the counter will show there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.along.landmarks import place_in_words
from courseplanner.measure.string.contacts import Contact, Limit, contacts_of
from courseplanner.model.course.course import Leg
from courseplanner.model.course.course_mark import CourseMarkKind
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.planned_course import PlannedCourse

__all__ = ["SheetRow", "expected_counts", "ride_sheet"]

_WORTH_TELLING_M = 10.0
"""A straight between two limits that is shorter is no straight to whoever rides it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a ride sheet.

    Parameters
    ----------
    at_m : float
        Metres ridden from the start: on the ground, where heights are known.
    what : Text
        The split to paint, or how to ride.
    place : Text or None
        Against the nearest landmark.
    is_split : bool
    """

    at_m: float
    what: Text
    place: Text | None
    is_split: bool


def expected_counts(at_m: float, constant: float, prevention_factor: float) -> float:
    """Give the counts from the start after so many metres.

    Parameters
    ----------
    at_m : float
    constant : float
        Counts a kilometre, with the prevention factor, as it is computed from rides of the calibration
        course.
    prevention_factor : float
    """
    return constant / prevention_factor * at_m / 1000.0


def ride_sheet(planned: PlannedCourse) -> tuple[SheetRow, ...]:
    """Give the rows of the ride sheet of a course, in running order.

    Splits are the marks of the plan: the prevention factor is in both.
    """
    course, kilometrage = planned.course, kilometrage_of(planned)

    def row(along_m: float, what: Text, *, is_split: bool) -> SheetRow:
        place = place_in_words(course.landmarks, along_m)
        return SheetRow(kilometrage.measured_at(along_m), what, place, is_split)

    rows = [row(along_m, what, is_split=True) for along_m, what in _splits(planned, kilometrage)]
    contacts = contacts_of(course)
    for contact, following in zip(contacts, [*contacts[1:], None], strict=False):
        rows.append(row(contact.from_m, _how(contact, following, course.course_m), is_split=False))
    return tuple(sorted(rows, key=lambda one: (one.at_m, not one.is_split)))


def _splits(planned: PlannedCourse, kilometrage: Kilometrage) -> Iterator[tuple[float, Text]]:
    yield 0.0, text("START")
    last = kilometrage.last_piece
    yield planned.course.course_m, text("FINISH") if last is None else text("FINISH: {last}", last=last)
    for split in kilometrage.splits(miles=planned.has_miles):
        yield split.at_m, text("HALFWAY") if split.kind is CourseMarkKind.HALFWAY else split.name


def _how(contact: Contact, following: Contact | None, end_m: float) -> Text:
    """Say how to ride along one limit and on to the next."""
    long_m = contact.to_m - contact.from_m
    here = _limit(contact)
    if long_m >= _WORTH_TELLING_M:
        here = text("{limit} for {far:.0f} m", limit=here, far=long_m)
    turn = _turn(contact)
    if turn is not None:
        here = text("{turn}: {limit}", turn=turn, limit=here)
    to_m = end_m if following is None else following.from_m
    gap_m = to_m - contact.to_m
    if gap_m < _WORTH_TELLING_M:
        return here
    if following is None:
        return text("{here}, then straight to the finish, {far:.0f} m", here=here, far=gap_m)
    if following.is_left is contact.is_left:
        return text("{here}, then straight, {far:.0f} m", here=here, far=gap_m)
    side = text("the left") if following.is_left else text("the right")
    return text("{here}, then straight over to {side}, {far:.0f} m", here=here, side=side, far=gap_m)


def _turn(contact: Contact) -> Text | None:
    if contact.limit is Limit.CONE:
        return text("TURN ROUND")
    if not contact.is_corner:
        return None
    road = _other_road(contact.before, contact.after)
    if road is None:
        return text("LEFT") if contact.is_left else text("RIGHT")
    return text("LEFT into {road}" if contact.is_left else "RIGHT into {road}", road=road)


def _other_road(before: Leg, after: Leg) -> str | None:
    return after.name if after.name != before.name else None


_SIDES: dict[tuple[Limit, bool], Text] = {
    (Limit.KERB, True): text("left kerb"),
    (Limit.KERB, False): text("right kerb"),
    (Limit.DIVIDER, True): text("divider on the left"),
    (Limit.CONE, True): text("cone on the left"),
    (Limit.DIVIDER, False): text("divider on the right"),
    (Limit.CONE, False): text("cone on the right"),
}
_SHUT: dict[tuple[str | None, bool], Text] = {
    ("cones", True): text("cones on the left"),
    ("cones", False): text("cones on the right"),
    ("barriers", True): text("barriers on the left"),
    ("barriers", False): text("barriers on the right"),
    ("tape", True): text("tape on the left"),
    ("tape", False): text("tape on the right"),
    ("paint", True): text("painted line on the left"),
    ("paint", False): text("painted line on the right"),
    (None, True): text("end of what is open on the left"),
    (None, False): text("end of what is open on the right"),
}


def _limit(contact: Contact) -> Text:
    if contact.limit is Limit.SHUT:
        return _SHUT[contact.marked_by, contact.is_left]
    side = _SIDES[contact.limit, contact.is_left]
    return text("{limit} (assumed)", limit=side) if contact.is_assumed else side
