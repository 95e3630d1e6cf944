"""What Chromium is told before it starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from courseplanner.ui.map.chromium import FLAGS, WITHOUT_COMPILING_BESIDE, add_flags, prepare_chromium


@pytest.mark.parametrize(
    ("given", "flags", "then"),
    [
        ("", ("--one",), "--one"),
        ("--two", ("--one",), "--two --one"),
        ("--one", ("--one",), "--one"),
        ("--js-flags=--user", ("--js-flags=--ours", "--one"), "--js-flags=--user --one"),
    ],
)
def test_flags_are_added_once_and_those_of_the_user_win(
    monkeypatch: pytest.MonkeyPatch, given: str, flags: tuple[str, ...], then: str
) -> None:
    monkeypatch.setenv(FLAGS, given)
    add_flags(*flags)
    assert os.environ[FLAGS] == then


def test_the_page_is_told_to_compile_on_its_own_thread() -> None:
    prepare_chromium()
    assert WITHOUT_COMPILING_BESIDE in os.environ[FLAGS].split()


ASK = """
import sys
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication
application = QApplication([])
page = QWebEnginePage()
ask = "new Function('return %IsConcurrentRecompilationSupported()')()"
page.loadFinished.connect(lambda _: page.runJavaScript(ask, 0, application.exit))
page.setHtml("<p>a page</p>")
status = application.exec()
page.deleteLater()
application.sendPostedEvents(page, 52)
sys.exit(status)
"""


@pytest.mark.parametrize(
    ("flags", "compiles_beside"), [("--js-flags=", True), (WITHOUT_COMPILING_BESIDE, False)]
)
def test_the_engine_of_scripts_understands_the_flags(flags: str, *, compiles_beside: bool) -> None:
    given = f"--no-sandbox --disable-gpu {flags},--allow-natives-syntax"
    done = subprocess.run([sys.executable, "-c", ASK], env={**os.environ, FLAGS: given}, check=False)
    assert done.returncode == int(compiles_beside)
