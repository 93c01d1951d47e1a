"""Every setting of taizhang in one place, read from the environment, `.env` and `taizhang.toml`.

    TAIZHANG_WAREHOUSE=/data/ledger.duckdb python -m flows.ingest
    read_settings(batch_size=20).warehouse                "/data/ledger.duckdb"
    python -m flows.settings                              every setting, its value and where it comes from

A command-line option or a flow parameter goes before the environment, the environment before `.env`, that before
`taizhang.toml`, that before the default written here. Both files lie in the repository's folder, and a relative path
in them starts there; any other relative path starts in the current folder. Flows read settings; tasks and what lies
below get values. docs/settings.md is made from the declarations below.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows import ROOT
from tasks.errors import InputError
from warehouse.errors import LocationError
from warehouse.locations import locate

PREFIX = "TAIZHANG_"
DOTENV, TOML = ".env", "taizhang.toml"
HOME = ROOT
"""The folder that both files lie in."""
PAGE = ROOT / "docs" / "settings.md"

Outcome = Literal["complete", "complete_with_warnings", "partial", "interrupted", "blocked", "failed"]

_MASK = "**********"
_PRIVATE: dict[str, Any] = {"private": True}
"""Settings that are a person's or a secret: in no row, no log and no artifact."""


class Settings(BaseSettings):
    """The settings of one process; made by `read_settings`, which says in plain words what is wrong with one."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    warehouse: str = Field(
        str(ROOT / "warehouse" / "taizhang.duckdb"), description="The DuckDB file, or the DuckLake, to write."
    )
    documents: Path = Field(ROOT / "seeds" / "documents", description="Folder of reports to read.")
    sources: Path | None = Field(
        None, description="CSV of what is known of each report. Without it: `sources.csv` in the folder of reports."
    )
    contact: str | None = Field(
        None,
        description="Mail address or page that tells web servers who is asking. Needed where sources name addresses.",
        json_schema_extra=_PRIVATE,
    )
    publish_folder: Path | None = Field(
        None, description="Folder that `publish` writes to. Without it: `published` beside the warehouse."
    )
    licence: str = Field(
        "notspecified",
        pattern=r"^[A-Za-z0-9.+-]+$",
        description="Licence that publications carry, by its SPDX or Open Definition name: `CC-BY-4.0`.",
    )

    batch_size: int = Field(200, ge=1, le=100_000, description="Documents that go through a stage together.")
    runner: Literal["thread", "process", "dask"] = Field("thread", description="Where the stages run.")
    workers: int | None = Field(
        None, ge=1, le=1024, description="How many tasks run side by side. Without it: 2 threads, else one per core."
    )
    runner_address: str | None = Field(None, description="Scheduler of a Dask cluster that is there already.")
    store: str | None = Field(
        None, description="Folder or s3:// address for bytes and partitions. Without it: beside the warehouse."
    )

    loopback_port: int | None = Field(
        None,
        ge=1024,
        le=65_535,
        description="For tests only: ask no server but that on this port of this machine, and without pauses.",
    )

    lock_wait_seconds: float = Field(
        600, ge=0, le=86_400, description="How long a run waits for another writer before it says why not."
    )
    run_timeout_seconds: float = Field(
        43_200, gt=0, le=2_592_000, description="A run that takes longer is ended; the published state stays."
    )

    notify_webhook: SecretStr | None = Field(
        None, description="http(s) address that gets a POST of JSON when a run ends badly.", json_schema_extra=_PRIVATE
    )
    notify_block: str | None = Field(
        None,
        pattern=r"^[a-z0-9-]+/[a-z0-9-]+$",
        description="Prefect notification block, as type/name: `slack-webhook/team`.",
    )
    notify_from: Outcome = Field("partial", description="The mildest outcome that is told.")
    notify_timeout_seconds: float = Field(10, gt=0, le=300, description="The longest that telling may take.")

    keep_versions_days: int = Field(
        730, ge=0, le=36_500, description="How long `maintain` keeps texts that are no longer current."
    )
    keep_runs_days: int = Field(
        730, ge=1, le=36_500, description="How long `maintain` keeps finished runs and the results of their checks."
    )
    keep_partitions_days: int = Field(
        30, ge=0, le=36_500, description="How long `maintain` keeps what stages made, which can be made again."
    )

    @field_validator("warehouse")
    @classmethod
    def _location(cls, warehouse: str) -> str:
        try:
            return str(locate(Path(warehouse).expanduser() if warehouse.startswith("~") else warehouse))
        except LocationError as error:
            raise ValueError(str(error)) from None

    @field_validator("documents", "sources", "publish_folder")
    @classmethod
    def _home(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path else path

    @field_validator("notify_webhook")
    @classmethod
    def _address(cls, webhook: SecretStr | None) -> SecretStr | None:
        if webhook and not webhook.get_secret_value().startswith(("http://", "https://")):
            raise ValueError("should begin with http:// or https://")
        return webhook

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Say in which order the places are asked."""
        return (init_settings, *_places(settings_cls).values())

    def recorded(self, *names: str) -> dict[str, str | int | float | None]:
        """These settings as a row of `runs` has them; private ones are left out."""
        chosen = {name: getattr(self, name) for name in names if not _is_private(name)}
        return {name: str(value) if isinstance(value, Path) else value for name, value in chosen.items()}


