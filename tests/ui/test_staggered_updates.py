from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from courseplanner.brief.draft import new_draft
from courseplanner.project.document import Change, Document
from courseplanner.ui.staggered_updates import StaggeredUpdates

ONE, OTHER = Document(new_draft()), Document(new_draft())


class FakePanel:
    """Notes in a list of all panels what it is told."""

    def __init__(self, name: str, calls: list[tuple[str, Document, Change]]) -> None:
        self._name, self._calls = name, calls

    def show_document(self, document: Document, changes: Change) -> None:
        self._calls.append((self._name, document, changes))


class Shown:
    """Two panels that are told in turns, and what they were told, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Document, Change]] = []
        self.parent = QObject()
        panels = [FakePanel("first", self.calls), FakePanel("second", self.calls)]
        self.turns = StaggeredUpdates(panels, self.parent)


def test_nothing_is_shown_at_once_and_then_each_in_order(qtbot: QtBot) -> None:
    shown = Shown()
    turns = shown.turns
    turns.show(ONE, Change.DRAFT)
    assert shown.calls == []
    qtbot.waitUntil(lambda: len(shown.calls) == 2)
    assert shown.calls == [("first", ONE, Change.DRAFT), ("second", ONE, Change.DRAFT)]


def test_the_newest_document_comes_with_all_that_changed_since(qtbot: QtBot) -> None:
    shown = Shown()
    turns = shown.turns
    turns.show(ONE, Change.DRAFT)
    turns.show(OTHER, Change.PICKED)
    turns.finish()
    both = Change.DRAFT | Change.PICKED
    assert shown.calls == [("first", OTHER, both), ("second", OTHER, both)]
    turns.finish()
    qtbot.wait(1)
    assert len(shown.calls) == 2
