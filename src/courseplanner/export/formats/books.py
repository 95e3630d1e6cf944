"""Books of paper: for who sets the course up on race morning, and for who measures it."""

from __future__ import annotations

from courseplanner import __version__
from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.exporter import Exporter

__all__ = ["EXPORTERS"]


def _setup_book(package: CoursePackage) -> bytes:
    from courseplanner.export.sheet.drawing.pdf import pdf_bytes
    from courseplanner.export.sheet.setup_book import setup_book_pages

    return pdf_bytes(setup_book_pages(package), package.name, f"courseplanner {__version__}")


def _measurement_report(package: CoursePackage) -> bytes:
    from courseplanner.export.sheet.drawing.pdf import pdf_bytes
    from courseplanner.export.sheet.measurement_report import measurement_report_pages

    return pdf_bytes(measurement_report_pages(package), package.name, f"courseplanner {__version__}")


def _weather_action_plan(package: CoursePackage) -> bytes:
    from courseplanner.export.sheet.drawing.pdf import pdf_bytes
    from courseplanner.export.sheet.drawing.speech import Speech
    from courseplanner.export.weather_action_plan import weather_action_plan_page

    if package.action_plan is None:
        raise ValueError("the package has no weather action plan")
    page = weather_action_plan_page(package.action_plan, Speech(package.languages))
    return pdf_bytes([page], package.name, f"courseplanner {__version__}")


EXPORTERS = (
    Exporter(
        "weather-action-plan",
        ".pdf",
        text("Weather action plan: triggers and measures (PDF)"),
        _weather_action_plan,
        needs_action_plan=True,
    ),
    Exporter(
        "measurement-report", ".pdf", text("Measurement report, to be filled in (PDF)"), _measurement_report
    ),
    Exporter("setup-book", ".pdf", text("Set-up book for race morning (PDF)"), _setup_book),
)
