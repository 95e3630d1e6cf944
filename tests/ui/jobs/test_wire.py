"""Messages over real pipes."""

from __future__ import annotations

import io
import os
import pickle
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from courseplanner.ui.jobs.wire import GoneError, Wire


@pytest.fixture
def ends() -> Iterator[tuple[Wire, Wire]]:
    """Two ends of one line."""
    (a_reads, b_writes), (b_reads, a_writes) = os.pipe(), os.pipe()
    a = Wire(io.FileIO(a_reads, "rb"), io.FileIO(a_writes, "wb"))
    b = Wire(io.FileIO(b_reads, "rb"), io.FileIO(b_writes, "wb"))
    yield a, b
    a.close()
    b.close()


def test_values_come_whole_and_in_order(ends: tuple[Wire, Wire]) -> None:
    here, there = ends
    large = np.arange(1_000_000)

    def send_all() -> None:
        for value in ("first", large, None):
            here.send(value)

    sender = threading.Thread(target=send_all)
    sender.start()
    assert there.receive() == "first"
    assert np.array_equal(there.receive(), large)
    assert there.receive() is None
    sender.join()
    there.send("back")
    assert here.receive() == "back"


def test_what_cannot_be_pickled_sends_nothing(ends: tuple[Wire, Wire]) -> None:
    here, there = ends
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        here.send(threading.Lock())
    here.send("next")
    assert there.receive() == "next"


@pytest.mark.parametrize("sent", [b"", b"\0\0\0", (100).to_bytes(8, "big") + b"half"])
def test_a_line_that_ends_is_told(sent: bytes) -> None:
    reading, writing = os.pipe()
    os.write(writing, sent)
    os.close(writing)
    with io.FileIO(reading, "rb") as reader, pytest.raises(GoneError):
        Wire(reader, io.BytesIO()).receive()  # type: ignore[arg-type]


def test_sending_to_nobody_is_told() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with io.FileIO(writing, "wb") as writer, pytest.raises(GoneError):
        Wire(io.BytesIO(), writer).send("anybody?")  # type: ignore[arg-type]
