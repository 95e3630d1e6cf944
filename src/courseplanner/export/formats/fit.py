"""FIT course files, for watches and bicycle computers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.course_points import CourseSign, course_points, short_names
from courseplanner.export.exporter import Exporter
from courseplanner.export.virtual_pace import AheadOfTime
from courseplanner.model.course.course import Course

__all__ = ["EXPORTERS", "fit_bytes"]

_MOST_BYTES_OF_A_NAME = 200
"""A field of FIT holds 255 bytes at most, its closing zero included."""
_LONGEST_POINT = 15
"""Letters that watches show of the name of a point."""
_SERIAL = 1
_SIGNS: Mapping[CourseSign, str] = {
    CourseSign.GENERIC: "GENERIC",
    CourseSign.LEFT: "LEFT",
    CourseSign.RIGHT: "RIGHT",
    CourseSign.SHARP_LEFT: "SHARP_LEFT",
    CourseSign.SHARP_RIGHT: "SHARP_RIGHT",
    CourseSign.BEAR_LEFT: "SLIGHT_LEFT",
    CourseSign.BEAR_RIGHT: "SLIGHT_RIGHT",
    CourseSign.STRAIGHT: "STRAIGHT",
    CourseSign.TURNAROUND: "U_TURN",
    CourseSign.KM: "GENERAL_DISTANCE",
    CourseSign.SIGHT: "OVERLOOK",
    CourseSign.WATER: "WATER",
    CourseSign.FIRST_AID: "FIRST_AID",
    CourseSign.TOILETS: "TOILET",
}
"""By the names of the FIT profile."""


def fit_bytes(package: CoursePackage) -> bytes:
    """Write a course as a FIT course file: every point of the line, its marks and its cues as course points.

    FIT holds positions in steps of 180 / 2³¹ degrees (9.3 mm along a meridian), chainages in
    centimetres and heights in steps of 0.2 m. It wants a time for each point: they are those of a
    partner who runs at an even pace, from a start that is the same in all files.
    """
    from fit_tool.fit_file_builder import FitFileBuilder

    builder = FitFileBuilder(auto_define=True)
    for message in _messages(package):
        builder.add(message)
    return bytes(builder.build().to_bytes())


def _messages(package: CoursePackage) -> Iterator[Any]:
    course, partner = package.candidate.course, AheadOfTime()
    yield _file_id(partner)
    yield _course(package)
    yield _lap(package, partner)
    yield _timer(partner.ms(0.0), begins=True)
    points = sorted(_points(package, partner), key=lambda point: point.timestamp)
    for record in _records(course, partner):
        while points and points[0].timestamp <= record.timestamp:
            yield points.pop(0)
        yield record
    yield from points
    yield _timer(partner.ms(course.course_m), begins=False)


def _file_id(partner: AheadOfTime) -> Any:
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.profile_type import FileType, Manufacturer

    message = FileIdMessage()
    message.type = FileType.COURSE
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.serial_number = _SERIAL
    message.time_created = partner.ms(0.0)
    return message


def _course(package: CoursePackage) -> Any:
    from fit_tool.profile.messages.course_message import CourseMessage
    from fit_tool.profile.profile_type import Sport

    message = CourseMessage()
    message.course_name = _short(package.name)
    message.sport = Sport.RUNNING
    return message


def _lap(package: CoursePackage, partner: AheadOfTime) -> Any:
    from fit_tool.profile.messages.lap_message import LapMessage

    course, profile = package.candidate.course, package.candidate.profile
    message = LapMessage()
    message.timestamp = message.start_time = partner.ms(0.0)
    message.start_position_lat, message.start_position_long = float(course.lat[0]), float(course.lon[0])
    message.end_position_lat, message.end_position_long = float(course.lat[-1]), float(course.lon[-1])
    message.total_distance = course.course_m
    message.total_elapsed_time = message.total_timer_time = partner.seconds(course.course_m)
    if profile is not None:
        message.total_ascent, message.total_descent = round(profile.climb_m), round(profile.descent_m)
    return message


def _timer(at_ms: int, *, begins: bool) -> Any:
    from fit_tool.profile.messages.event_message import EventMessage
    from fit_tool.profile.profile_type import Event, EventType

    message = EventMessage()
    message.timestamp = at_ms
    message.event = Event.TIMER
    message.event_type = EventType.START if begins else EventType.STOP_DISABLE_ALL
    return message


def _records(course: Course, partner: AheadOfTime) -> Iterator[Any]:
    from fit_tool.profile.messages.record_message import RecordMessage

    heights_m = [None] * len(course.lon) if course.height_m is None else course.height_m.tolist()
    rows = zip(course.lon.tolist(), course.lat.tolist(), course.chainage_m.tolist(), heights_m, strict=True)
    for lon, lat, at_m, height_m in rows:
        message = RecordMessage()
        message.timestamp = partner.ms(at_m)
        message.position_lat, message.position_long, message.distance = lat, lon, at_m
        if height_m is not None:
            message.altitude = height_m
        yield message


def _points(package: CoursePackage, partner: AheadOfTime) -> Iterator[Any]:
    """Give what a watch shows on the way: marks first, then cues, each with its sign."""
    from fit_tool.profile.messages.course_point_message import CoursePointMessage
    from fit_tool.profile.profile_type import CoursePoint

    points = course_points(package)
    for point, name in zip(points, short_names(points, _LONGEST_POINT), strict=True):
        message = CoursePointMessage()
        message.timestamp = partner.ms(point.at_m)
        message.position_lat, message.position_long, message.distance = point.lat, point.lon, point.at_m
        message.type = CoursePoint[_SIGNS[point.sign]]
        message.course_point_name = _short(name)
        yield message


def _short(words: str) -> str:
    """Cut words to what a field holds, never within a letter."""
    return words.encode("utf-8", "replace")[:_MOST_BYTES_OF_A_NAME].decode("utf-8", "ignore")


EXPORTERS = (Exporter("fit", ".fit", text("FIT course (watches)"), fit_bytes, is_for_watches=True),)
