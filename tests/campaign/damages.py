"""Damages files in every way that storage and networks know, and reads each in a process of its own.

`python -m campaign.damages`, given files on standard input, prints what reading each came to.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from courseplanner.base.errors import CourseplannerError
from courseplanner.sources.heights.elevation_file import read_grid
from courseplanner.sources.region import read_region

__all__ = ["damaged", "outcomes"]

_WORLD = (-180.0, -90.0, 180.0, 90.0)


def damaged(content: bytes, flips: int, others: int, seed: int) -> Iterator[bytes]:
    """Give copies of a file: with one bit flipped, then cut, overwritten, or with parts exchanged."""
    draw = np.random.default_rng(seed)
    size = len(content)
    for _ in range(flips):
        bit = int(draw.integers(8 * size))
        one = bytearray(content)
        one[bit // 8] ^= 1 << bit % 8
        yield bytes(one)
    for number in range(others):
        one = bytearray(content)
        at = int(draw.integers(size))
        end = min(size, at + int(draw.integers(1, 4_000)))
        if number % 5 == 0:
            del one[at:]
        elif number % 5 == 1:
            one[at:end] = bytes(end - at)
        elif number % 5 == 2:
            one[at:end] = draw.bytes(end - at)
        elif number % 5 == 3:
            for place in draw.integers(1, min(size, 150), 4).tolist():
                one[-place] = int(draw.integers(256))
        else:
            one[:64] = draw.bytes(64)
        if one != content:
            yield bytes(one)


def outcomes(files: list[Path], folder: Path) -> list[str]:
    """Read files in one process: the digest of what each gave, or `refused`."""
    done = subprocess.run(
        [sys.executable, "-m", "campaign.damages"],
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr[-2_000:]}"
    return done.stdout.splitlines()


def _read(path: Path) -> str:
    try:
        found: Any = read_region([path]).roads if ".osm" in path.name else read_grid(path, _WORLD)[0]
    except CourseplannerError:
        return "refused"
    parts = (getattr(found, name) for name in found.__dataclass_fields__)
    told = (part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode() for part in parts)
    return hashlib.sha256(b"".join(told)).hexdigest()


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(_read(Path(line.strip())) + "\n")
