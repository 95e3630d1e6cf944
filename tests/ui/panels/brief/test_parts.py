"""Small parts of the form."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from courseplanner.ui.panels.brief.parts import set_shown


@pytest.mark.parametrize("before", [[], [True], [False], [False, True]])
@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("seen_before", [False, True])
def test_a_widget_is_shown_or_not_whatever_was_said_before(
    qtbot: QtBot, before: list[bool], *, shown: bool, seen_before: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("words")
    QVBoxLayout(window).addWidget(label)
    if seen_before:
        window.show()
    for earlier in before:
        set_shown(label, shown=earlier)
    set_shown(label, shown=shown)
    window.show()
    assert label.isVisible() is shown


def test_a_widget_that_is_hidden_before_it_has_a_place_stays_hidden(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("words")
    set_shown(label, shown=False)
    QVBoxLayout(window).addWidget(label)
    window.show()
    assert not label.isVisible()
