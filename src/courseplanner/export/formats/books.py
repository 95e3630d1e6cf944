"""Books of paper: for who sets the course up on race morning, and for who measures it."""

from __future__ import annotations

from courseplanner import __version__
from courseplanner.export.dossier import Dossier
from courseplanner.export.exporter import Exporter
from courseplanner.i18n import text

__all__ = ["EXPORTERS"]


def _setup_book(dossier: Dossier) -> bytes:
    from courseplanner.export.sheet.pdf import pdf_bytes
    from courseplanner.export.sheet.setup_book import setup_book_pages

    return pdf_bytes(setup_book_pages(dossier), dossier.name, f"courseplanner {__version__}")


def _measurement_report(dossier: Dossier) -> bytes:
    from courseplanner.export.sheet.measurement_report import measurement_report_pages
    from courseplanner.export.sheet.pdf import pdf_bytes

    return pdf_bytes(measurement_report_pages(dossier), dossier.name, f"courseplanner {__version__}")


EXPORTERS = (
    Exporter(
        "measurement-report", ".pdf", text("Measurement report, to be filled in (PDF)"), _measurement_report
    ),
    Exporter("setup-book", ".pdf", text("Set-up book for race morning (PDF)"), _setup_book),
)
