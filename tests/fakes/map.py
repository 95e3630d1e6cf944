"""A map without Chromium: it records what it is told, and says what a test lets it say."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from courseplanner.ui.map.messages import FromPage, ToPage

__all__ = ["FakeMap"]

Message = TypeVar("Message", bound=ToPage)


class FakeMap(QWidget):
    """Fulfils `MapPort`.

    Attributes
    ----------
    sent : list of ToPage
        Everything that the page was told, in order.
    loads : list of bytes
        The page, each time that it was loaded.
    blobs : dict of str to bytes
        What lies ready for the page.
    """

    received = Signal(object)
    lost = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[ToPage] = []
        self.loads: list[bytes] = []
        self.blobs: dict[str, bytes] = {}

    def send(self, message: ToPage) -> None:
        self.sent.append(message)

    def put(self, name: str, data: bytes) -> str:
        self.blobs[name] = data
        return f"fake://{name}"

    def drop(self, name: str) -> None:
        self.blobs.pop(name, None)

    def load_page(self, html: bytes) -> None:
        self.loads.append(html)

    def widget(self) -> QWidget:
        return self

    def close_page(self) -> None:
        """Nothing to delete."""

    # For tests

    def say(self, message: FromPage) -> None:
        """Let the page say something."""
        self.received.emit(message)

    def newest(self, kind: type[Message]) -> Message:
        """Give what the page was told last of a kind."""
        return next(message for message in reversed(self.sent) if isinstance(message, kind))

    def count(self, kind: type[ToPage]) -> int:
        """Tell how often the page was told something of a kind."""
        return sum(isinstance(message, kind) for message in self.sent)
