"""What a DuckDB session needs before it opens a warehouse: bounded memory, extensions, and the keys to S3.

    open_extensions(connection, "ducklake", "postgres_scanner")      from the wheels duckdb-extension-…, no network
    open_s3(connection)                                              the same credentials that every S3 tool finds

Extensions are loaded from where pip installed them: nothing is copied, and nothing is asked of DuckDB's server.
"""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Mapping
from contextlib import suppress

import duckdb

from warehouse.errors import StorageError

BOUNDED = "SET memory_limit = '1GB'"
"""What does not fit goes to a folder on disk, so that a run's memory does not grow with its rows."""

WRITING = "SET threads = 1; SET checkpoint_threshold = '1KB'"
"""For writing to a file: a second thread makes it no faster, and rows go to their place when they are committed, not to
a write-ahead log before."""

LOADING = "SET memory_limit = '64MB'"
"""For bringing rows into a file, since DuckDB fills what it may take."""

COMPARING = "SET memory_limit = '128MB'"
"""For bringing rows beside others into a file: joins hold their one side, inserts from a table the rows of both."""

OFFLINE: Mapping[str, bool] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""Configuration of a session that loads extensions."""

_REGION = "us-east-1"


def open_extensions(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Load extensions into a session. Raises StorageError naming the package that lacks."""
    for name in names:
        try:
            folder = importlib.resources.files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
            connection.execute(f"LOAD {quoted(str(folder / f'{name}.duckdb_extension'))}")
        except (ImportError, duckdb.IOException) as error:
            package = f"duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}"
            raise StorageError(
                f"DuckDB's extension {name} {duckdb.__version__} cannot be loaded. Install the package {package} "
                "(it is in requirements.lock)."
            ) from error


def open_s3(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a session read and write s3:// with the credentials of the environment. Raises StorageError without any.

    They are looked for as every S3 tool does: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, the role of
    the machine; AWS_ENDPOINT_URL names a store other than Amazon's, AWS_DEFAULT_REGION the region.
    """
    import botocore.session  # here, because a warehouse in a file needs none of it

    session = botocore.session.Session()
    credentials = session.get_credentials()
    if credentials is None:
        raise StorageError(
            "There are no credentials for s3://. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE."
        )
    keys = credentials.get_frozen_credentials()
    options = {"KEY_ID": keys.access_key, "SECRET": keys.secret_key, "SESSION_TOKEN": keys.token or ""}
    options |= {"REGION": session.get_config_variable("region") or _REGION, **_endpoint()}
    written = ", ".join(f"{name} {quoted(value)}" for name, value in options.items() if value)
    open_extensions(connection, "httpfs")
    connection.execute(f"CREATE OR REPLACE SECRET s3 (TYPE s3, {written})")


def _endpoint() -> Mapping[str, str]:
    url = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if not url:
        return {}
    scheme, _, host = url.rpartition("://")
    return {"ENDPOINT": host.rstrip("/"), "URL_STYLE": "path", "USE_SSL": str(scheme != "http").lower()}


def close(connection: duckdb.DuckDBPyConnection) -> None:
    """Close a session that has PostgreSQL attached.

    Rolls back first: closing a session inside a transaction whose server is gone ends the whole program (1.5.5).
    """
    with suppress(duckdb.Error):
        connection.rollback()
    connection.close()


def quoted(text: str) -> str:
    """Text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
