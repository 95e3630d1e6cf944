"""Dialogs that nobody sees: they give the answers that a test laid ready, and remember what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from courseplanner.base.i18n import Text

__all__ = ["FakeDialogs"]


class FakeDialogs:
    """Fulfils `Dialogs`; unless told otherwise, the person gives up each time.

    Attributes
    ----------
    files : list of Path
        The answer to `open_files`.
    file : Path or None
        The answer to `save_file`.
    kind : int
        With `file`, the answer to `save_file_as`.
    replaces : bool
    saves : bool or None
        The answer to `save_first`.
    asked : list of str
        The name of each question, in order.
    proposed : Path or None
        What `save_file` was given last.
    folder : Path or None
        What `open_files` was given last.
    kinds : list of str
        The endings that `save_file_as` was given last.
    choice : int or None
        The answer to `choose`.
    offered : list of str
        What `choose` was given last.
    several : bool or None
        What `open_files` was given last.
    """

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.file: Path | None = None
        self.kind = 0
        self.replaces = False
        self.saves: bool | None = None
        self.asked: list[str] = []
        self.proposed: Path | None = None
        self.folder: Path | None = None
        self.kinds: list[str] = []
        self.choice: int | None = None
        self.offered: list[str] = []
        self.several: bool | None = None

    def open_files(
        self, title: Text, kinds: Text, endings: str, folder: Path | None, *, several: bool
    ) -> list[Path]:
        del title, kinds, endings
        self.asked.append("open")
        self.folder, self.several = folder, several
        return self.files

    def save_file(self, title: Text, kinds: Text, ending: str, proposed: Path) -> Path | None:
        del title, kinds, ending
        self.asked.append("save")
        self.proposed = proposed
        return self.file

    def save_file_as(
        self, title: Text, kinds: Sequence[tuple[Text, str]], proposed: Path
    ) -> tuple[Path, int] | None:
        del title
        self.asked.append("save as")
        self.kinds, self.proposed = [ending for _label, ending in kinds], proposed
        return None if self.file is None else (self.file, self.kind)

    def choose(self, title: Text, words: Text, offered: Sequence[Text]) -> int | None:
        del title, words
        self.asked.append("choose")
        self.offered = [str(one) for one in offered]
        return self.choice

    def may_replace(self, path: Path) -> bool:
        self.asked.append(f"replace {path.name}")
        return self.replaces

    def save_first(self, name: str) -> bool | None:
        self.asked.append(f"save first {name}")
        return self.saves
