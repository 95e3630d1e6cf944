from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# In a process of its own: it sets up logging anew, and turns off every logger that there is.
RUN = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_the_layers_of_the_design_hold(repo_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=repo_root, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts:" in done.stdout