class _Placed(NamedTuple):
    """A setting for a person: its value, masked where it is a secret, and the place it comes from."""

    name: str
    value: str
    place: str


class _DotEnv(DotEnvSettingsSource):
    """`.env`, whose relative paths start where it lies."""

    def __call__(self) -> dict[str, Any]:
        return _from_here(super().__call__())


class _Toml(TomlConfigSettingsSource):
    """`taizhang.toml`, whose relative paths start where it lies."""

    def __call__(self) -> dict[str, Any]:
        return _from_here(super().__call__())


def _places(settings: type[BaseSettings]) -> dict[str, PydanticBaseSettingsSource]:
    """The places that are asked, in their order."""
    return {
        "environment": EnvSettingsSource(settings),
        DOTENV: _DotEnv(settings, env_file=HOME / DOTENV),
        TOML: _Toml(settings, toml_file=HOME / TOML),
    }


def _from_here(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a file, relative paths among them starting where the file lies."""
    located = ("warehouse", "documents", "sources", "publish_folder", "store")
    return {name: _below_home(value) if name in located else value for name, value in values.items()}


def _below_home(value: object) -> object:
    return value if str(value).startswith(("~", "ducklake:")) or "://" in str(value) else str(HOME / str(value))


def read_settings(**given: Any) -> Settings:
    """The settings of this process; what is `given` (None: it is not) goes before every other place.

    Raises InputError with a line for every setting that cannot be used and every name that is none.
    """
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        wrong = list(_unknown())
        if wrong:
            raise InputError("\n".join(wrong))
        return Settings(**chosen)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{HOME / TOML}: {error}. Write it as name = value, texts in quotes.") from None
    except ValidationError as error:
        raise InputError("\n".join(_complaint(problem, chosen) for problem in error.errors())) from None


def _unknown() -> Iterator[str]:
    """A line for every name that no setting has, in the environment or a file."""
    for place, names in (("the environment", os.environ), (DOTENV, dotenv_values(HOME / DOTENV))):
        for variable in names:
            if variable.upper().startswith(PREFIX):
                yield from _no_setting(variable.upper().removeprefix(PREFIX).lower(), f"{variable} in {place}", PREFIX)
    if (HOME / TOML).is_file():
        for name in tomllib.loads((HOME / TOML).read_text(encoding="utf-8")):
            yield from _no_setting(name, f"{name} in {TOML}", "")


def _no_setting(name: str, what: str, prefix: str) -> Iterator[str]:
    if name in Settings.model_fields:
        return
    close = get_close_matches(name, Settings.model_fields, n=1)
    meant = prefix + (close[0].upper() if prefix else close[0]) if close else ""
    hint = f"Did you mean {meant}?" if meant else "Remove it; docs/settings.md lists the settings there are."
    yield f"{what}: taizhang has no such setting. {hint}"


def _complaint(problem: Mapping[str, Any], given: Mapping[str, object]) -> str:
    """One line that names the setting, its value, where it comes from, what is wrong and the way out."""
    name = str(problem["loc"][0])
    place, value = _origin(name, given)
    shown = _MASK if _is_private(name) or str(value).startswith("ducklake:") else repr(value)  # may hold a password
    default = _default_text(Settings.model_fields[name])
    wrong = str(problem["msg"]).removeprefix("Value error, ").rstrip(".")
    return (
        f"{name} is {shown} (from {_named(name, place)}): {wrong}. "
        f"Mend it or leave it out (then: {default}). See docs/settings.md."
    )


def _origin(name: str, given: Mapping[str, object]) -> tuple[str, object]:
    """The place that a setting comes from, and what stands there."""
    if name in given:
        return "option", given[name]
    for place, source in _places(Settings).items():
        values = source()
        if name in values:
            return place, values[name]
    return "default", Settings.model_fields[name].default


def _named(name: str, place: str) -> str:
    """How a setting is called in a place."""
    variable = f"{PREFIX}{name.upper()}"
    called = {"option": f"--{name.replace('_', '-')}", "environment": variable, DOTENV: f"{variable} in {DOTENV}"}
    return called.get(place, f"{name} in {place}")


def _is_private(name: str) -> bool:
    return Settings.model_fields[name].json_schema_extra == _PRIVATE


def effective(settings: Settings) -> Iterator[_Placed]:
    """Every setting as it is in force, with where it comes from; secrets are masked."""
    for name in Settings.model_fields:
        value = getattr(settings, name)
        text = "" if value is None else _MASK if _is_private(name) else str(value)
        yield _Placed(name, text, _origin(name, {})[0])


def page() -> str:
    """The text of docs/settings.md."""
    lines = [
        "# Settings",
        "",
        "<!-- Made by `python -m flows.settings --document` from flows/settings.py; edit there. -->",
    ]
    lines += ["", *(__doc__ or "").split("\n\n")[2].splitlines(), ""]
    lines += ["| in taizhang.toml | in the environment and `.env` | default | meaning |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        meaning = (
            f"{field.description} Private: masked, in no row and no log." if _is_private(name) else field.description
        )
        lines.append(f"| `{name}` | `{PREFIX}{name.upper()}` | {_default_text(field)} | {meaning}{_allowed(field)} |")
    return "\n".join(lines) + "\n"


def _default_text(field: FieldInfo) -> str:
    value = field.default
    if str(value).startswith(str(ROOT)):
        return f"`{Path(str(value)).relative_to(ROOT)}`"
    return "none" if value is None else f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _allowed(field: FieldInfo) -> str:
    """What values a setting may have, where that is declared."""
    choices = getattr(field.annotation, "__args__", ()) if "Literal" in str(field.annotation) else ()
    if choices:
        return " One of " + ", ".join(f"`{choice}`" for choice in choices) + "."
    bounds = [text for rule in field.metadata for text in _bound(rule)]
    return f" {' and '.join(bounds).capitalize()}." if bounds else ""


def _bound(rule: object) -> Iterator[str]:
    for attribute, words in (("ge", "at least"), ("gt", "more than"), ("le", "at most")):
        if getattr(rule, attribute, None) is not None:
            yield f"{words} {getattr(rule, attribute):,}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print every setting in force, or write its page; 2 when a setting cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m flows.settings", description="Show every setting in force.")
    parser.add_argument("--document", action="store_true", help="write docs/settings.md instead")
    if parser.parse_args(argv).document:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    try:
        settings = read_settings()
    except InputError as error:
        print(f"taizhang: {error}", file=sys.stderr)
        return 2
    for name, value, place in effective(settings):
        print(f"{name:24}{value:60}  {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
