"""Runs the app as the command does, and has its session watched; `bench_app.py` starts it.

Without Qt on top: the engine must start before Qt is loaded, as it does in the app.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineProfile

    from courseplanner.ui.map.scheme import MapServer, OnlyOurs
    from courseplanner.ui.shell.session import Session


def main() -> int:
    """Run the app until it has planned, and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--brief", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--began", type=float, required=True)
    options = parser.parse_args()
    _have_it_watched(options)

    from courseplanner.cli import main as cli

    return cli.main(["app", str(options.file)])


def _have_it_watched(options: argparse.Namespace) -> None:
    """Stand in for what the app makes, as late as the app imports it."""
    from courseplanner.ui.shell import app

    run: Any = app._run

    def watched_run(*arguments: Any) -> int:
        from bench.app_watch import AppWatch, Errand
        from courseplanner.ui.map import view as views
        from courseplanner.ui.shell import session as sessions

        make_session, make_profile = sessions.Session, views.map_profile
        guards: list[OnlyOurs] = []

        def map_profile(profile: QWebEngineProfile) -> tuple[MapServer, OnlyOurs]:
            server, guard = make_profile(profile)
            guards.append(guard)
            return server, guard

        def session(*given: Any, **named: Any) -> Session:
            made = make_session(*given, **named)
            AppWatch(made, guards[0], Errand(options.brief, options.out, options.began))
            return made

        views.map_profile = map_profile
        sessions.Session = session  # type: ignore[assignment,misc]
        return int(run(*arguments))

    app._run = watched_run  # type: ignore[assignment]


if __name__ == "__main__":
    sys.exit(main())
