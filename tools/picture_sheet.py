"""Draws the first page of a ride sheet, or of any page to print, as it comes out of a printer.

python tools/picture_sheet.py SHEET.html OUT.png
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSize, QUrl
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication

_PIXELS_PER_POINT = 1.6
_MARGIN_MM = 12.0


def main() -> int:
    """Print the page to PDF, and its first sheet to a picture."""
    sheet, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    app = QApplication([])
    page = QWebEnginePage()
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
    )
    with tempfile.TemporaryDirectory() as folder:
        pdf = str(Path(folder) / "sheet.pdf")

        def draw(path: str, _is_good: bool) -> None:  # noqa: FBT001
            document = QPdfDocument()
            document.load(path)
            size = document.pagePointSize(0) * _PIXELS_PER_POINT
            document.render(0, QSize(round(size.width()), round(size.height()))).save(str(out))
            sys.stdout.write(f"{document.pageCount()} pages\n")
            app.quit()

        page.pdfPrintingFinished.connect(draw)
        page.loadFinished.connect(lambda _: page.printToPdf(pdf, layout))
        page.load(QUrl.fromLocalFile(str(sheet)))
        app.exec()
    return 0


if __name__ == "__main__":
    sys.exit(main())
