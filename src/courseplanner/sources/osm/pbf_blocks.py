"""Walks over the blocks of an OSM PBF file, to see that it ends where the last of them does."""

from __future__ import annotations

from pathlib import Path

__all__ = ["is_cut_off"]

_LARGEST_HEADER = 1 << 16
_DATA_SIZE = 3
"""The field of a block's header that tells how long its data is (BlobHeader.datasize)."""
_VARINT, _BYTES = 0, 2


def is_cut_off(path: Path) -> bool:
    """Tell whether a file ends within a block; libosmium takes a few bytes after the last one for its end.

    A file that is cut between two blocks can't be known from a whole one.

    Raises
    ------
    OSError
    """
    size = path.stat().st_size
    at = 0
    with path.open("rb") as file:
        while at < size:
            file.seek(at)
            length = int.from_bytes(file.read(4), "big")
            header = file.read(length) if 0 < length <= _LARGEST_HEADER else b""
            data_size = _data_size(header)
            if len(header) != length or data_size is None:
                return True
            at += 4 + length + data_size
    return at != size


def _data_size(header: bytes) -> int | None:
    """Read one field of a protocol buffer; `None` where it is not there, or the header is garbled."""
    at = 0
    while at < len(header):
        tag, at = _number(header, at)
        value, at = _number(header, at)
        if tag >> 3 == _DATA_SIZE and tag & 7 == _VARINT:
            return value
        if tag & 7 == _BYTES:
            at += value
        elif tag & 7 != _VARINT:
            return None
    return None


def _number(header: bytes, at: int) -> tuple[int, int]:
    """Read a base-128 number; give it, and where the next field begins."""
    value = shift = 0
    while at < len(header):
        byte = header[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            break
    return value, at
