"""Runs the whole sessions of `whole_session.py`, each in a process of its own.

Offscreen, Chromium now and then stops answering (about one session in seven, seen with PySide6 6.11.3; why
is not known). A session that hangs is begun again; one that fails an assertion fails at once.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TRIES = 3
LONGEST_S = 100
"""Well below what a session waits for itself."""


@pytest.mark.parametrize(
    "session",
    ["test_the_sample_from_opening_to_export", "test_a_city_is_opened_and_planned_without_a_stall"],
)
def test_a_whole_session(repo_root: Path, session: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command.append(f"tests/ui/whole_session.py::{session}")
    for _ in range(TRIES):
        try:
            done = subprocess.run(
                command, cwd=repo_root, capture_output=True, encoding="utf-8", timeout=LONGEST_S, check=False
            )
        except subprocess.TimeoutExpired:
            continue
        assert done.returncode == 0, done.stdout + done.stderr
        if "1 skipped" in done.stdout:
            pytest.skip("needs the real data in ../shared/data, which is not here")
        return
    pytest.fail(f"{TRIES} sessions hung")
