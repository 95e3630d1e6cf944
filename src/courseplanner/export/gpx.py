"""GPX 1.1, for watches, maps and measurers."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterable

import numpy as np

from courseplanner import __version__
from courseplanner.export.disclaimers import what_it_is_of
from courseplanner.export.syntax.jsontext import degrees
from courseplanner.export.syntax.xmltext import add_text, xml_bytes
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.provenance import Provenance

__all__ = ["gpx_bytes"]

_NAMESPACE = "http://www.topografix.com/GPX/1/1"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def gpx_bytes(candidate: Candidate, event: str, provenance: Iterable[Provenance]) -> bytes:
    """Write a course as GPX 1.1: one track with one segment, and its marks as way points.

    Every point of the line is written, with 8 decimals, in running order. The
    file carries no time, so that the same course gives the same bytes.

    Parameters
    ----------
    candidate : Candidate
    event : str
        Name of the race, may be empty.
    provenance : iterable of Provenance
        Named in the file with their licences.
    """
    name = f"{event} {candidate.id}".strip()
    root = ET.Element(
        "gpx",
        {
            "version": "1.1",
            "creator": f"courseplanner {__version__}",
            "xmlns": _NAMESPACE,
            "xmlns:xsi": _INSTANCE,
            "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}/gpx.xsd",
        },
    )
    _add_metadata(root, candidate, name, provenance)
    course = candidate.course
    for mark in candidate.marks:
        point = ET.SubElement(root, "wpt", _place(mark.lon, mark.lat))
        if course.height_m is not None:
            _add_height(point, float(np.interp(mark.at_m, course.chainage_m, course.height_m)))
        add_text(point, "name", mark.name)
        add_text(point, "type", mark.type)
    track = ET.SubElement(root, "trk")
    add_text(track, "name", name)
    segment = ET.SubElement(track, "trkseg")
    heights_m = itertools.repeat(None) if course.height_m is None else course.height_m.tolist()
    for lon, lat, height_m in zip(course.lon.tolist(), course.lat.tolist(), heights_m, strict=False):
        point = ET.SubElement(segment, "trkpt", _place(lon, lat))
        if height_m is not None:
            _add_height(point, height_m)
    return xml_bytes(root)


def _add_metadata(
    root: ET.Element, candidate: Candidate, name: str, provenance: Iterable[Provenance]
) -> None:
    course = candidate.course
    metadata = ET.SubElement(root, "metadata")
    add_text(metadata, "name", name)
    words = what_it_is_of(candidate, provenance)
    add_text(metadata, "desc", str(words))
    bounds = {
        "minlat": _decimal(course.lat.min()),
        "minlon": _decimal(course.lon.min()),
        "maxlat": _decimal(course.lat.max()),
        "maxlon": _decimal(course.lon.max()),
    }
    ET.SubElement(metadata, "bounds", bounds)


def _place(lon: float, lat: float) -> dict[str, str]:
    return {"lat": _decimal(lat), "lon": _decimal(lon)}


def _add_height(point: ET.Element, height_m: float) -> None:
    ET.SubElement(point, "ele").text = f"{height_m:.3f}"


def _decimal(angle_deg: float) -> str:
    return f"{degrees(angle_deg):.8f}"
