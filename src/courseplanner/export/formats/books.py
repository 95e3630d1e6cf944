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


def _circuit_breaker(dossier: Dossier) -> bytes:
    from courseplanner.export.circuit_breaker import breaker_of_race, circuit_breaker_page
    from courseplanner.export.sheet.pdf import pdf_bytes
    from courseplanner.export.sheet.speech import Speech

    page = circuit_breaker_page(breaker_of_race(dossier), Speech(dossier.languages))
    return pdf_bytes([page], dossier.name, f"courseplanner {__version__}")


EXPORTERS = (
    Exporter("circuit-breaker", ".pdf", text("Circuit breaker: triggers of weather (PDF)"), _circuit_breaker),
    Exporter(
        "measurement-report", ".pdf", text("Measurement report, to be filled in (PDF)"), _measurement_report
    ),
    Exporter("setup-book", ".pdf", text("Set-up book for race morning (PDF)"), _setup_book),
)
