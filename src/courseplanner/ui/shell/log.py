"""The log of the app, and what happens with errors that nobody foresaw."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

__all__ = ["Faults", "default_log_folder", "end_log", "start_log"]

log = logging.getLogger(__name__)

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_NAME = "courseplanner.log"
_LARGEST_BYTES = 1_000_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def default_log_folder() -> Path:
    """Give the folder where this system keeps logs of programs."""
    from platformdirs import user_log_path

    return user_log_path("courseplanner", appauthor=False)


def start_log(folder: Path) -> Path | None:
    """Write the log to a folder, what Qt says included.

    Returns
    -------
    Path or None
        The file; `None` where the folder can't be written to, and the log goes to standard error.
    """
    handler: logging.Handler
    path: Path | None = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / _NAME, maxBytes=_LARGEST_BYTES, backupCount=2, encoding="utf-8", errors="replace"
        )
    except OSError:
        handler, path = logging.StreamHandler(), None
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.set_name(_NAME)
    logger = logging.getLogger()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    qInstallMessageHandler(_log_qt)
    return path


def end_log() -> None:
    """Write the log no longer: Qt may still speak when Python is gone."""
    qInstallMessageHandler(None)
    logger = logging.getLogger()
    for handler in [one for one in logger.handlers if one.name == _NAME]:
        logger.removeHandler(handler)
        handler.close()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, message)


class Faults(QObject):
    """Takes errors that nobody foresaw: the traceback goes to the log, a sentence to the window."""

    happened = Signal(str)
    """Kind of the error and its words."""

    def take_all(self) -> None:
        """Take the errors of all threads from now on, and those that Python would only print."""
        sys.excepthook = self._take
        threading.excepthook = self._take_of_thread
        sys.unraisablehook = self._log_unraisable

    def _take(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, SystemExit):
            return
        shown = error if error is not None else Exception(kind.__name__)
        log.error("unforeseen", exc_info=(kind, shown, trace))
        if not issubclass(kind, KeyboardInterrupt):
            self.happened.emit(f"{kind.__name__}: {shown}".rstrip(": "))

    def _take_of_thread(self, arguments: threading.ExceptHookArgs) -> None:
        self._take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @staticmethod
    def _log_unraisable(caught: sys.UnraisableHookArgs) -> None:
        error = caught.exc_value if caught.exc_value is not None else Exception(caught.exc_type.__name__)
        words = caught.err_msg or "unforeseen, in"
        log.error("%s: %r", words, caught.object, exc_info=(caught.exc_type, error, caught.exc_traceback))
