"""Files, each written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from courseplanner.base.errors import OutputError
from courseplanner.base.i18n import text

__all__ = ["check_file", "write_file", "write_files"]


def check_file(path: Path) -> None:
    """Find out before long work whether a file could be written, changing nothing.

    Raises
    ------
    OutputError
        If it can't.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_other_than_files(path, target)
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target.parent))
    except OSError as error:
        raise _refusal(path, error) from error
    except ValueError as error:
        raise _no_name(path) from error


def write_file(path: Path, content: bytes) -> None:
    """Put a file in place of an older one of its name.

    It is written beside, and then renamed. A link is followed, and the
    permissions of an older file stay.

    Parameters
    ----------
    path : Path
        In a folder that exists.
    content : bytes

    Raises
    ------
    OutputError
        If it can't be written; what was there before is still there then.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_other_than_files(path, target)
        beside = target.with_name(f".courseplanner-{secrets.token_hex(8)}")
        try:
            _write(beside, content)
            if target.exists():
                shutil.copymode(target, beside)
            beside.replace(target)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(path, error) from error
    except ValueError as error:
        raise _no_name(path) from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, in place of older ones of their names; whatever else lies there stays.

    Nothing is written where one of them could not be.

    Parameters
    ----------
    folder : Path
        Made if need be.
    files : mapping of str to bytes
        By name.

    Raises
    ------
    OutputError
        If the folder can't be made, or a file can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTDIR):
            raise OutputError(
                str(folder),
                text("it is not a folder, or lies below a file"),
                text("choose a folder, or a name that is free"),
            ) from error
        raise _refusal(folder, error) from error
    except ValueError as error:
        raise _no_name(folder) from error
    for name in files:
        check_file(folder / name)
    for name, content in files.items():
        write_file(folder / name, content)


def _no_name(path: Path) -> OutputError:
    """Say that a name holds a null byte, or half a letter."""
    return OutputError(ascii(str(path)), text("it is not a valid file name"), text("choose another name"))


def _refuse_other_than_files(path: Path, target: Path) -> None:
    if not target.exists():
        return
    if not target.is_file():
        problem = text("it is a folder") if target.is_dir() else text("it is a device, not a file")
        raise OutputError(str(path), problem, text("choose the name of a file"))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # some file systems tell only now that the disk is full


def _refusal(path: Path, error: OSError) -> OutputError:
    """Say in one line why the file can't be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            str(path), text("the disk is full"), text("free some space, or choose a folder on another disk")
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return OutputError(
            str(path), text("its folder does not exist"), text("make the folder, or choose another one")
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return OutputError(
            str(path),
            text("it can't be written to"),
            text("choose a folder that you may write to, or close the program that holds the file"),
        )
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(str(path), text("its name is too long"), text("choose a shorter name"))
    why = error.strerror or type(error).__name__
    return OutputError(
        str(path), text("it can't be written ({why})", why=why), text("choose another name or folder")
    )
