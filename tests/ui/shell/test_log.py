"""The log, and errors that nobody foresaw."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from pytestqt.qtbot import QtBot

from courseplanner.ui.shell.log import Faults, default_log_folder, end_log, start_log


@pytest.fixture
def log_file(tmp_path: Path, qapp: QObject) -> Iterator[Path]:
    del qapp
    level = logging.getLogger().level
    path = start_log(tmp_path / "logs" / "deep")
    assert path is not None
    yield path
    end_log()
    logging.getLogger().setLevel(level)


def test_the_log_is_a_file_in_a_folder_of_the_user(log_file: Path) -> None:
    words = "万峰林 \ud83d"
    record = logging.LogRecord("courseplanner.test", logging.INFO, "", 0, words, None, None)
    # To the file alone: reports of tests are UTF-8, which can't hold half a letter.
    handlers = logging.getLogger().handlers
    file = next(one for one in handlers if isinstance(one, RotatingFileHandler))
    file.handle(record)
    content = log_file.read_text(encoding="utf-8")
    assert "INFO courseplanner.test: 万峰林 ?" in content
    assert "courseplanner" in default_log_folder().parts


@pytest.mark.qt_no_exception_capture
def test_what_qt_says_is_in_the_log(log_file: Path) -> None:
    qWarning("the paint is dry")
    assert "WARNING qt: default: the paint is dry" in log_file.read_text(encoding="utf-8")


def test_nothing_is_logged_after_the_end(log_file: Path) -> None:
    handlers = len(logging.getLogger().handlers)
    end_log()
    assert len(logging.getLogger().handlers) == handlers - 1
    logging.getLogger("courseplanner.test").error("too late")
    assert "too late" not in log_file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_does_no_harm(
    tmp_path: Path, qapp: QObject, capsys: pytest.CaptureFixture[str]
) -> None:
    del qapp
    (tmp_path / "file").touch()
    level = logging.getLogger().level
    try:
        assert start_log(tmp_path / "file" / "logs") is None
        logging.getLogger("courseplanner.test").error("heard all the same")
    finally:
        end_log()
        logging.getLogger().setLevel(level)
    assert "heard all the same" in capsys.readouterr().err


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    for module, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))  # put back at the end
    made = Faults()
    made.take_all()
    return made


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_slot_is_told_and_logged(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(faults.happened) as told:
        QTimer.singleShot(0, lambda: dict[str, int]()["nowhere"])
    assert told.args == ["KeyError: 'nowhere'"]
    assert "Traceback" in caplog.text


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_thread_is_told_on_the_thread_of_the_window(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("in a thread")

    with qtbot.waitSignal(faults.happened) as told:
        thread = threading.Thread(target=fail)
        thread.start()
    thread.join()
    assert told.args == ["ValueError: in a thread"]
    assert "Traceback" in caplog.text


@pytest.mark.qt_no_exception_capture
def test_an_error_that_python_would_only_print_is_logged(
    faults: Faults, caplog: pytest.LogCaptureFixture
) -> None:
    class Dying:
        def __del__(self) -> None:
            raise ValueError("last words")

    del faults
    dying = Dying()
    del dying
    assert "last words" in caplog.text


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_end_that_was_asked_for_is_no_fault(
    faults: Faults, qtbot: QtBot, kind: type[BaseException]
) -> None:
    with qtbot.assertNotEmitted(faults.happened):
        sys.excepthook(kind, kind(), None)


def test_an_error_without_words_is_told_by_its_kind(faults: Faults, qtbot: QtBot) -> None:
    with qtbot.waitSignal(faults.happened) as told:
        sys.excepthook(MemoryError, MemoryError(), None)
    assert told.args == ["MemoryError"]
