from __future__ import annotations

import json
import os
from dataclasses import fields, replace
from pathlib import Path

import pytest

from courseplanner.base.settings import (
    MOST_RECENT,
    Settings,
    SettingsFile,
    description,
    with_recent,
    without_recent,
)

FULL = Settings(
    recent_files=(Path("/a/race.toml"), Path("/b/万峰林.osm")),
    window_geometry="AdnQywADAAA=",
    dock_state="AAAA/w==",
    theme="dark",
    hints_closed=True,
    software_rendering=True,
    map_was_ready=False,
)


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "deep" / "settings.json")


def written(file: SettingsFile, content: bytes) -> SettingsFile:
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(content)
    return file


def test_without_a_file_all_is_as_it_begins(file: SettingsFile) -> None:
    assert file.load() == Settings()
    assert not file.path.parent.exists()


def test_what_is_saved_is_loaded(file: SettingsFile) -> None:
    assert file.save(FULL)
    assert file.load() == FULL
    assert [one.name for one in file.path.parent.iterdir()] == ["settings.json"]


def test_saving_again_replaces(file: SettingsFile) -> None:
    file.save(FULL)
    assert file.save(Settings())
    assert file.load() == Settings()


def test_settings_of_a_newer_version_stay(file: SettingsFile) -> None:
    written(file, b'{"theme": "light", "zoom": {"x": [1, null]}}')
    settings = file.load()
    assert file.save(replace(settings, theme="dark"))

    assert json.loads(file.path.read_bytes())["zoom"] == {"x": [1, None]}
    assert file.load().theme == "dark"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"theme": "da',
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"theme": "' + b"x" * 1_000_000 + b'"}',
        b"1" * 5_000,
    ],
    ids=lambda content: repr(content)[:20],
)
def test_a_broken_file_is_set_aside(
    file: SettingsFile, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    written(file, content)

    assert file.load() == Settings()
    assert not file.path.exists()
    assert file.path.with_name("settings.json.broken").read_bytes() == content
    assert "broken" in caplog.text
    assert file.save(FULL)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", ["dark"]),
        ("recent_files", "a.toml"),
        ("recent_files", [1]),
        ("window_geometry", 3),
        ("hints_closed", 1),
        ("map_was_ready", None),
    ],
)
def test_a_wrong_value_is_as_it_begins_and_the_others_are_kept(
    file: SettingsFile, name: str, value: object
) -> None:
    file.save(FULL)
    file.path.write_text(json.dumps({**json.loads(file.path.read_bytes()), name: value}), encoding="utf-8")

    assert file.load() == replace(FULL, **{name: getattr(Settings(), name)})


@pytest.mark.parametrize("name", [one.name for one in fields(Settings) if one.name != "others"])
def test_each_setting_says_what_it_is_for(name: str) -> None:
    assert str(description(name))


class TestTroubleWithTheDisk:
    def test_a_folder_in_its_place(self, file: SettingsFile) -> None:
        file.path.mkdir(parents=True)

        assert file.load() == Settings()
        assert not file.save(FULL)
        assert list(file.path.parent.iterdir()) == [file.path]

    def test_a_file_where_its_folder_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        file = SettingsFile(tmp_path / "file" / "settings.json")

        assert file.load() == Settings()
        assert not file.save(FULL)

    def test_a_folder_that_can_not_be_written_to(
        self, file: SettingsFile, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        file.save(FULL)

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "write_bytes", refuse)
        assert not file.save(Settings())
        assert "can't be written" in caplog.text
        assert file.load() == FULL

    def test_a_disk_that_is_full_half_way(self, file: SettingsFile, monkeypatch: pytest.MonkeyPatch) -> None:
        file.save(FULL)

        def full(path: Path, content: bytes) -> None:
            with path.open("wb") as half:
                half.write(content[:20])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", full)
        assert not file.save(Settings())
        assert file.load() == FULL
        assert len(list(file.path.parent.iterdir())) == 1

    def test_a_name_with_a_null_byte(self) -> None:
        file = SettingsFile(Path("a\0b"))

        assert file.load() == Settings()
        assert not file.save(FULL)

    @pytest.mark.skipif(os.name == "nt", reason="making links needs a permission on Windows")
    def test_a_link_stays_a_link(self, file: SettingsFile, tmp_path: Path) -> None:
        file.path.parent.mkdir()
        file.path.symlink_to(tmp_path / "own.json")

        assert file.save(FULL)
        assert file.path.is_symlink()
        assert file.load() == FULL


class TestRecentFiles:
    def test_the_last_one_comes_first_and_each_once(self, tmp_path: Path) -> None:
        names = [tmp_path / name for name in ("a", "b", "a")]
        settings = Settings()
        for path in names:
            settings = with_recent(settings, path)

        assert settings.recent_files == (tmp_path / "a", tmp_path / "b")

    def test_no_more_than_ten(self, tmp_path: Path) -> None:
        settings = Settings()
        for number in range(15):
            settings = with_recent(settings, tmp_path / str(number))

        assert len(settings.recent_files) == MOST_RECENT == 10
        assert settings.recent_files[0] == tmp_path / "14"

    def test_a_file_of_another_day_holds_no_more_than_ten_either(self, file: SettingsFile) -> None:
        written(file, json.dumps({"recent_files": ["/x", "/x/../x", *map("/{}".format, range(20))]}).encode())
        recent = file.load().recent_files

        assert len(recent) == MOST_RECENT
        assert recent[:2] == (Path("/x"), Path("/0"))

    def test_they_are_absolute(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert with_recent(Settings(), Path("a.toml")).recent_files == (tmp_path / "a.toml",)

    def test_one_can_be_forgotten(self, tmp_path: Path) -> None:
        settings = with_recent(with_recent(Settings(), tmp_path / "a"), tmp_path / "b")
        assert without_recent(settings, tmp_path / "b").recent_files == (tmp_path / "a",)


def test_the_environment_may_name_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEPLANNER_SETTINGS", str(tmp_path / "mine.json"))
    assert SettingsFile().path == tmp_path / "mine.json"


def test_else_it_lies_in_the_configuration_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSEPLANNER_SETTINGS", raising=False)
    path = SettingsFile().path

    assert (path.name, path.parent.name) == ("settings.json", "courseplanner")
    assert path.is_absolute()
