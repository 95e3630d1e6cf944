"""A bot that waits as long as a busy machine takes."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

__all__ = ["SOON_MS", "PatientQtBot"]

SOON_MS = 300_000
"""Only what never comes takes so long: neither a busy machine nor compiling kernels may fail a test."""


class PatientQtBot(QtBot):
    """Waits as long as it takes; pytest-qt's own default of 5 s would hold the program to a time."""

    def waitUntil(self, callback: Any, *, timeout: int = SOON_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = SOON_MS, **named: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **named)

    def waitSignals(self, signals: Any, *, timeout: int = SOON_MS, **named: Any) -> Any:  # noqa: N802
        return super().waitSignals(signals, timeout=timeout, **named)
