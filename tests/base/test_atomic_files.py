"""A file is written whole or not at all, whatever is in the way."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from courseplanner.base import atomic_files as onefile
from courseplanner.base.atomic_files import check_file, write_file
from courseplanner.base.errors import OutputError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_a_new_file_and_replaces_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "赛道 A.gpx"
    for content in (b"first", b"", b"x" * 100_000):
        write_file(path, content)
        assert path.read_bytes() == content
    assert names(tmp_path) == [path.name]


@POSIX
def test_permissions_are_those_of_the_user_or_of_the_old_file(tmp_path: Path) -> None:
    plain, old = tmp_path / "plain", tmp_path / "old"
    plain.touch()
    write_file(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == plain.stat().st_mode
    old.touch()
    old.chmod(0o640)
    write_file(old, b"")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@POSIX
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def refused(path: Path, *, seen_before: bool = True) -> str:
    with pytest.raises(OutputError) as refusal:
        write_file(path, b"new")
    if seen_before:
        with pytest.raises(OutputError) as before:
            check_file(path)
        assert str(before.value) == str(refusal.value)
    return str(refusal.value)


def test_what_can_be_written_is_not_refused_before(tmp_path: Path) -> None:
    check_file(tmp_path / "new")
    (tmp_path / "old").write_bytes(b"old")
    check_file(tmp_path / "old")
    assert names(tmp_path) == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "course.gpx").mkdir()
    words = refused(tmp_path / "course.gpx")
    assert words.startswith(str(tmp_path / "course.gpx"))
    assert "it is a folder" in words


@POSIX
def test_a_device_is_not_replaced() -> None:
    assert "a device" in refused(Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("missing", ["nowhere/course.gpx", "file/course.gpx"])
def test_a_folder_that_is_not_there(tmp_path: Path, missing: str) -> None:
    (tmp_path / "file").touch()
    assert "its folder does not exist" in refused(tmp_path / missing)
    assert names(tmp_path) == ["file"]


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    refused(tmp_path / ("x" * 300))
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["null\0byte", "half \ud83d"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    if name.startswith("half") and sys.platform == "win32":
        pytest.skip("a name there")
    assert "not a valid file name" in refused(tmp_path / name)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "it can't be written to"),
        (errno.EROFS, "it can't be written to"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_where_writing_fails_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, step: str
) -> None:
    path = tmp_path / "course.gpx"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr(onefile.os, "fsync", fail)  # type: ignore[attr-defined]
        else:
            patch.setattr(Path, step, fail)
        told = refused(path, seen_before=False)
    assert told.startswith(f"{path}: ")
    assert words in told
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["course.gpx"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "course.gpx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert "it can't be written to" in refused(path)
    assert path.read_bytes() == b"old"
