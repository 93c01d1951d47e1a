"""Every setting of taizhang in one place, read from the environment, `.env` and `taizhang.toml`.

    TAIZHANG_WAREHOUSE=/data/ledger.duckdb python -m flows.ingest
    Settings().warehouse                                Path("/data/ledger.duckdb")

A command-line option or a flow parameter goes before the environment, the environment before `.env`, that before
`taizhang.toml`, that before the default written here. Flows read settings; tasks and what lies below get values.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from flows import ROOT


class Settings(BaseSettings):
    """The settings of one process; making it validates all of them."""

    model_config = SettingsConfigDict(
        env_prefix="TAIZHANG_", env_file=".env", toml_file="taizhang.toml", extra="forbid", frozen=True
    )

    warehouse: Path = Field(ROOT / "warehouse" / "taizhang.duckdb", description="The DuckDB file to write.")
    documents: Path = Field(ROOT / "seeds" / "documents", description="Folder of reports to read.")

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
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)
