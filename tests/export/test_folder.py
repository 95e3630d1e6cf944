"""The output folder: whole or not at all, and nothing of the user's is touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from courseplanner.base.errors import OutputError
from courseplanner.export.folder import check_folder, write_folder

GPX = b'<gpx version="1.1" creator="courseplanner 0.1.0">'
LINES = b'{"type": "FeatureCollection", "generator": "courseplanner 0.1.0"}'


def files(*names: str, seed: int = 1) -> dict[str, bytes]:
    """What a run writes."""
    index = b'{\n "schema": 1,\n "version": "0.1.0", "seed": %d}\n' % seed
    courses = {f"{name}/course.gpx": GPX + b"%d" % seed for name in names}
    return {
        **courses,
        **({"courses.geojson": LINES + b"%d" % seed} if names else {}),
        "candidates.json": index,
    }


def below(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden things included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"(folder)"
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


class FailingOnce:
    """Stands in for a function of the system and fails at one of its calls."""

    def __init__(self, real: object, at: int, number: int) -> None:
        self.real, self.at, self.number, self.calls = real, at, number, 0

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        if self.calls == self.at:
            raise OSError(self.number, os.strerror(self.number))
        return self.real(*arguments)  # type: ignore[operator]


def test_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    out = tmp_path / "out" / "demo"
    write_folder(out, files("A", "B"))
    assert below(out) == files("A", "B")


def test_an_earlier_run_is_replaced_whole(tmp_path: Path) -> None:
    write_folder(tmp_path, files("A", "B", "C"))
    (tmp_path / "A" / "note-of-the-earlier-run.txt").write_text("old")
    write_folder(tmp_path, files("A", seed=2))
    assert below(tmp_path) == files("A", seed=2)


def test_where_nothing_fits_the_index_stands_alone(tmp_path: Path) -> None:
    write_folder(tmp_path, files("A", "B"))
    write_folder(tmp_path, files(seed=2))
    assert below(tmp_path) == files(seed=2)


def test_what_the_user_keeps_there_stays(tmp_path: Path) -> None:
    kept = {
        "notes.txt": b"mine",
        "B2/course.gpx": GPX,
        "Q/course.gpx": b'<gpx creator="a watch">',
        "Z/a.txt": b"",
    }
    for name, content in kept.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    write_folder(tmp_path, files("A"))
    write_folder(tmp_path, files("A", seed=2))
    assert below(tmp_path) == {**kept, **files("A", seed=2)}


@pytest.mark.parametrize("name", ["A/course.gpx", "A/plan.txt", "candidates.json", "courses.geojson"])
def test_what_is_in_the_way_is_named_and_kept(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    top = name.partition("/")[0]
    attempts: tuple[Callable[[], None], ...] = (
        lambda: write_folder(tmp_path, files("A")),
        lambda: check_folder(tmp_path),
    )
    for attempt in attempts:
        with pytest.raises(OutputError, match="does not come from an earlier plan") as refused:
            attempt()
        assert refused.value.where == str(tmp_path / top)
    assert below(tmp_path) == {name: b"mine"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write_folder(tmp_path / "elsewhere", files("A"))
    out = tmp_path / "out"
    out.mkdir()
    (out / "A").symlink_to(tmp_path / "elsewhere" / "A", target_is_directory=True)
    with pytest.raises(OutputError, match="does not come from an earlier plan"):
        write_folder(out, files("A", seed=2))
    assert below(tmp_path / "elsewhere") == files("A")


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_file_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    attempts: tuple[Callable[[Path], None], ...] = (check_folder, lambda out: write_folder(out, files("A")))
    for attempt in attempts:
        with pytest.raises(OutputError, match="not a folder") as refused:
            attempt(tmp_path / name)
        assert refused.value.where == str(tmp_path / name)
    assert below(tmp_path) == {"file": b"mine"}


def test_a_folder_without_permission_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the administrator may write anywhere
    with pytest.raises(OutputError, match="can't be written to"):
        check_folder(tmp_path / "new")
    assert below(tmp_path) == {}


def test_checking_changes_nothing(tmp_path: Path) -> None:
    check_folder(tmp_path / "new" / "folder")
    assert below(tmp_path) == {}


@pytest.mark.parametrize("at", [1, 2, 3, 4])
@pytest.mark.parametrize("earlier", [False, True])
def test_a_full_disk_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, *, earlier: bool
) -> None:
    out = tmp_path / "new" / "out"
    if earlier:
        write_folder(out, files("A", "B", "C"))
    before = below(tmp_path)
    monkeypatch.setattr(os, "fsync", FailingOnce(os.fsync, at, errno.ENOSPC))
    with pytest.raises(OutputError, match="disk is full"):
        write_folder(out, files("A", "B", seed=2))
    assert below(tmp_path) == before


@pytest.mark.parametrize("at", range(1, 10))
def test_a_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    write_folder(tmp_path, files("A", "B", "C"))
    moves = FailingOnce(os.rename, at, errno.EIO)
    monkeypatch.setattr(os, "rename", moves)
    with pytest.raises(OutputError, match="can't be written"):
        write_folder(tmp_path, files("A", "B", seed=2))
    assert moves.calls >= at
    assert below(tmp_path) == files("A", "B", "C")


def test_a_stop_in_the_middle_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, files("A"))

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, files("A", seed=2))
    assert below(tmp_path) == files("A")


@pytest.mark.parametrize("held", ["A/course.gpx", "candidates.json"])
def test_a_file_that_another_program_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    """As on Windows, which neither moves what is open nor a folder around it."""
    write_folder(tmp_path, files("A", "B"))
    before = below(tmp_path)
    path = tmp_path / held
    for name in ("rename", "open"):
        monkeypatch.setattr(Path, name, HeldOpen(path, name, getattr(Path, name)))
    with pytest.raises(OutputError, match="open in another program") as refused:
        write_folder(tmp_path, files("A", seed=2))
    assert str(refused.value).startswith(f"{path}: ")
    monkeypatch.undo()
    assert below(tmp_path) == before


class HeldOpen:
    """Stands in for a function of the system, and refuses to touch one file."""

    def __init__(self, held: Path, name: str, real: Callable[..., object]) -> None:
        self.held, self.name, self.real = held, name, real

    def __get__(self, path: Path, _kind: type[Path]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            moves_it = self.name == "rename" and self.held.is_relative_to(path)
            if moves_it or (path == self.held and "r+b" in arguments):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return self.real(path, *arguments)

        return call
