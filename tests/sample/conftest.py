"""What the tests of the sample region share."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sample.valley_map import ValleyMap, read_map


@pytest.fixture(scope="session")
def valley(sample: Path) -> ValleyMap:
    """The map as committed."""
    return read_map(sample / "yunling.osm")


@pytest.fixture(scope="session")
def tile(sample: Path) -> NDArray[np.float64]:
    """Heights of the tile as committed, north row first."""
    with zipfile.ZipFile(sample / "N24E104.hgt.zip") as packed:
        content = packed.read("N24E104.hgt")
    return np.frombuffer(content, dtype=">i2").reshape(1201, 1201).astype(np.float64)
