"""Carries messages between two processes over a pair of pipes. Without Qt."""

from __future__ import annotations

import pickle
from io import RawIOBase
from typing import Any

__all__ = ["GoneError", "Wire"]

_HEAD_BYTES = 8


class GoneError(Exception):
    """The other side is no longer there."""


class Wire:
    """Sends and receives whole values.

    One thread may send while another receives. The other side is trusted: what comes is unpickled.

    Parameters
    ----------
    reader, writer : RawIOBase
        Unbuffered ends of two pipes. Closed with `close`.
    """

    def __init__(self, reader: RawIOBase, writer: RawIOBase) -> None:
        self._reader = reader
        self._writer = writer

    def send(self, value: object) -> None:
        """Send a value whole. What can't be pickled raises before anything is sent.

        Raises
        ------
        GoneError
            If nobody is there to read it.
        """
        body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        try:
            self._write(len(body).to_bytes(_HEAD_BYTES, "big"))
            self._write(body)
        except OSError as error:
            raise GoneError from error

    def receive(self) -> Any:
        """Wait for the next value.

        Raises
        ------
        GoneError
            If nobody is there to send one.
        """
        try:
            size = int.from_bytes(self._read(_HEAD_BYTES), "big")
            body = self._read(size)
        except OSError as error:
            raise GoneError from error
        return pickle.loads(body)  # noqa: S301 - from a process that this program started itself

    def close(self) -> None:
        """Close both pipes."""
        self._reader.close()
        self._writer.close()

    def _write(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            rest = rest[self._writer.write(rest) or 0 :]

    def _read(self, size: int) -> bytearray:
        content = bytearray(size)
        with memoryview(content) as room:
            filled = 0
            while filled < size:
                count = self._reader.readinto(room[filled:])
                if not count:
                    raise GoneError
                filled += count
        return content
