"""The desk of the app as the panel of the brief knows it: it takes edits and shows the next document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit

from courseplanner.brief.draft import read_draft
from courseplanner.model.places.places import Place
from courseplanner.project.document import Document
from courseplanner.project.steps import opened, with_edit, with_region
from courseplanner.ui.panels.brief.collapsible import Collapsible
from courseplanner.ui.panels.brief.editors.editors import LineEditor
from courseplanner.ui.panels.brief.panel import BriefPanel
from courseplanner.ui.panels.brief.row import Row
from handmade import region

__all__ = ["BriefDesk"]


class BriefDesk:
    """Holds a document, and remembers every edit that the form sends.

    Parameters
    ----------
    panel : BriefPanel
    path : Path
        A brief.
    """

    def __init__(self, panel: BriefPanel, path: Path) -> None:
        self.panel = panel
        self.edits: list[tuple[str, str, object]] = []
        step = opened(read_draft(path))
        self.document: Document = step.document
        panel.value_changed.connect(self._edit)
        panel.show_document(step.document, step.changes)

    def read_region(self, *places: Place) -> None:
        """Show a region with these places."""
        brief = self.document.brief
        assert brief is not None
        step = with_region(self.document, brief.region, replace(region(), places=places))
        self.document = step.document
        self.panel.show_document(step.document, step.changes)

    def set(self, table: str, key: str, value: object) -> None:
        """Change a value elsewhere than in the form."""
        step = with_edit(self.document, table, key, value)
        self.document = step.document
        self.panel.show_document(step.document, step.changes)

    def row(self, key: str) -> Row:
        """Give the row of a key."""
        return next(row for row in self.panel.rows.values() if row.field.key == key)

    def line(self, key: str) -> QLineEdit:
        """Give the line of a field that is typed in."""
        editor = self.row(key).editor
        assert isinstance(editor, LineEditor)
        return editor.line

    def combo(self, key: str) -> QComboBox:
        """Give the choice of a field."""
        widget = self.row(key).editor.main_widget()
        assert isinstance(widget, QComboBox)
        return widget

    def fold(self, title: str) -> Collapsible:
        """Give the part of the form with this heading."""
        return next(fold for fold, section in self.panel.folds if str(section.title) == title)

    @property
    def tables(self) -> Mapping[str, Mapping[str, object]]:
        """The draft as it stands."""
        return self.document.draft.tables

    def _edit(self, table: str, key: str, value: object) -> None:
        self.edits.append((table, key, value))
        self.set(table, key, value)
