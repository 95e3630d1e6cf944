"""A zip file whose bytes do not depend on the library that packs it.

zlib and its relatives pack the same bytes in different ways. The tile is made
of smooth rows, so a packer that knows two distances alone, the cell before and
the cell above, does well enough (RFC 1951, fixed codes).
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["deflated", "write_zip"]

_SHORTEST, _LONGEST = 3, 258
_MADE = (2 << 9) | (1 << 5) | 1
"""Date of the member in MS-DOS form: 1982-01-01, for the content has no date."""


def _lengths() -> list[tuple[int, int, int]]:
    """Give code, number of extra bits and their value for each match length (RFC 1951, 3.2.5)."""
    table = [(0, 0, 0)] * (_LONGEST + 1)
    code, length = 257, _SHORTEST
    while length < _LONGEST:
        extra = max(0, (code - 261) // 4) if code < 285 else 0
        for value in range(1 << extra):
            if length + value < _LONGEST:
                table[length + value] = (code, extra, value)
        length, code = length + (1 << extra), code + 1
    table[_LONGEST] = (285, 0, 0)
    return table


def _distance_code(far: int) -> tuple[int, int, int]:
    """Give code, number of extra bits and their value of a distance (RFC 1951, 3.2.5)."""
    if far <= 4:
        return far - 1, 0, 0
    extra = (far - 1).bit_length() - 2
    return 2 * extra + ((far - 1) >> extra), extra, (far - 1) & ((1 << extra) - 1)


def _reversed(value: int, bits: int) -> int:
    return int(f"{value:0{bits}b}"[::-1], 2)


def _symbol(code: int) -> tuple[int, int]:
    """Give the bits of a literal or length in the order they are written, and how many."""
    if code < 144:
        return _reversed(0x30 + code, 8), 8
    if code < 256:
        return _reversed(0x190 + code - 144, 9), 9
    if code < 280:
        return _reversed(code - 256, 7), 7
    return _reversed(0xC0 + code - 280, 8), 8


def _joined(*parts: tuple[int, int]) -> tuple[int, int]:
    value, bits = 0, 0
    for more, count in parts:
        value, bits = value | (more << bits), bits + count
    return value, bits


def _runs(data: NDArray[np.uint8], far: int) -> NDArray[np.int64]:
    """Give at each byte for how many bytes the data repeats what stands `far` before."""
    same = np.zeros(len(data), dtype=bool)
    same[far:] = data[far:] == data[:-far]
    breaks = np.where(~same, np.arange(len(data)), len(data))
    following = np.minimum.accumulate(breaks[::-1])[::-1]
    return following - np.arange(len(data))


def deflated(content: bytes, distances: tuple[int, ...]) -> bytes:
    """Pack bytes with matches at a few distances.

    Parameters
    ----------
    content : bytes
    distances : tuple of int
        Bytes to look back, the cheapest first.
    """
    data = np.frombuffer(content, dtype=np.uint8)
    runs = [_runs(data, far).tolist() for far in distances]
    symbols = [_symbol(code) for code in range(286)]
    matches = [[_match(length, far, symbols) for length in _lengths()] for far in distances]
    out, pending, filled, at = bytearray(), 0b011, 3, 0
    while at < len(content):
        length, which = max((min(run[at], _LONGEST), -k) for k, run in enumerate(runs))
        if length >= _SHORTEST:
            value, bits = matches[-which][length]
            at += length
        else:
            value, bits = symbols[content[at]]
            at += 1
        pending |= value << filled
        filled += bits
        if filled >= 4_096:
            whole = filled // 8
            out += (pending & ((1 << (8 * whole)) - 1)).to_bytes(whole, "little")
            pending, filled = pending >> (8 * whole), filled - 8 * whole
    filled += 7  # the end code is seven zeros
    return bytes(out + pending.to_bytes((filled + 7) // 8, "little"))


def _match(length: tuple[int, int, int], far: int, symbols: list[tuple[int, int]]) -> tuple[int, int]:
    code, extra, value = length
    distance, more, rest = _distance_code(far)
    return _joined(symbols[code], (value, extra), (_reversed(distance, 5), 5), (rest, more))


def write_zip(file: Path, name: str, content: bytes, distances: tuple[int, ...]) -> None:
    """Write a zip file with one member (PKWARE APPNOTE 6.3, 4.3)."""
    packed = deflated(content, distances)
    label = name.encode("ascii")
    common = struct.pack(
        "<HHHHHIIIHH", 20, 0, 8, 0, _MADE, zlib.crc32(content), len(packed), len(content), len(label), 0
    )
    local = b"PK\x03\x04" + common + label
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + label
    start = len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), start, 0)
    file.write_bytes(local + packed + entry + end)
