"""How the app starts, and where it says at once that it can't."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from courseplanner.base import assets
from courseplanner.base.errors import InputError
from courseplanner.base.settings import Settings, SettingsFile
from courseplanner.ui.shell import app
from courseplanner.ui.shell.app import run_app

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"


class Start:
    """What a start came to, without a window."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.said: list[str] = []
        self.file: Path | None = None
        self.fails = False
        start = self

        class Engine:
            def start(self) -> None:
                start.said.append("engine starts")

            def close(self) -> None:
                start.said.append("engine ends")

        def run(_engine: object, _store: object, file: Path) -> int:
            start.said.append("window")
            start.file = file
            if start.fails:
                raise RuntimeError("no window")
            return 0

        self.store = SettingsFile(folder / "settings.json")
        monkeypatch.setenv("COURSEPLANNER_SETTINGS", str(self.store.path))
        monkeypatch.setattr(app, "EngineClient", Engine)
        monkeypatch.setattr(app, "_run", run)
        # Set first, so that what the start sets is put back at the end.
        monkeypatch.setenv("QT_QUICK_BACKEND", "")
        monkeypatch.setenv(FLAGS, "--no-sandbox")
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    return Start(monkeypatch, tmp_path)


def test_the_engine_starts_first_and_ends_last(start: Start) -> None:
    assert run_app(None) == 0
    assert start.said == ["engine starts", "window", "engine ends"]


def test_the_engine_ends_whatever_happens(start: Start) -> None:
    start.fails = True
    with pytest.raises(RuntimeError):
        run_app(None)
    assert start.said[-1] == "engine ends"


# What it begins with


def test_the_sample_is_opened_at_first(start: Start) -> None:
    run_app(None)
    assert start.file == assets.sample("riverside-half-marathon.toml")


def test_the_last_file_that_still_is_there_is_opened(start: Start, tmp_path: Path) -> None:
    there = tmp_path / "there.toml"
    there.touch()
    start.store.save(Settings(recent_files=(tmp_path / "gone.toml", there)))
    run_app(None)
    assert start.file == there


def test_the_file_asked_for_wins(start: Start, tmp_path: Path) -> None:
    there, asked = tmp_path / "there.toml", tmp_path / "asked.osm"
    there.touch()
    asked.touch()
    start.store.save(Settings(recent_files=(there,)))
    run_app(asked)
    assert start.file == asked


@pytest.mark.parametrize("name", ["nowhere.toml", "x" * 5_000])
def test_a_file_that_is_not_there_is_told_before_anything_starts(
    start: Start, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        run_app(tmp_path / name)
    assert start.said == []


# Where no window opens


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_it_says_so(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InputError, match="no screen"):
        run_app(None)
    assert start.said == []
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert run_app(None) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox of Linux")
@pytest.mark.parametrize(
    ("user", "flags", "switch", "opens"),
    [
        (0, "", "", False),
        (0, "--disable-gpu", "", False),
        (0, "--no-sandbox --disable-gpu", "", True),
        (0, "", "1", True),
        (1000, "", "", True),
    ],
)
def test_root_needs_to_switch_the_sandbox_off(
    start: Start, monkeypatch: pytest.MonkeyPatch, user: int, flags: str, switch: str, opens: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setenv(FLAGS, flags)
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", switch)
    if opens:
        assert run_app(None) == 0
    else:
        with pytest.raises(InputError, match="root"):
            run_app(None)
        assert start.said == []


# Drawing


@pytest.mark.parametrize(
    ("settings", "in_software"),
    [
        (Settings(), False),
        (Settings(map_was_ready=False), True),
        (Settings(software_rendering=True), True),
    ],
)
def test_the_graphics_card_is_left_out_where_it_failed_or_is_not_wanted(
    start: Start, settings: Settings, in_software: bool
) -> None:
    start.store.save(settings)
    run_app(None)
    assert (os.environ["QT_QUICK_BACKEND"] == "software") is in_software
    assert ("--disable-gpu" in os.environ[FLAGS].split()) is in_software
    assert "--no-sandbox" in os.environ[FLAGS]
    run_app(None)
    assert os.environ[FLAGS].count("--disable-gpu") == int(in_software)
