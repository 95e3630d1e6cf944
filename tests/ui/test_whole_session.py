"""Runs the whole sessions of `whole_session.py`, each in a process of its own.

Garbage must be collected on the window's thread alone: a process that ran other tests before has collectors,
threads and Qt objects of theirs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from campaign.size import many

LONGEST_S = 900
"""Only a session that hangs takes so long, on any machine."""


@pytest.mark.parametrize(
    "session",
    many(
        ["test_the_sample_from_opening_to_export"],
        ["test_the_sample_from_opening_to_export", "test_a_city_is_opened_and_planned"],
    ),
)
def test_a_whole_session(repo_root: Path, session: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command.append(f"tests/ui/whole_session.py::{session}")
    done = subprocess.run(
        command, cwd=repo_root, capture_output=True, encoding="utf-8", timeout=LONGEST_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if "1 skipped" in done.stdout:
        pytest.skip("needs the real data in ../shared/data, which is not here")
