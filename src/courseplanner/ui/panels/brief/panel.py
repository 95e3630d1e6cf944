"""The panel of the brief: a form over what the race must be."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.project.document import Change, Document
from courseplanner.ui.look.theme import LIGHT, Palette
from courseplanner.ui.panels.brief.action_bar import ActionBar
from courseplanner.ui.panels.brief.banner import Banner, fixes_for
from courseplanner.ui.panels.brief.collapsible import Collapsible
from courseplanner.ui.panels.brief.editors.lists import FilesEditor
from courseplanner.ui.panels.brief.editors.place_names import PlaceNames
from courseplanner.ui.panels.brief.fields.field import Field, Kind, Section
from courseplanner.ui.panels.brief.fields.fields import FIELDS, SECTIONS
from courseplanner.ui.panels.brief.fields.shapes import changes_with_shape
from courseplanner.ui.panels.brief.fields.wording import in_banner, under_field
from courseplanner.ui.panels.brief.row import STACKED, Row
from courseplanner.ui.panels.brief.sheet import form_sheet
from courseplanner.ui.state import Work

__all__ = ["BriefPanel"]

_FIELDS = {(field.table, field.key): field for field in FIELDS}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class BriefPanel(QWidget):
    """A form over the brief; it shows the draft and tells of edits, and judges nothing itself."""

    value_changed = Signal(str, str, object)
    """Table, key, and the value as TOML has it; `None` leaves the key out."""
    plan_wanted = Signal()
    cancel_wanted = Signal()
    files_wanted = Signal(str)
    """A key of `[region]` that files are to be added to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[tuple[str, str], Row] = {}
        self.folds: list[tuple[Collapsible, Section]] = []
        self.banner = Banner()
        self.action_bar = ActionBar()
        self._aside: dict[str, object] = {}
        self._course: Mapping[str, object] = {}
        self._wrong: dict[tuple[str, str], int] = {}
        self._has_problems = True
        """Of the document that was shown last; before the first, rows are as they were made."""
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()
        self.show_palette(LIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as the form reads well."""
        return QSize(300, 600)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as the form still works."""
        return QSize(260, 200)

    def show_document(self, document: Document, changes: Change) -> None:
        """Show what changed of the document."""
        if changes & Change.REGION:
            names = PlaceNames(document.region.places if document.region is not None else ())
            for row in self.rows.values():
                row.editor.show_places(names)
        if changes & Change.DRAFT:
            self._show_draft(document)

    def show_work(self, work: Work | None) -> None:
        """Show how far the work in the background is; `None` where there is none."""
        self.action_bar.show_work(work)

    def show_palette(self, palette: Palette) -> None:
        """Take the colours."""
        self.setStyleSheet(form_sheet(palette))
        for row in self.rows.values():
            row.editor.show_palette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Plan with Enter, from wherever in the form; end the work with Escape."""
        key = Qt.Key(event.key())
        if key in _ENTER and self.action_bar.can_plan:
            self.plan_wanted.emit()
        elif key == Qt.Key.Key_Escape and self.action_bar.is_working:
            self.cancel_wanted.emit()
        else:
            super().keyPressEvent(event)

    def go_to_first_problem(self) -> None:
        """Put the cursor where the first thing is wrong."""
        if not self.banner.isHidden():
            self._scroll.ensureWidgetVisible(self.banner)
            return
        for field in FIELDS:
            if self._wrong.get((field.table, field.key)):
                self._go_to(field)
                return

    def _show_draft(self, document: Document) -> None:
        tables = document.draft.tables
        self._course = tables.get("course", {})
        shape = self._course.get("shape", "loop")
        for (table, key), row in self.rows.items():
            row.show_value(tables.get(table, {}).get(key), shape)
        if document.problems or self._has_problems:
            self._show_problems(document)
        self._has_problems = bool(document.problems)
        self._show_doubts(document)
        self._show_folds(tables)
        self._show_reason(document)

    def _show_problems(self, document: Document) -> None:
        tables = document.draft.tables
        whole: dict[tuple[str, str], list[str]] = {place: [] for place in self.rows}
        entries: dict[tuple[str, str], dict[int, str]] = {place: {} for place in self.rows}
        others: list[str] = []
        for problem in document.problems:
            field = _FIELDS.get((problem.table, problem.key))
            if field is None:
                others.append(str(in_banner(problem)))
                continue
            place = (field.table, field.key)
            value = tables.get(field.table, {}).get(field.key)
            words = str(under_field(field, value, problem))
            if isinstance(problem.entry, int) and isinstance(value, list):
                entries[place][problem.entry] = words
            else:
                whole[place].append(words)
        self._wrong = {place: len(whole[place]) + len(entries[place]) for place in self.rows}
        for place, row in self.rows.items():
            row.show_problems(whole[place], entries[place])
        self.banner.show_problems(others, fixes_for(document.draft))

    def _show_doubts(self, document: Document) -> None:
        entries: dict[tuple[str, str], dict[int, str]] = {}
        for doubt in document.doubts:
            if isinstance(doubt.entry, int):
                words = text("{problem}; {fix}", problem=doubt.problem, fix=doubt.fix)
                of_field = entries.setdefault((doubt.table, doubt.key), {})
                of_field[doubt.entry] = "\n".join([*filter(None, [of_field.get(doubt.entry)]), str(words)])
        for place, row in self.rows.items():
            row.show_doubts(entries.get(place, {}))

    def _show_folds(self, tables: Mapping[str, Mapping[str, object]]) -> None:
        for fold, section in self.folds:
            places = [(field.table, field.key) for field in section.all_fields]
            wrong = sum(self._wrong[place] for place in places)
            fold.show_wrong(wrong)
            given = section.opens_when_given and any(
                tables.get(table, {}).get(key) is not None for table, key in places
            )
            if wrong or given:
                fold.offer()

    def _show_reason(self, document: Document) -> None:
        count = len(document.problems)
        reason: Text | None = None
        if not document.draft.tables.get("region", {}).get("osm"):
            reason = text("Add an OSM file: the roads come from there")
        elif count == 1:
            reason = text("Fix one problem before planning")
        elif count:
            reason = text("Fix {count} problems before planning", count=count)
        self.action_bar.show_reason(reason, can_show=bool(count))

    def _go_to(self, field: Field) -> None:
        for fold, section in self.folds:
            if field in section.all_fields:
                fold.open()
        row = self.rows[field.table, field.key]
        row.go_to()
        self._scroll.ensureWidgetVisible(row)

    def _edited(self, field: Field, value: object) -> None:
        if field.kind is Kind.SHAPE and isinstance(value, str):
            for key, own in changes_with_shape(value, self._course, self._aside):
                self.value_changed.emit(field.table, key, own)
        else:
            self.value_changed.emit(field.table, field.key, value)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 6, 8)
        column.setSpacing(4)
        column.addWidget(self.banner)
        for section in SECTIONS:
            column.addWidget(self._fold(section))
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The form itself has the keyboard where no field of it has.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._scroll, 1)
        box.addWidget(self.action_bar)

    def _fold(self, section: Section) -> Collapsible:
        fold = Collapsible(section)
        self.folds.append((fold, section))
        width = self._label_width(section)
        for field in section.fields:
            row = Row(field, width)
            self.rows[field.table, field.key] = row
            fold.inside.addWidget(row)
        for inner in section.inner:
            fold.inside.addWidget(self._fold(inner))
        return fold

    def _connect(self) -> None:
        for row in self.rows.values():
            field = row.field
            row.editor.edited.connect(lambda value, field=field: self._edited(field, value))
            if isinstance(row.editor, FilesEditor):
                row.editor.wanted.connect(lambda key=field.key: self.files_wanted.emit(key))
        self.banner.fixed.connect(self.value_changed)
        self.action_bar.plan_wanted.connect(self.plan_wanted)
        self.action_bar.cancel_wanted.connect(self.cancel_wanted)
        self.action_bar.show_wanted.connect(self.go_to_first_problem)

    def _label_width(self, section: Section) -> int:
        """Give the width of the column of labels; short, as the form is narrow."""
        metrics = self.fontMetrics()
        labels = [str(field.label) for field in section.fields if field.kind not in STACKED]
        tick = 24 if any(field.suggestion for field in section.fields) else 2
        # The least width lines the sections up.
        labels += [str(text("not used yet"))]
        return min(max(metrics.horizontalAdvance(label) for label in labels) + tick, 130)
