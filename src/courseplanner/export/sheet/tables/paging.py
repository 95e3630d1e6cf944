"""Pages of a book: each with the name of the course and its number, and what stands at the foot of all."""

from __future__ import annotations

from collections.abc import Iterable

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.drawing.drawing_ops import Page
from courseplanner.export.sheet.drawing.paper import Box, Paper
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.tables.panels import draw_foot
from courseplanner.export.sheet.tables.tables_drawn import DrawnTable, draw_table

__all__ = ["FOOT_MM", "Paging"]

FOOT_MM = 7.2
_HEAD_MM = 5.0


class Paging:
    """Pages in the making, the next one begun where there is no room left.

    Parameters
    ----------
    paper : Paper
    package, speech
    before : int
        How many pages stand before the first of these.
    """

    def __init__(self, paper: Paper, package: CoursePackage, speech: Speech, before: int = 0) -> None:
        self._paper, self._package, self._speech, self._before = paper, package, speech, before
        self.pages: list[Page] = []
        self._rest: Box | None = None

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    def room(self, height_mm: float, gap_mm: float = 0.0) -> Box:
        """Give the next room of a height, on a new page where this one has none."""
        if self._rest is None or self._rest.height < height_mm:
            self._rest = self._begun()
        box, self._rest = self._rest.cut_top(height_mm, gap_mm)
        return box

    def give_back(self, height_mm: float) -> None:
        """Give back the lower part of the room that was taken last."""
        if self._rest is not None:
            box = self._rest
            self._rest = Box(box.left, box.bottom, box.right, box.top + height_mm)

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self._rest = None

    def table(self, table: DrawnTable) -> None:
        """Draw a table over as many pages as it needs."""
        row = 0
        while row < len(table.rows):
            if self._rest is None:
                self._rest = self._begun()
            row, used = draw_table(self.page, self._rest, table, self._speech, row)
            if row < len(table.rows):
                self._rest = None
            else:
                box = self._rest
                self._rest = Box(box.left, box.bottom, box.right, box.top - used)

    def tables(self, tables: Iterable[DrawnTable]) -> None:
        """Draw tables one below the other."""
        for table in tables:
            self.table(table)

    def _begun(self) -> Box:
        page = Page(self._paper)
        self.pages.append(page)
        head, rest = self._paper.inner.cut_top(_HEAD_MM, 2.0)
        name, number = self._package.name, len(self.pages) + self._before
        page.words(name, head.left, head.bottom + 1.4, 3.0, is_bold=True, room_mm=head.width * 0.7)
        words = self._speech.say(text("page {number}", number=number))
        page.words(words, head.right, head.bottom + 1.4, 2.2, align="right")
        page.line([(head.left, head.bottom), (head.right, head.bottom)], width_mm=0.3)
        foot, rest = rest.cut_bottom(FOOT_MM, 2.0)
        draw_foot(page, foot, self._package, self._speech)
        return rest
