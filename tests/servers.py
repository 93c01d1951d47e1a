"""Servers that tests start for real, on loopback: PostgreSQL, an S3 of moto, a Prefect that can be killed.

with postgres() as server:  server.database("lake1")   ->  "dbname=lake1 host=127.0.0.1 port=… user=taizhang"
with s3() as environment:   environment["AWS_ENDPOINT_URL"]  ->  "http://127.0.0.1:…"
with prefect(home, port) as address:  "http://127.0.0.1:…/api"

Each raises MissingError where its program is not installed; the fixtures in conftest.py skip then.
"""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "correct horse battery"  # noqa: S105 - of a server that ends with the tests
USER = "taizhang"
_START_SECONDS = 60


class MissingError(Exception):
    """A server's program is not installed."""


@dataclass(frozen=True)
class Postgres:
    programs: Path
    port: int

    def database(self, name: str) -> str:
        """Make a database; PostgreSQL's connection words for it, without the password."""
        self.ask(f"CREATE DATABASE {name}")
        return f"dbname={name} host=127.0.0.1 port={self.port} user={USER}"

    def ask(self, statement: str, database: str = "postgres") -> str:
        command = [self.programs / "psql", "-qAtX", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database]
        environment = {**os.environ, "PGPASSWORD": PASSWORD}
        asked = subprocess.run(
            [*command, "-c", statement], env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        return asked.stdout.strip()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server with an empty cluster of its own."""
    programs, user = _postgres_programs(), _postgres_user()
    folder = Path(tempfile.mkdtemp(prefix="taizhang-postgres-"))
    port = free_port()
    try:
        (folder / "password").write_text(PASSWORD)
        shutil.chown(folder, user)
        shutil.chown(folder / "password", user)
        where = ["-D", folder / "data"]
        access = ["-U", USER, "-A", "scram-sha-256", "--pwfile", folder / "password"]
        _run_as(user, [programs / "initdb", *where, *access, "--no-sync", "-E", "UTF8", "--locale=C"])
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        _run_as(user, [programs / "pg_ctl", *where, "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            yield Postgres(programs, port)
        finally:
            _run_as(user, [programs / "pg_ctl", *where, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_programs() -> Path:
    on_path = shutil.which("pg_ctl")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    if not found and not on_path:
        raise MissingError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def _postgres_user() -> str:
    """Who runs the server: PostgreSQL refuses root."""
    if os.geteuid():
        return getpass.getuser()
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    raise MissingError("PostgreSQL does not run as root, and there is no user postgres")


def _run_as(user: str, command: list[str | Path]) -> None:
    switch = ["runuser", "-u", user, "--"] if not os.geteuid() else []
    nowhere = subprocess.DEVNULL  # no pipes: the server would keep them open
    subprocess.run([*switch, *command], cwd="/", stdin=nowhere, stdout=nowhere, stderr=nowhere, check=True, timeout=120)


@contextmanager
def s3() -> Iterator[Mapping[str, str]]:
    """The environment under which every S3 client finds the server."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/moto-api/", server)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.kill()
        server.wait()


@contextmanager
def prefect(home: Path, port: int) -> Iterator[str]:
    """The address of a Prefect server that is killed, with all its processes, where the block ends."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    nowhere = subprocess.DEVNULL
    server = subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/health", server)
        yield f"http://127.0.0.1:{port}/api"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def make_bucket(environment: Mapping[str, str], name: str) -> str:
    """The s3:// address of a new bucket."""
    request = urllib.request.Request(f"{environment['AWS_ENDPOINT_URL']}/{name}", method="PUT")  # noqa: S310
    urllib.request.urlopen(request, timeout=30).close()  # noqa: S310 - our own server on loopback
    return f"s3://{name}"


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server on loopback
            return
        time.sleep(0.05)
    raise MissingError(f"{url} did not come up")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
