"""GPX 1.1, as every plan writes it."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.exporter import Exporter
from courseplanner.export.gpx import gpx_bytes

__all__ = ["EXPORTERS"]


def _write(package: CoursePackage) -> bytes:
    return gpx_bytes(package.candidate, package.event, package.provenance)


EXPORTERS = (Exporter("gpx", ".gpx", text("GPX track"), _write),)
