"""The one bridge to the page of the map: typed messages over one channel."""

from __future__ import annotations

import logging
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from courseplanner.ui.map.messages import TO_PAGE, FromPage, Ready, ToPage, decode, encode

__all__ = ["Bridge", "MapPort"]

log = logging.getLogger(__name__)


class MapPort(Protocol):
    """What the panel of the map knows of its page; a fake takes its place in tests."""

    @property
    def received(self) -> SignalInstance:
        """Emitted with each message of the page (`FromPage`)."""

    @property
    def lost(self) -> SignalInstance:
        """Emitted when the page died, or could not be loaded."""

    def send(self, message: ToPage) -> None:
        """Tell the page. Of each kind of message the newest counts; a page that starts later is sent it."""

    def put(self, name: str, data: bytes) -> str:
        """Lay bytes ready for the page; give the address that it fetches them from."""

    def drop(self, name: str) -> None:
        """Forget bytes that were laid ready."""

    def load_page(self, html: bytes) -> None:
        """Load the page, again where it is there."""

    def close_page(self) -> None:
        """Delete the page, for good."""

    def widget(self) -> QWidget:
        """Give the widget that shows the page."""


class Bridge(QObject):
    """What the page sees of Python.

    It keeps the newest message of each kind: until the page is ready, and for
    a page that has to be loaded again. What it receives and can't read is logged and dropped.

    Parameters
    ----------
    parent : QObject, optional
    """

    said = Signal(str)
    """To the page: one message as JSON."""
    received = Signal(object)
    """From the page, as `FromPage`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: dict[type[ToPage], ToPage] = {}
        self._is_ready = False

    def send(self, message: ToPage) -> None:
        """Tell the page now, or as soon as it is ready."""
        self._newest[type(message)] = message
        if self._is_ready:
            self.said.emit(encode(message))

    def page_gone(self) -> None:
        """Keep what is sent until a page is ready again."""
        self._is_ready = False

    @Slot(str)
    def say(self, words: str) -> None:
        """Take a message of the page."""
        try:
            message: FromPage = decode(words)
        except ValueError as error:
            log.warning("the page of the map said nonsense (%s): %.200r", error, words)
            return
        if isinstance(message, Ready):
            self._is_ready = True
            for kind in TO_PAGE:
                if kind in self._newest:
                    self.said.emit(encode(self._newest[kind]))
        self.received.emit(message)
