"""The flows that a person or a schedule starts, and what they share: settings, stages, how a run ends.

Prefect reads its settings when it is imported, and `prefect.toml` only from the current folder. Both are taken
care of here, before any flow imports Prefect, so that a flow behaves the same from every folder; so is how polars
keeps memory. What the environment already says is left as it is.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def _environment(settings: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Prefect's environment variables for a table of its settings: server.ui.enabled -> PREFECT_SERVER_UI_ENABLED."""
    for name, value in settings.items():
        variable = f"{prefix}_{name.upper()}"
        if isinstance(value, Mapping):
            yield from _environment(value, variable)
        else:
            yield variable, str(value).lower() if isinstance(value, bool) else str(value)


def _quiet_prefect() -> None:
    settings = tomllib.loads((ROOT / "prefect.toml").read_text(encoding="utf-8"))
    for variable, value in _environment(settings, "PREFECT"):
        os.environ.setdefault(variable, value)
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "taizhang")


def prefect_home() -> Path:
    """The folder that Prefect keeps its server's database in."""
    return Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()


def _home_for_prefect() -> None:
    """Prefect makes its folder in the home folder, but no home folder that is missing; its server then never starts."""
    with suppress(OSError, RuntimeError):  # commands refuse to start without it, see flows.command
        prefect_home().mkdir(parents=True, exist_ok=True)


def _sparing_polars() -> None:
    """Polars gives memory back as soon as it is not needed again at once; left alone it keeps 120 MB of a load."""
    os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:20,muzzy_decay_ms:0,narenas:1")


_quiet_prefect()
_home_for_prefect()
_sparing_polars()
