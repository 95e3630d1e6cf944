"""Training Center XML (TCX), version 2: courses for older watches and training programs."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.course_points import CoursePoint, CourseSign, course_points, short_names
from courseplanner.export.exporter import Exporter
from courseplanner.export.syntax.jsontext import degrees
from courseplanner.export.syntax.xmltext import add_text, xml_bytes
from courseplanner.export.virtual_pace import AheadOfTime

__all__ = ["EXPORTERS", "tcx_bytes"]

_NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd"
_LONGEST_COURSE = 15
_LONGEST_POINT = 10
"""Letters that the schema allows for the name of a course and of a point of it."""
_SIGNS: Mapping[CourseSign, str] = {
    CourseSign.LEFT: "Left",
    CourseSign.SHARP_LEFT: "Left",
    CourseSign.BEAR_LEFT: "Left",
    CourseSign.RIGHT: "Right",
    CourseSign.SHARP_RIGHT: "Right",
    CourseSign.BEAR_RIGHT: "Right",
    CourseSign.STRAIGHT: "Straight",
    CourseSign.WATER: "Water",
    CourseSign.FIRST_AID: "First Aid",
}
"""All that the schema has for them; the others are generic."""


def tcx_bytes(package: CoursePackage) -> bytes:
    """Write a course as TCX: every point of the line with 8 decimals, its marks and cues as course points.

    The schema allows names of 10 letters only, so the whole name of a point stands in its notes.
    Times are those of a partner who runs at an even pace.
    """
    root = ET.Element(
        "TrainingCenterDatabase",
        {
            "xmlns": _NAMESPACE,
            "xmlns:xsi": _INSTANCE,
            "xsi:schemaLocation": f"{_NAMESPACE} {_SCHEMA}",
        },
    )
    course = ET.SubElement(ET.SubElement(root, "Courses"), "Course")
    add_text(course, "Name", package.name[:_LONGEST_COURSE] or package.candidate.id)
    partner = AheadOfTime()
    _add_lap(course, package, partner)
    _add_track(course, package, partner)
    points = course_points(package)
    for point, short in zip(points, short_names(points, _LONGEST_POINT), strict=True):
        _add_point(course, point, short, partner)
    return xml_bytes(root)


def _add_lap(parent: ET.Element, package: CoursePackage, partner: AheadOfTime) -> None:
    course = package.candidate.course
    lap = ET.SubElement(parent, "Lap")
    add_text(lap, "TotalTimeSeconds", f"{partner.seconds(course.course_m):.1f}")
    add_text(lap, "DistanceMeters", f"{course.course_m:.3f}")
    for tag, end in (("BeginPosition", 0), ("EndPosition", -1)):
        _add_position(lap, tag, float(course.lon[end]), float(course.lat[end]))
    add_text(lap, "Intensity", "Active")


def _add_track(parent: ET.Element, package: CoursePackage, partner: AheadOfTime) -> None:
    course = package.candidate.course
    track = ET.SubElement(parent, "Track")
    heights_m = itertools.repeat(None) if course.height_m is None else course.height_m.tolist()
    rows = zip(course.lon.tolist(), course.lat.tolist(), course.chainage_m.tolist(), heights_m, strict=False)
    for lon, lat, at_m, height_m in rows:
        point = ET.SubElement(track, "Trackpoint")
        add_text(point, "Time", partner.iso(at_m))
        _add_position(point, "Position", lon, lat)
        if height_m is not None:
            add_text(point, "AltitudeMeters", f"{height_m:.3f}")
        add_text(point, "DistanceMeters", f"{at_m:.3f}")


def _add_point(parent: ET.Element, point: CoursePoint, short: str, partner: AheadOfTime) -> None:
    element = ET.SubElement(parent, "CoursePoint")
    add_text(element, "Name", short)
    add_text(element, "Time", partner.iso(point.at_m))
    _add_position(element, "Position", point.lon, point.lat)
    add_text(element, "PointType", _SIGNS.get(point.sign, "Generic"))
    add_text(element, "Notes", point.name)


def _add_position(parent: ET.Element, tag: str, lon: float, lat: float) -> None:
    position = ET.SubElement(parent, tag)
    add_text(position, "LatitudeDegrees", f"{degrees(lat):.8f}")
    add_text(position, "LongitudeDegrees", f"{degrees(lon):.8f}")


EXPORTERS = (Exporter("tcx", ".tcx", text("TCX course (training programs)"), tcx_bytes, is_for_watches=True),)
