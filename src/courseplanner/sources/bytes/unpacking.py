"""Passes over the bytes of a file once: its hash, and how far it unpacks."""

from __future__ import annotations

import bz2
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress

__all__ = ["Scan", "first_bytes", "scan"]

MOST_UNPACKED = 1 << 30
"""A file may unpack to so many bytes whatever its size."""
MOST_UNPACKED_RATIO = 100
"""Beyond `MOST_UNPACKED`, to so many times its size; OSM XML packs to about a twelfth."""

_CHUNK = 1 << 20
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
# Deflate can't pack better than 1032 to 1: a small file needs no look inside.
_DEFLATE_RATIO = 1032


@dataclass(frozen=True, slots=True)
class Scan:
    """What a pass over the bytes showed.

    Parameters
    ----------
    sha256 : str
        In hex; empty where `too_large`.
    unpacked : int
        Bytes after unpacking, as far as they were counted.
    too_large : bool
        Whether it unpacks to more than a map of its size would.
    cut_off : bool
        Whether the packed data ends in the middle.
    streams : int
        Number of packed streams that stand one after the other, as far as they were counted.
    """

    sha256: str
    unpacked: int
    too_large: bool
    cut_off: bool
    streams: int


class _Unpacker(Protocol):
    """One packed stream; a file may hold several, one after the other."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def more(self, packed: bytes) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_WINDOW)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def more(self, packed: bytes) -> bytes:
        """Unpack at most one chunk; what is left of `packed` waits inside."""
        return self._stream.decompress(self._stream.unconsumed_tail + packed, _CHUNK)


class _Bzip2:
    def __init__(self) -> None:
        self._stream = bz2.BZ2Decompressor()

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def more(self, packed: bytes) -> bytes:
        """Unpack at most one chunk; what is left of `packed` waits inside."""
        return self._stream.decompress(packed, _CHUNK)


def _unpacker(packing: str) -> _Unpacker:
    return _Gzip() if packing == "gz" else _Bzip2()


class _Counter:
    """Counts what packed bytes unpack to, without keeping it."""

    def __init__(self, packing: str, most: int) -> None:
        self._packing = packing
        self._most = most
        self._stream = _unpacker(packing)
        self.streams_done = 0
        self._from_stream = 0
        self._done = False
        self.unpacked = 0

    @property
    def too_large(self) -> bool:
        return self.unpacked > self._most

    @property
    def cut_off(self) -> bool:
        # What follows a whole stream and unpacks to nothing is padding.
        return not self._done and (self._from_stream > 0 or self.streams_done == 0)

    def feed(self, packed: bytes, progress: Progress) -> None:
        """Take the next bytes of the file; damage ends the count, for the reader tells of it."""
        while not (self._done or self.too_large):
            progress.check()
            try:
                plain = self._stream.more(packed)
            except (zlib.error, OSError):
                self._done = True
                return
            self.unpacked += len(plain)
            self._from_stream += len(plain)
            packed = b""
            if self._stream.eof:
                packed = self._stream.unused_data
                self._stream = _unpacker(self._packing)
                self.streams_done += 1
                self._from_stream = 0
                if not packed:
                    return
            elif not plain:
                return


def scan(path: Path, packing: str | None, progress: Progress) -> Scan:
    """Hash a file, and count what it unpacks to.

    Parameters
    ----------
    path : Path
    packing : str or None
        `gz`, `bz2`, or none.
    progress : Progress

    Raises
    ------
    OSError
    CancelledError
    """
    size = path.stat().st_size
    most = max(MOST_UNPACKED, MOST_UNPACKED_RATIO * size)
    harmless = packing is None or (packing == "gz" and size * _DEFLATE_RATIO <= most)
    counter = None if harmless else _Counter(packing or "", most)
    sha256 = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            progress.report(done / size, text("checking {file}", file=path.name))
            sha256.update(chunk)
            done += len(chunk)
            if counter is not None:
                counter.feed(chunk, progress)
                if counter.too_large:
                    return Scan("", counter.unpacked, too_large=True, cut_off=False, streams=0)
    if counter is None:
        return Scan(sha256.hexdigest(), 0, too_large=False, cut_off=False, streams=0)
    return Scan(
        sha256=sha256.hexdigest(),
        unpacked=counter.unpacked,
        too_large=False,
        cut_off=counter.cut_off,
        streams=counter.streams_done,
    )


def first_bytes(path: Path, packing: str | None, count: int) -> bytes:
    """Give the first bytes of a file after unpacking; fewer where it is short or damaged.

    Raises
    ------
    OSError
    """
    with path.open("rb") as file:
        # A block of bzip2 unpacks as a whole or not at all.
        packed = file.read(count if packing is None else _CHUNK)
    if packing is None:
        return packed
    try:
        return _unpacker(packing).more(packed)[:count]
    except (zlib.error, OSError):
        return b""
