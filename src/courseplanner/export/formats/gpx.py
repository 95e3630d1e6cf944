"""GPX 1.1, as every plan writes it."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.export.dossier import Dossier
from courseplanner.export.exporter import Exporter
from courseplanner.export.gpx import gpx_bytes

__all__ = ["EXPORTERS"]


def _write(dossier: Dossier) -> bytes:
    return gpx_bytes(dossier.candidate, dossier.event, dossier.provenance)


EXPORTERS = (Exporter("gpx", ".gpx", text("GPX track"), _write),)
