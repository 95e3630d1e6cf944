"""KML 2.2 and its packed form, for globes and phones."""

from __future__ import annotations

import io
import itertools
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.cue_words import cue_words
from courseplanner.export.disclaimers import what_it_is
from courseplanner.export.exporter import Exporter
from courseplanner.export.palette import COURSE, MARK_COLOURS, TURN
from courseplanner.export.syntax.jsontext import degrees
from courseplanner.export.syntax.xmltext import add_text, xml_bytes

__all__ = ["EXPORTERS", "kml_bytes", "kmz_bytes"]

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_LINE_PX = "5"
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def kml_bytes(package: CoursePackage) -> bytes:
    """Write a course as KML: its line on the ground, its marks by type and its cues, each in a folder.

    No picture is linked, so that nothing is fetched when it is opened.
    """
    root = ET.Element("kml", {"xmlns": _NAMESPACE})
    document = ET.SubElement(root, "Document")
    add_text(document, "name", package.name)
    add_text(document, "description", str(what_it_is(package)))
    _add_styles(document)
    _add_line(document, package)
    for title, kinds in _FOLDERS:
        rows = [
            (mark.name, None, mark.type, mark.at_m, mark.lon, mark.lat)
            for mark in package.marks
            if mark.type in kinds
        ]
        _add_folder(document, title, rows)
    cues = [(str(cue_words(cue)), cue.place, "turn", cue.at_m, cue.lon, cue.lat) for cue in package.cues]
    _add_folder(document, text("Turns"), cues)
    return xml_bytes(root)


def kmz_bytes(package: CoursePackage) -> bytes:
    """Write a course as KMZ: its KML in an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("doc.kml", _FIRST_DAY_OF_ZIP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, kml_bytes(package))
    return out.getvalue()


_FOLDERS = (
    (text("Start, finish and turnarounds"), {"start", "finish", "turnaround"}),
    (text("Kilometres"), {"km"}),
    (text("Places"), {"visit"}),
    (text("Stations"), {"station"}),
)

_Row = tuple[str, Text | None, str, float, float, float]
"""Name, where it is, style, chainage, longitude and latitude."""


def _add_styles(document: ET.Element) -> None:
    line = ET.SubElement(ET.SubElement(document, "Style", {"id": "course"}), "LineStyle")
    add_text(line, "color", _colour(COURSE))
    add_text(line, "width", _LINE_PX)
    for kind, colour in {**MARK_COLOURS, "turn": TURN}.items():
        style = ET.SubElement(document, "Style", {"id": kind})
        icon = ET.SubElement(style, "IconStyle")
        add_text(icon, "color", _colour(colour))
        add_text(icon, "scale", "0.8")
        add_text(ET.SubElement(style, "LabelStyle"), "scale", "0.8")


def _add_line(document: ET.Element, package: CoursePackage) -> None:
    course = package.candidate.course
    place = ET.SubElement(document, "Placemark")
    add_text(place, "name", package.name)
    add_text(place, "styleUrl", "#course")
    line = ET.SubElement(place, "LineString")
    add_text(line, "tessellate", "1")
    # Heights of the map are not those of the globe that shows it: the line lies on its ground.
    add_text(line, "altitudeMode", "clampToGround")
    heights_m = itertools.repeat(None) if course.height_m is None else course.height_m.tolist()
    rows = zip(course.lon.tolist(), course.lat.tolist(), heights_m, strict=False)
    add_text(line, "coordinates", " ".join(_coordinate(*row) for row in rows))


def _add_folder(document: ET.Element, title: Text, rows: Iterable[_Row]) -> None:
    folder = ET.SubElement(document, "Folder")
    add_text(folder, "name", str(title))
    for name, where, style, at_m, lon, lat in rows:
        place = ET.SubElement(folder, "Placemark")
        add_text(place, "name", name)
        if where is not None:
            add_text(place, "description", str(where))
        add_text(place, "styleUrl", f"#{style}")
        data = ET.SubElement(ET.SubElement(place, "ExtendedData"), "Data", {"name": "at_m"})
        add_text(data, "value", f"{at_m:.3f}")
        add_text(ET.SubElement(place, "Point"), "coordinates", _coordinate(lon, lat, None))


def _coordinate(lon: float, lat: float, height_m: float | None) -> str:
    place = f"{degrees(lon):.8f},{degrees(lat):.8f}"
    return place if height_m is None else f"{place},{height_m:.3f}"


def _colour(colour: str) -> str:
    """Give a colour `#rrggbb` as KML has it: opacity, blue, green, red."""
    return f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}"


EXPORTERS = (
    Exporter("kml", ".kml", text("KML (globes, phones)"), kml_bytes),
    Exporter("kmz", ".kmz", text("KMZ (KML, packed)"), kmz_bytes),
)
