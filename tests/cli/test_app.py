"""`courseplanner app`, as far as it goes without a window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from courseplanner.cli.main import main
from courseplanner.ui.shell import app


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The files that the app was asked to begin with."""
    files: list[Path | None] = []

    def run(file: Path | None) -> int:
        files.append(file)
        return 0

    monkeypatch.setattr(app, "run_app", run)
    return files


@pytest.mark.parametrize(
    ("arguments", "file"),
    [([], None), (["app"], None), (["app", "race.toml"], Path("race.toml"))],
)
def test_the_app_opens_with_and_without_a_file(
    asked: list[Path | None], arguments: list[str], file: Path | None
) -> None:
    assert main(arguments) == 0
    assert asked == [file]


@pytest.mark.parametrize("arguments", [["app", "a.toml", "b.toml"], ["app", "--window"], ["race.toml"]])
def test_a_wrong_command_line_is_one_line(
    asked: list[Path | None], capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert asked == []
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_not_there_ends_with_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "courseplanner", "app", "nowhere.toml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "courseplanner: nowhere.toml: there is no such file; give the path of a brief or of OSM data\n"
    )


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(_file: Path | None) -> NoReturn:
        raise error

    monkeypatch.setattr(app, "run_app", fail)


def test_a_library_that_qt_misses_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "libGL.so.1: cannot open shared object file: No such file or directory"
    path = "/venv/PySide6/QtGui.abi3.so"
    failing(monkeypatch, ImportError(words, name="PySide6.QtGui", path=path))
    assert main(["app"]) == 2
    told = capsys.readouterr().err
    assert "libGL.so.1" in told
    assert "packages of your system" in told
    assert told.count("\n") == 1


def test_a_module_of_ours_that_is_missing_is_an_error_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, ImportError("no module", name="courseplanner.nothing"))
    assert main(["app"]) == 1
    assert "internal error" in capsys.readouterr().err
