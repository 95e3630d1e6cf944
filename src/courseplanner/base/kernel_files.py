"""Files of compiled kernels, each held to a digest of its own.

numba keeps an index of each function, and a file of machine code for each entry of it. A file that was cut
or garbled ends every later run there, and two processes that compile the same function at once can write
each other's entries. Here each compiled kernel is one file, whose name follows from what it was compiled
for, and whose first bytes are a digest of the rest. One that is not whole is dropped, and compiled again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba.core.caching import FunctionCache
from numba.core.serialize import dumps

__all__ = ["keep_compiled"]

_FORM = 2
"""Counts the ways in which these files were ever written."""
_DIGEST_BYTES = hashlib.sha256().digest_size


def keep_compiled(dispatcher: Any, function: Callable[..., Any]) -> None:
    """Have a dispatcher of numba look for its machine code in the folder that numba is set to.

    Parameters
    ----------
    dispatcher : numba.core.dispatcher.Dispatcher
        Made without `cache=True`.
    function : callable
        What it compiles.
    """
    dispatcher._cache = _KernelCache(function)  # noqa: SLF001 - where `enable_caching` puts numba's own


class _KernelCache(FunctionCache):
    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)  # type: ignore[no-untyped-call]
        self._cache_file: Any = _KernelFiles(
            Path(self.cache_path), self._impl.filename_base, self._impl.locator.get_source_stamp()
        )


class _KernelFiles:
    """Stands in for numba's index and data files of one function."""

    def __init__(self, folder: Path, base: str, stamp: object) -> None:
        self._folder = folder
        self._base = base
        self._made_for = f"{_FORM} {numba.__version__} {stamp!r}"

    def flush(self) -> None:
        """Forget what was compiled of this function."""
        for path in self._folder.glob(f"{self._base}.*.kernel"):
            _drop(path)

    def load(self, key: object) -> Any:
        """Give what was saved under a key, or `None`; a file that is not whole is dropped."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content[_DIGEST_BYTES:]).digest() != content[:_DIGEST_BYTES]:
            _drop(path)
            return None
        base, saved_for, data = pickle.loads(content[_DIGEST_BYTES:])  # noqa: S301 - the user's own folder
        # Two functions that differ in a constant have the same key: the file of the other may stand here.
        return data if (base, saved_for) == (self._base, key) else None

    def save(self, key: object, data: object) -> None:
        """Write beside, then rename; a disk that is full or that nobody may write to is no obstacle."""
        content: bytes = dumps((self._base, key, data))  # type: ignore[no-untyped-call]
        path = self._path(key)
        beside = path.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            with beside.open("xb") as file:
                file.write(hashlib.sha256(content).digest() + content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError:
            _drop(beside)

    def _path(self, key: object) -> Path:
        """Name the file by all that its machine code depends on, so that no index is needed."""
        made_for = f"{self._made_for} {key!r}".encode()
        return self._folder / f"{self._base}.{hashlib.sha256(made_for).hexdigest()[:24]}.kernel"


def _drop(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
