"""Asks for files, and before something is lost; a fake takes its place in tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.ui.look.figures import plain

__all__ = ["Dialogs", "QtDialogs"]


class Dialogs(Protocol):
    """What the window asks a person."""

    def open_files(
        self, title: Text, kinds: Text, endings: str, folder: Path | None, *, several: bool
    ) -> list[Path]:
        """Ask for files that exist, or for one; none if the person gives up."""

    def save_file(self, title: Text, kinds: Text, ending: str, proposed: Path) -> Path | None:
        """Ask where to write a file, and whether to replace what is there; `None` if the person gives up."""

    def save_file_as(
        self, title: Text, kinds: Sequence[tuple[Text, str]], proposed: Path
    ) -> tuple[Path, int] | None:
        """Ask where to write a file, and as which of several kinds; `None` if the person gives up.

        Parameters
        ----------
        title : Text
        kinds : sequence of (Text, str)
            What each is called, and its ending.
        proposed : Path
            Without an ending.

        Returns
        -------
        tuple of Path and int, or None
            The position of the kind.
        """

    def choose(self, title: Text, words: Text, offered: Sequence[Text]) -> int | None:
        """Ask for one of a few things, the first unless the person picks another; `None` if he gives up."""

    def may_replace(self, path: Path) -> bool:
        """Ask whether a file may be replaced."""

    def save_first(self, name: str) -> bool | None:
        """Ask whether to save changes: yes, no (lose them), or `None` for neither."""


class QtDialogs:
    """Dialogs of the system.

    Parameters
    ----------
    parent : QWidget
        The window that they belong to.
    """

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open_files(
        self, title: Text, kinds: Text, endings: str, folder: Path | None, *, several: bool
    ) -> list[Path]:
        """Ask for files that exist, or for one; none if the person gives up."""
        asked = (self._parent, str(title), str(folder or ""), f"{kinds} ({endings})")
        if several:
            names, _ = QFileDialog.getOpenFileNames(*asked)
        else:
            name, _ = QFileDialog.getOpenFileName(*asked)
            names = [name] if name else []
        return [Path(name) for name in names]

    def save_file(self, title: Text, kinds: Text, ending: str, proposed: Path) -> Path | None:
        """Ask where to write a file, and whether to replace what is there; `None` if the person gives up."""
        name, _ = QFileDialog.getSaveFileName(self._parent, str(title), str(proposed), f"{kinds} (*{ending})")
        return Path(name) if name else None

    def save_file_as(
        self, title: Text, kinds: Sequence[tuple[Text, str]], proposed: Path
    ) -> tuple[Path, int] | None:
        """Ask where to write a file, and as which of several kinds; `None` if the person gives up."""
        filters = [f"{label} (*{ending})" for label, ending in kinds]
        asked = (self._parent, str(title), str(proposed), ";;".join(filters))
        name, chosen = QFileDialog.getSaveFileName(*asked)
        return (Path(name), filters.index(chosen) if chosen in filters else 0) if name else None

    def choose(self, title: Text, words: Text, offered: Sequence[Text]) -> int | None:
        """Ask for one of a few things, the first unless the person picks another; `None` if he gives up."""
        none = QMessageBox.StandardButton.NoButton
        box = self._box(title, words, none, none)
        buttons = [box.addButton(str(one), QMessageBox.ButtonRole.AcceptRole) for one in offered]
        box.setDefaultButton(buttons[0])
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return next((at for at, one in enumerate(buttons) if box.clickedButton() is one), None)

    def may_replace(self, path: Path) -> bool:
        """Ask whether a file may be replaced."""
        button = QMessageBox.StandardButton
        words = text("The file {name} is there already. Replace it?", name=path.name)
        box = self._box(text("Replace the file?"), words, button.Yes | button.No, button.No)
        return button(box.exec()) is button.Yes

    def save_first(self, name: str) -> bool | None:
        """Ask whether to save changes: yes, no (lose them), or `None` for neither."""
        button = QMessageBox.StandardButton
        words = text("The brief {name} has changes that are not saved.", name=name)
        buttons = button.Save | button.Discard | button.Cancel
        box = self._box(text("Save changes?"), words, buttons, button.Save)
        return {button.Save: True, button.Discard: False}.get(button(box.exec()))

    def _box(
        self,
        title: Text,
        words: Text,
        buttons: QMessageBox.StandardButton,
        default: QMessageBox.StandardButton,
    ) -> QMessageBox:
        box = QMessageBox(QMessageBox.Icon.Question, str(title), plain(words), buttons, self._parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setDefaultButton(default)
        return box
