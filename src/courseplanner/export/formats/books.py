"""Books of paper: for who sets the course up on race morning, and for who measures it."""

from __future__ import annotations

from courseplanner import __version__
from courseplanner.base.i18n import text
from courseplanner.export.dossier import Dossier
from courseplanner.export.exporter import Exporter

__all__ = ["EXPORTERS"]


def _setup_book(dossier: Dossier) -> bytes:
    from courseplanner.export.sheet.drawing.pdf import pdf_bytes
    from courseplanner.export.sheet.setup_book import setup_book_pages

    return pdf_bytes(setup_book_pages(dossier), dossier.name, f"courseplanner {__version__}")


def _measurement_report(dossier: Dossier) -> bytes:
    from courseplanner.export.sheet.drawing.pdf import pdf_bytes
    from courseplanner.export.sheet.measurement_report import measurement_report_pages

    return pdf_bytes(measurement_report_pages(dossier), dossier.name, f"courseplanner {__version__}")


def _circuit_breaker(dossier: Dossier) -> bytes:
    from courseplanner.export.sheet.drawing.pdf import pdf_bytes
    from courseplanner.export.sheet.drawing.speech import Speech
    from courseplanner.export.weather_action_plan import weather_action_plan_page

    if dossier.action_plan is None:
        raise ValueError("the dossier has no weather action plan")
    page = weather_action_plan_page(dossier.action_plan(), Speech(dossier.languages))
    return pdf_bytes([page], dossier.name, f"courseplanner {__version__}")


EXPORTERS = (
    Exporter("circuit-breaker", ".pdf", text("Circuit breaker: triggers of weather (PDF)"), _circuit_breaker),
    Exporter(
        "measurement-report", ".pdf", text("Measurement report, to be filled in (PDF)"), _measurement_report
    ),
    Exporter("setup-book", ".pdf", text("Set-up book for race morning (PDF)"), _setup_book),
)
