"""Enlarged maps of the places where metres are won or lost: start, finish, turnarounds, restrictions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.drawing.drawing_ops import BLACK, WHITE, Page
from courseplanner.export.sheet.drawing.face import face
from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.drawing.view import View
from courseplanner.export.sheet.map.course_drawn import (
    course_path,
    draw_arrows,
    draw_corridor,
    draw_course,
    draw_dividers,
    draw_shut_parts,
)
from courseplanner.export.sheet.map.furniture import draw_frame, draw_north_arrow, draw_scale_bar
from courseplanner.export.sheet.map.restrictions import restriction_words, restrictions_of
from courseplanner.export.sheet.map.roads_drawn import draw_road_bands
from courseplanner.measure.geometry.geodesy import distance_m, point_at
from courseplanner.model.course.course import Course
from courseplanner.model.course.course_mark import CourseMark, CourseMarkKind

__all__ = ["Inset", "draw_enlarged", "draw_inset", "insets_of"]

_SCALE = 500.0
_TOGETHER_M = 12.0
"""Start and finish that are nearer to each other than this share an inset."""
_HEAD_MM = 2.3
_MARK_MM = 2.3
_LETTER_MM = 1.9
_CORNER_MM, _BAR_MM = 14.0, 20.0
_SHOWN = (CourseMarkKind.START, CourseMarkKind.FINISH, CourseMarkKind.TURNAROUND)


@dataclass(frozen=True, slots=True)
class Inset:
    """A place that is enlarged.

    Parameters
    ----------
    number : int
    title : Text
    at_m : float
        Chainage.
    lon, lat : float
    said : tuple of Text
        What is to be known there, one line each.
    marks : tuple of CourseMark
        Drawn across the road.
    """

    number: int
    title: Text
    at_m: float
    lon: float
    lat: float
    said: tuple[Text, ...]
    marks: tuple[CourseMark, ...]


def insets_of(package: CoursePackage) -> tuple[Inset, ...]:
    """Find the places to enlarge, start and finish first, then in running order."""
    found: list[tuple[Text, float, float, float, tuple[Text, ...], tuple[CourseMark, ...]]] = []
    shown = [mark for mark in package.candidate.course_marks if mark.kind in _SHOWN]
    ends = [mark for mark in shown if mark.kind is not CourseMarkKind.TURNAROUND]
    if len(ends) == 2 and distance_m(ends[0].lon, ends[0].lat, ends[1].lon, ends[1].lat) < _TOGETHER_M:
        said = tuple(line for mark in ends for line in _described(mark, with_name=True))
        found.append((text("Start and finish"), ends[0].at_m, ends[0].lon, ends[0].lat, said, tuple(ends)))
    else:
        found += [(mark.name, mark.at_m, mark.lon, mark.lat, _described(mark), (mark,)) for mark in ends]
    found += [
        (mark.name, mark.at_m, mark.lon, mark.lat, _described(mark), (mark,))
        for mark in shown
        if mark.kind is CourseMarkKind.TURNAROUND
    ]
    found += _of_restrictions(package.candidate.course)
    return tuple(Inset(number, *one) for number, one in enumerate(found, 1))


def _described(mark: CourseMark, *, with_name: bool = False) -> tuple[Text, ...]:
    lines = [words for words in (mark.place, mark.kerb) if words is not None]
    if with_name and lines:
        lines[0] = text("{name}: {place}", name=mark.name, place=lines[0])
    return tuple(lines)


def _of_restrictions(
    course: Course,
) -> Iterator[tuple[Text, float, float, float, tuple[Text, ...], tuple[CourseMark, ...]]]:
    for one in restrictions_of(course):
        for at_m, template in ((one.from_m, "R{number} begins"), (one.to_m, "R{number} ends")):
            lon, lat = point_at(course.lon, course.lat, course.chainage_m, at_m)
            yield text(template, number=one.number), at_m, lon, lat, restriction_words(one), ()


def draw_inset(page: Page, box: Box, package: CoursePackage, inset: Inset, speech: Speech) -> None:
    """Draw one enlarged place, with what is to be known there below it."""
    lines = [line for words in inset.said for line in speech.lines(words)]
    foot_mm = 2.6 * max(2, len(lines)) + 1.0
    titles = speech.lines(_title(package, inset))
    head, below = box.cut_top((_HEAD_MM + 0.9) * len(titles) + 0.5)
    foot, frame = below.cut_bottom(foot_mm)
    for number, title in enumerate(titles):
        y = head.top - (_HEAD_MM + 0.9) * (number + 1) + 0.6
        page.words(title, head.left, y, _HEAD_MM, is_bold=True, room_mm=head.width)
    draw_enlarged(page, frame, package, (inset.lon, inset.lat), inset.marks, speech)
    for number, line in enumerate(lines):
        page.words(line, foot.left, foot.top - 2.6 * (number + 1), _LETTER_MM, room_mm=foot.width)


def draw_enlarged(
    page: Page,
    frame: Box,
    package: CoursePackage,
    place: tuple[float, float],
    marks: Sequence[CourseMark],
    speech: Speech,
    scale: float = _SCALE,
) -> None:
    """Draw the roads around a place between their kerbs, the course on them, and marks across it."""
    draw_frame(page, frame)
    view = View(frame, scale, *place)
    course = package.candidate.course
    bar, north = _corners(frame, view, course)
    with page.window(frame.within(0.15)):
        if package.roads is not None:
            draw_road_bands(page, view, package.roads)
        page.box(bar, rim_mm=0.0)
        draw_corridor(page, view, course)
        draw_shut_parts(page, view, course)
        draw_dividers(page, view, course)
        draw_course(page, view, course, item="inset-course")
        draw_arrows(page, view, course, each_mm=14.0)
        for number, mark in enumerate(marks):
            # Start and finish may lie on one line: their names then stand at its two ends.
            _draw_across(page, view, course, mark, speech, is_below=number % 2 == 1)
    draw_scale_bar(page, bar.left + 3.0, bar.bottom + 3.4, view, _BAR_MM)
    draw_north_arrow(page, north.middle[0], north.bottom + 2.2)


def _title(package: CoursePackage, inset: Inset) -> Text:
    leg = package.candidate.course.leg_at(inset.at_m)
    km = package.km_at(inset.at_m)
    plain = text("{number}  {title} – km {km:.3f}", number=inset.number, title=inset.title, km=km)
    return plain if leg.name is None else text("{title}, {road}", title=plain, road=leg.name)


def _draw_across(
    page: Page, view: View, course: Course, mark: CourseMark, speech: Speech, *, is_below: bool
) -> None:
    """Draw a mark from kerb to kerb, with its name beside the upper or lower end of its line."""
    middle = course.centreline
    lon, lat, at_m = (
        (course.lon, course.lat, course.chainage_m)
        if middle is None
        else (middle.lon, middle.lat, middle.chainage_m)
    )
    at = np.clip(mark.at_m + np.array([-1.0, 0.0, 1.0]), 0.0, course.course_m)
    xy = view.xy(lon, lat)
    before, here, after = np.column_stack([np.interp(at, at_m, xy[:, k]) for k in (0, 1)])
    way = (after - before) / max(float(np.hypot(*(after - before))), 1e-9)
    across = np.array([-way[1], way[0]])
    leg = course.leg_at(mark.at_m)
    half_mm = leg.width_m / 2.0 * view.mm_per_m + 1.0
    with page.of(f"mark-{mark.kind.value}"):
        page.line(
            [tuple(here - across * half_mm), tuple(here + across * half_mm)],
            width_mm=0.6,
            colour=BLACK,
            has_round_ends=False,
        )
        aside = (across if (across[1] >= 0.0) is not is_below else -across) * (half_mm + 1.6)
        words = speech.say(mark.name)
        if not _has_room(view, here + aside, words, is_left=aside[0] < 0.0):
            aside = -aside
        x, y = here + aside
        page.box(Box(x - 0.3, y - 0.5, x + 0.3, y + 0.5), colour=WHITE, rim_mm=0.0)
        page.words(words, x, y - 0.8, _MARK_MM, align="right" if aside[0] < 0.0 else "left", is_bold=True)


def _has_room(view: View, at: NDArray[np.float64], words: str, *, is_left: bool) -> bool:
    width_mm = face().width_mm(face().clean(words), _MARK_MM)
    end_mm = float(at[0]) + (-width_mm if is_left else width_mm)
    return view.box.left < end_mm < view.box.right


def _corners(frame: Box, view: View, course: Course) -> tuple[Box, Box]:
    """Give room for scale bar and north arrow: the corners that the course comes near least."""
    inner = frame.within(0.3)
    corners = [
        Box(left, bottom, left + _CORNER_MM, bottom + _CORNER_MM)
        for bottom in (inner.bottom, inner.top - _CORNER_MM)
        for left in (inner.left, inner.right - _CORNER_MM)
    ]
    xy = course_path(view, course)
    xy = np.vstack((xy[view.holds(xy)], view.xy(np.array([view.lon]), np.array([view.lat]))))

    def away(box: Box) -> float:
        x, y = box.middle
        return -float(np.hypot(xy[:, 0] - x, xy[:, 1] - y).min())

    first, second = sorted(corners, key=away)[:2]
    bar = Box(first.left, first.bottom, first.left + 26.0, first.bottom + 7.5)
    if first.left > view.box.middle[0]:
        bar = Box(first.right - 26.0, first.bottom, first.right, first.bottom + 7.5)
    return bar, second
