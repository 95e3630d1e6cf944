"""GeoJSON (RFC 7946): the line with its figures, and its marks as points."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.documents.geojson import courses_geojson
from courseplanner.export.exporter import Exporter

__all__ = ["EXPORTERS"]


def _write(package: CoursePackage) -> bytes:
    return courses_geojson([package.candidate])


EXPORTERS = (Exporter("geojson", ".geojson", text("GeoJSON"), _write),)
