"""Compiled kernels, kept on disk between runs.

Kernels are functions that numba compiles to machine code, which takes seconds.
What was compiled is kept in a folder of the user, never beside the package,
so that it works where the package folder is read-only. Each state of the
kernels has a folder of its own: numba looks only at the file of the function
that it loads and would keep using a kernel whose callee, in another file, has
changed.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, overload

from courseplanner import __version__

__all__ = ["compiling", "kernel", "kernel_folder"]

P = ParamSpec("P")
R = TypeVar("R")

_PACKAGE = Path(__file__).resolve().parents[1]
_PREFIX = "courseplanner-"
_IMPORTED = re.compile(rb"^from courseplanner\.([\w.]+) import", re.MULTILINE)
_FOLDERS_KEPT = 4
_LEAST_FREE_BYTES = 64_000_000
"""Under this nothing is kept on disk: a disk that fills up in the middle of a run ends the run."""


@overload
def kernel(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def kernel(*, inner: bool = ..., **options: object) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def kernel(function: Callable[..., Any] | None = None, /, *, inner: bool = False, **options: object) -> Any:
    """Compile a function with numba at its first call, and keep the result on disk.

    Used as `@kernel` or `@kernel(inner=True)`. Kernels let go of Python's
    lock while they run, and divide floats as numpy does (by zero gives infinity
    or NaN).

    Parameters
    ----------
    function : callable
        At the top level of a module.
    inner : bool
        Whether only other kernels call it. It then compiles faster, for it gets no door to
        Python: calling it from Python ends the process.
    **options
        For `numba.njit`, over the defaults; `cache=False` keeps nothing on disk.

    Returns
    -------
    callable
        A numba dispatcher, which is called as the function is.
    """
    if function is None:
        return functools.partial(kernel, inner=inner, **options)
    import numba

    config: Any = numba.config
    folder = kernel_folder() if options.pop("cache", True) else None
    settings: dict[str, Any] = {"nogil": True, "error_model": "numpy", **options}
    if inner:
        settings |= {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    # The folder counts for this function alone: other users of numba in the process keep theirs.
    elsewhere = config.CACHE_DIR
    config.CACHE_DIR = "" if folder is None else str(folder)
    try:
        dispatcher = numba.njit(**settings)(function)
        if folder is not None:
            from courseplanner.base.kernel_files import keep_compiled

            keep_compiled(dispatcher, function)
        return dispatcher
    finally:
        config.CACHE_DIR = elsewhere


@contextmanager
def compiling(listener: Callable[[], None]) -> Iterator[None]:
    """Call `listener` each time a kernel has to be compiled, which takes seconds.

    A kernel that is found on disk, or that was compiled before in this process,
    calls nothing. What `listener` raises reaches the caller of the kernel.
    """
    from numba.core import event

    class Listener(event.Listener):
        def on_start(self, event: event.Event) -> None:
            if event.data["dispatcher"].py_func.__module__.startswith("courseplanner."):
                listener()

        def on_end(self, event: event.Event) -> None:
            """Nobody asks."""

    events: Any = event
    heard = Listener()
    events.register("numba:compile", heard)
    try:
        yield
    finally:
        events.unregister("numba:compile", heard)


@functools.cache
def kernel_folder() -> Path | None:
    """Give the folder of compiled kernels, made if need be.

    It lies in `NUMBA_CACHE_DIR` where the user has set that, else in the user's
    cache folder, else in a private one among the temporary files.

    Returns
    -------
    Path or None
        `None` where nothing can be written: kernels are then compiled in each run.
    """
    name = f"{_PREFIX}{__version__}-{_state_of_kernels()}"
    for base in (_base_of_user, _temporary_base):
        folder = _made(base, name)
        if folder is not None:
            return folder
    return None


def _state_of_kernels() -> str:
    """Digest all files that hold kernels, and those that they import: a constant is compiled in."""
    digest = hashlib.sha256()
    for file in sorted(_kernel_files()):
        digest.update(str(file.relative_to(_PACKAGE)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _kernel_files() -> set[Path]:
    found: set[Path] = set()
    for file in _PACKAGE.rglob("*.py"):
        content = file.read_bytes()
        if b"@kernel" in content:
            found.add(file)
            found.update(
                imported
                for module in _IMPORTED.findall(content)
                if (imported := _PACKAGE.joinpath(*module.decode().split(".")).with_suffix(".py")).is_file()
            )
    return found


def _base_of_user() -> Path:
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("courseplanner", appauthor=False)


def _temporary_base() -> Path:
    """Give a folder among the temporary files that no other user can write to.

    Raises
    ------
    OSError
        If it can't be made, or belongs to somebody else: what lies in it is run as code.
    """
    user = os.getuid() if hasattr(os, "getuid") else None
    base = Path(tempfile.gettempdir()) / ("courseplanner" if user is None else f"courseplanner-{user}")
    base.mkdir(mode=0o700, exist_ok=True)
    found = base.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(base)
    if user is not None and (found.st_uid != user or found.st_mode & 0o022):
        raise PermissionError(base)
    return base


def _made(base: Callable[[], Path], name: str) -> Path | None:
    """Make the folder and try whether it can be written to."""
    try:
        folder = base() / name
        if not folder.is_dir():
            folder.mkdir(parents=True)
            _forget_old(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
        return folder if shutil.disk_usage(folder).free >= _LEAST_FREE_BYTES else None
    except (OSError, RuntimeError):  # RuntimeError: there is no home folder
        return None


def _forget_old(newest: Path) -> None:
    """Remove what earlier versions have compiled, but for the last few."""
    folders = [folder for folder in newest.parent.glob(f"{_PREFIX}*") if folder != newest and folder.is_dir()]
    folders.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[_FOLDERS_KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
