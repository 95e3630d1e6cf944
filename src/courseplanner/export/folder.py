"""The output folder, written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from courseplanner.base.errors import OutputError
from courseplanner.base.i18n import text

__all__ = ["check_folder", "write_folder"]

_INDEX = "candidates.json"
_SIGNS = {_INDEX: (b'"schema"', b'"version"'), "courses.geojson": (b'"generator": "courseplanner ',)}
_COURSE_FILE, _COURSE_SIGN = "course.gpx", (b'creator="courseplanner ',)
_CANDIDATE_FOLDER = re.compile(r"[A-Z]{1,2}")
_HEAD_BYTES = 1_000


def check_folder(out: Path) -> None:
    """Find out whether a folder can take results, without changing anything.

    Raises
    ------
    OutputError
        If it is no folder, can't be written to, or holds something of the user's
        where results go.
    """
    try:
        _refuse_foreign(out, [*_SIGNS, "A"])
        nearest = next(folder for folder in (out, *out.absolute().parents) if os.path.lexists(folder))
        if not nearest.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(nearest))
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(nearest))
    except OSError as error:
        raise _refusal(out, error) from error


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder in place of those of an earlier run.

    The files are written beside, inside `out`, and then moved in by renaming,
    the index last. Where that fails, everything is put back. Only what an
    earlier run wrote is replaced; whatever else lies in `out` stays.

    Parameters
    ----------
    out : Path
        Made if need be.
    files : mapping of str to bytes
        By path below `out`, with `/`.

    Raises
    ------
    OutputError
        If something can't be written, or would replace what is not from an earlier run.
    """
    made: list[Path] = []
    try:
        _make(out, made)
        _refuse_foreign(out, _tops(files))
        work = Path(tempfile.mkdtemp(prefix=".courseplanner-", dir=out))
        try:
            _write_all(work / "new", files)
            _swap(out, work, _tops(files))
        finally:
            # Where an earlier run could not be put back, it is all that is left of it.
            shutil.rmtree(work / "new", ignore_errors=True)
            if not any((work / "old").glob("*")) or (out / _INDEX).exists():
                shutil.rmtree(work, ignore_errors=True)
    except BaseException as error:
        _unmake(made)
        if isinstance(error, OSError):
            raise _refusal(out, error) from error
        raise


def _tops(files: Iterable[str]) -> list[str]:
    """Give the entries of the folder itself, the index last."""
    tops = dict.fromkeys(name.split("/")[0] for name in files)
    return sorted(tops, key=lambda top: top == _INDEX)


def _make(out: Path, made: list[Path]) -> None:
    missing = [folder for folder in (out, *out.parents) if not os.path.lexists(folder)]
    for folder in reversed(missing):
        folder.mkdir()
        made.append(folder)
    if not out.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(out))


def _unmake(made: list[Path]) -> None:
    for folder in reversed(made):
        try:
            folder.rmdir()
        except OSError:
            return


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # some file systems tell only now that the disk is full


def _swap(out: Path, work: Path, tops: Iterable[str]) -> None:
    """Move the earlier run's entries out and the new ones in, or leave all as it was."""
    old = work / "old"
    old.mkdir()
    moves = [(out / name, old / name) for name in _earlier(out)]
    moves += [(work / "new" / name, out / name) for name in tops]
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            _move(source, target)
            done.append((source, target))
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        raise


def _move(source: Path, target: Path) -> None:
    """Rename; where an earlier run's entry can't be moved, name the file that another program holds.

    Windows moves no folder in which a file is open.
    """
    try:
        source.rename(target)
    except PermissionError as error:
        held = _held(source)
        if held is None:
            raise
        raise OutputError(
            str(held),
            text("it is open in another program, or may not be changed"),
            text("close it there and plan again, or choose another folder"),
        ) from error


def _held(entry: Path) -> Path | None:
    """Give the first file of an entry that can't be written to."""
    for path in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
        if path.is_file():
            try:
                with path.open("r+b"):
                    pass
            except OSError:
                return path
    return None


def _earlier(out: Path) -> list[str]:
    """Name what an earlier run wrote, the index first: it never names what is not there."""
    return [
        entry.name
        for entry in sorted(out.iterdir(), key=lambda entry: entry.name != _INDEX)
        if _is_ours(entry)
    ]


def _is_ours(entry: Path) -> bool:
    if entry.is_symlink():
        return False
    if entry.name in _SIGNS:
        return _begins_with(entry, _SIGNS[entry.name])
    return bool(_CANDIDATE_FOLDER.fullmatch(entry.name)) and _begins_with(entry / _COURSE_FILE, _COURSE_SIGN)


def _begins_with(path: Path, signs: Iterable[bytes]) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return all(sign in head for sign in signs)


def _refuse_foreign(out: Path, tops: Iterable[str]) -> None:
    for top in tops:
        entry = out / top
        if os.path.lexists(entry) and not _is_ours(entry):
            raise OutputError(
                str(entry),
                text("it is in the way and does not come from an earlier plan"),
                text("move it, or choose another folder"),
            )


def _refusal(out: Path, error: OSError) -> OutputError:
    """Say in one line why the folder can't be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            str(out), text("the disk is full"), text("free some space, or choose a folder on another disk")
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return OutputError(
            str(out),
            text("it is not a folder, or lies below a file"),
            text("choose a folder, or a name that is free"),
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return OutputError(
            str(out),
            text("it can't be written to"),
            text("close the programs that have its files open, or choose a folder that you may write to"),
        )
    why = error.strerror or type(error).__name__
    return OutputError(str(out), text("it can't be written ({why})", why=why), text("choose another folder"))
