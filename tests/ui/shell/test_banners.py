"""The strips above the map."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import text
from courseplanner.ui.look.theme import DARK, LIGHT
from courseplanner.ui.shell.banners import HintBanner, NoticeBanner
from courseplanner.ui.state import Notice
from fakes.mouse import click

WRONG = Notice(text("It failed."))
GOOD = Notice(text("It is done."), wrong=False)


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[NoticeBanner]:
    """A strip in a window 500 px wide, above something that takes the rest."""
    window = QWidget()
    qtbot.addWidget(window)
    made = NoticeBanner(good_news_ms=1)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    column.addWidget(QWidget(), 1)
    window.resize(500, 400)
    window.show()
    yield made
    window.close()


def words_of(strip: NoticeBanner) -> QTextEdit:
    found = strip.findChild(QTextEdit)
    assert found is not None
    return found


def test_nothing_is_told_at_first(strip: NoticeBanner) -> None:
    assert not strip.isVisible()


def test_what_went_wrong_stays_until_it_is_closed(strip: NoticeBanner, qtbot: QtBot) -> None:
    strip.show_notice(GOOD)
    strip.show_notice(WRONG)  # good news that were about to go must not take it along
    later = NoticeBanner(strip.window(), good_news_ms=5)
    later.show_notice(GOOD)
    qtbot.waitUntil(lambda: not later.isVisible())
    assert strip.isVisible()
    assert strip.words == "It failed."
    click(strip.close_button)
    assert not strip.isVisible()


def test_good_news_go_by_themselves(strip: NoticeBanner, qtbot: QtBot) -> None:
    strip.show_notice(GOOD)
    assert strip.isVisible()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_the_next_replaces_the_one_before(strip: NoticeBanner) -> None:
    strip.show_notice(WRONG)
    strip.show_notice(Notice("Another."))
    assert strip.words == "Another."


def test_sign_and_colour_tell_good_from_bad(strip: NoticeBanner) -> None:
    strip.show_palette(DARK)
    signs = {}
    for notice in (WRONG, GOOD):
        strip.show_notice(notice)
        label = strip.findChild(QLabel)
        assert label is not None
        signs[label.text()] = label.styleSheet()
    assert DARK.fail in signs["✗"]
    assert DARK.good in signs["✓"]


@pytest.mark.parametrize("words", ["word " * 200, "x" * 1_000, "/folder/" + "file_name/" * 60, "万" * 600])
def test_long_notices_wrap(strip: NoticeBanner, qtbot: QtBot, words: str) -> None:
    strip.show_notice(WRONG)
    short = strip.height()
    strip.show_notice(Notice(words))
    qtbot.waitUntil(lambda: strip.height() > short)
    assert strip.window().width() == 500
    assert strip.window().minimumSizeHint().width() < 300
    assert strip.height() < 200
    assert words_of(strip).document().size().width() <= words_of(strip).width()


def test_markup_is_not_interpreted(strip: NoticeBanner) -> None:
    evil = '<img src="file:///etc/passwd"><b>bold</b>'
    strip.show_notice(Notice(evil))
    assert strip.words == evil
    assert "<b>bold" not in words_of(strip).toHtml()


def test_what_cannot_be_printed_is_replaced(strip: NoticeBanner) -> None:
    strip.show_notice(Notice("a\nb\x00c\u202ed"))
    assert strip.words == "a b\ufffdc\ufffdd"


def test_words_can_be_copied_as_they_are(strip: NoticeBanner) -> None:
    path = "/a_very_long_folder/" * 10
    strip.show_notice(Notice(path))
    words = words_of(strip)
    words.selectAll()
    words.copy()
    assert QGuiApplication.clipboard().text() == path
    assert words.isReadOnly()


def test_the_keyboard_passes_the_words_by(strip: NoticeBanner) -> None:
    assert not words_of(strip).focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.fixture
def hints(qtbot: QtBot) -> HintBanner:
    made = HintBanner()
    qtbot.addWidget(made)
    made.show_palette(LIGHT)
    made.show()
    return made


def test_four_hints_fit_a_narrow_window(hints: HintBanner) -> None:
    label = hints.findChild(QLabel)
    assert label is not None
    assert [str(number) in label.text() for number in range(1, 5)] == [True] * 4
    assert hints.minimumSizeHint().width() < 300
    assert hints.heightForWidth(400) > hints.heightForWidth(1_200)


def test_hints_are_closed_with_one_click(hints: HintBanner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hints.closed):
        click(hints.close_button)
