"""Collects Python's garbage on the thread of the window, and on no other.

Python collects on whatever thread happens to make the object too many, such as the one that reads what the
engine says. A Qt object that ends there takes one of Qt's locks and waits for Python's, while the window
may hold Python's and wait for Qt's: both then wait for good.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

__all__ = ["GarbageKeeper"]

_LOOK_EVERY_MS = 200


class GarbageKeeper(QObject):
    """Takes the collecting of garbage over from Python, on the thread that it is made on.

    Parameters
    ----------
    parent : QObject, optional
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Keep Python from collecting by itself, and do it here.

        What is there by now is the program itself, and stays: to look through it at each collecting of the
        oldest would take a tenth of a second.
        """
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer.start()

    def end(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @staticmethod
    def look() -> None:
        """Collect what is due, by Python's own counts and limits."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age in range(len(counts)) if limits[age] and counts[age] > limits[age]]
        if due:
            gc.collect(due[-1])
