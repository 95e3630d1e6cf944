"""The dialogs of the system: what they are given, and what their answers mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from courseplanner.base.i18n import text
from courseplanner.ui.shell.dialogs import QtDialogs

BUTTON = QMessageBox.StandardButton


@pytest.fixture
def dialogs(qtbot: QtBot) -> QtDialogs:
    parent = QWidget()
    qtbot.addWidget(parent)
    return QtDialogs(parent)


def answer(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> list[tuple[Any, ...]]:
    asked: list[tuple[Any, ...]] = []

    def ask(*given: Any) -> object:
        asked.append(given)
        return value, ""

    monkeypatch.setattr(QFileDialog, name, ask)
    return asked


def press(monkeypatch: pytest.MonkeyPatch, button: QMessageBox.StandardButton) -> list[QMessageBox]:
    shown: list[QMessageBox] = []

    def run(box: QMessageBox) -> int:
        shown.append(box)
        return button.value

    monkeypatch.setattr(QMessageBox, "exec", run)
    return shown


def test_several_files_can_be_opened(dialogs: QtDialogs, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "getOpenFileNames", ["/a/b.osm", "/a/c.osm"])
    found = dialogs.open_files(text("Add"), text("Maps"), "*.osm *.pbf", Path("/a"), several=True)
    assert found == [Path("/a/b.osm"), Path("/a/c.osm")]
    assert asked[0][1:] == ("Add", "/a", "Maps (*.osm *.pbf)")


@pytest.mark.parametrize(("name", "found"), [("/a/b.osm", [Path("/a/b.osm")]), ("", [])])
def test_one_file_can_be_opened(
    dialogs: QtDialogs, monkeypatch: pytest.MonkeyPatch, name: str, found: list[Path]
) -> None:
    asked = answer(monkeypatch, "getOpenFileName", name)
    assert dialogs.open_files(text("Open"), text("Maps"), "*.osm", None, several=False) == found
    assert not asked[0][2]


@pytest.mark.parametrize(("name", "found"), [("/a/b.gpx", Path("/a/b.gpx")), ("", None)])
def test_a_place_to_write_to(
    dialogs: QtDialogs, monkeypatch: pytest.MonkeyPatch, name: str, found: Path | None
) -> None:
    asked = answer(monkeypatch, "getSaveFileName", name)
    assert dialogs.save_file(text("Export"), text("Tracks"), ".gpx", Path("/a/x.gpx")) == found
    assert asked[0][1:] == ("Export", "/a/x.gpx", "Tracks (*.gpx)")


@pytest.mark.parametrize(
    ("button", "meaning"), [(BUTTON.Save, True), (BUTTON.Discard, False), (BUTTON.Cancel, None)]
)
def test_saving_first_has_three_answers(
    dialogs: QtDialogs,
    monkeypatch: pytest.MonkeyPatch,
    button: QMessageBox.StandardButton,
    meaning: bool | None,
) -> None:
    shown = press(monkeypatch, button)
    assert dialogs.save_first("<b>race</b>") is meaning
    assert "<b>race</b>" in shown[0].text()
    assert shown[0].textFormat() is Qt.TextFormat.PlainText
    assert shown[0].defaultButton() is shown[0].button(BUTTON.Save)


@pytest.mark.parametrize(("button", "meaning"), [(BUTTON.Yes, True), (BUTTON.No, False)])
def test_replacing_is_not_the_default(
    dialogs: QtDialogs, monkeypatch: pytest.MonkeyPatch, button: QMessageBox.StandardButton, meaning: bool
) -> None:
    shown = press(monkeypatch, button)
    assert dialogs.may_replace(Path("/a/race.toml")) is meaning
    assert "race.toml" in shown[0].text()
    assert shown[0].defaultButton() is shown[0].button(BUTTON.No)


@pytest.mark.parametrize("clicked", [0, 1, None])
def test_one_of_a_few_things_is_chosen(
    dialogs: QtDialogs, monkeypatch: pytest.MonkeyPatch, clicked: int | None
) -> None:
    shown: list[QMessageBox] = []

    def run(box: QMessageBox) -> int:
        shown.append(box)
        offered = [one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.AcceptRole]
        assert box.defaultButton() is offered[0]
        button = box.button(BUTTON.Cancel) if clicked is None else offered[clicked]
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", run)
    assert dialogs.choose(text("Stations"), text("Which?"), [text("None"), text("All")]) == clicked
    assert len(shown) == 1
