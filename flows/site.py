"""Builds the evidence site of a warehouse, and serves it on this machine alone.

    python -m flows.site                                    site/ from warehouse/taizhang.duckdb
    python -m flows.site --warehouse ledger.duckdb --out pages/
    python -m flows.site --serve                            then http://127.0.0.1:8000/

The site opens from disk as well (`site/index.html`); serving only spares the reader the path.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from flows import ROOT
from flows.command import exit_code
from flows.settings import read_settings
from tasks.site.task import write_site
from warehouse.locations import locate

SITE = ROOT / "site"
PORT = 8000


class _Handler(SimpleHTTPRequestHandler):
    """Serves the files of the site and says nothing of each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path, port: int) -> None:
    """Serve `folder` on the loopback interface until interrupted."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=folder)) as server:
        print(f"http://127.0.0.1:{server.server_port}/  (end with Ctrl-C)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m flows.site", description="Build the evidence site of a warehouse.")
    parser.add_argument("--warehouse", metavar="FILE", help="the DuckDB file to show (default: that of the settings)")
    parser.add_argument("--out", type=Path, default=SITE, metavar="DIR", help="the folder to write (default site/)")
    parser.add_argument("--exports", type=Path, metavar="DIR", help="folder of exports to offer as downloads")
    parser.add_argument("--serve", action="store_true", help="serve the site on this machine when it is built")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"where to serve (default {PORT}; 0: any)")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit codes are those of `flows.command`."""
    arguments = _arguments(argv)
    return exit_code(lambda: _build(arguments))


def _build(arguments: argparse.Namespace) -> None:
    location = locate(read_settings(warehouse=arguments.warehouse).warehouse)
    built = write_site(location, arguments.out, arguments.exports)
    print(f"{built.pages} pages, {built.size / 1e6:.1f} MB: {built.folder / 'index.html'}")
    if arguments.serve:
        serve(arguments.out, arguments.port)


if __name__ == "__main__":
    sys.exit(main())
