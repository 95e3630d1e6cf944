"""Files of compiled kernels: what is not whole is never served, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.base.kernel_files import _KernelFiles

KEY, DATA = ("int64 (float64)", ("x86_64", "+avx")), {"code": bytes(range(256))}


@pytest.fixture
def files(tmp_path: Path) -> _KernelFiles:
    made = _KernelFiles(tmp_path, "kernels.steps-1", "today")
    made.save(KEY, DATA)
    return made


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_was_saved_is_found_under_its_key_alone(files: _KernelFiles, tmp_path: Path) -> None:
    assert files.load(KEY) == DATA
    assert files.load((KEY[0], ("arm64", ""))) is None
    assert _KernelFiles(tmp_path, "kernels.steps-1", "tomorrow").load(KEY) is None
    assert only_file(tmp_path).suffix == ".kernel"


@given(cut=st.integers(0, 500), at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_nothing_that_is_cut_or_garbled_is_served(
    cut: int, at: int, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("kernels")
    made = _KernelFiles(folder, "kernels.steps-1", "today")
    made.save(KEY, DATA)
    file = only_file(folder)
    content = bytearray(file.read_bytes())
    content[at % len(content)] ^= 1 << bit
    file.write_bytes(content[: len(content) - cut])
    assert made.load(KEY) is None
    assert list(folder.iterdir()) == []
    made.save(KEY, DATA)
    assert made.load(KEY) == DATA


@pytest.mark.parametrize("stand_in", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"")])
def test_what_stands_in_its_place_is_no_obstacle(
    files: _KernelFiles, tmp_path: Path, stand_in: Callable[[Path], object]
) -> None:
    file = only_file(tmp_path)
    file.unlink()
    stand_in(file)
    assert files.load(KEY) is None
    files.save(KEY, DATA)
    assert [path for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_the_file_of_another_function_is_not_served(files: _KernelFiles, tmp_path: Path) -> None:
    other = _KernelFiles(tmp_path, "kernels.other-1", "today")
    other.save(KEY, {"code": b"other"})
    (own,) = tmp_path.glob("kernels.steps-1.*")
    (foreign,) = tmp_path.glob("kernels.other-1.*")
    foreign.replace(own)
    assert files.load(KEY) is None


def test_flushing_forgets(files: _KernelFiles, tmp_path: Path) -> None:
    files.flush()
    assert list(tmp_path.iterdir()) == []
