"""Takes the pictures of the README anew: the evidence site of the seeds, in Debian's Chromium.

    make screenshots        reads seeds/documents into a warehouse of its own, builds its site, writes docs/images/*.png

The pictures are of the seeds, so that everybody who runs `make ingest` sees the same.
"""

from __future__ import annotations

import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import duckdb
from playwright.sync_api import Browser, sync_playwright

from flows.ingest import ingest
from tasks.site.task import write_site

HERE = Path(__file__).resolve().parent
SIZE = {"width": 1200, "height": 660}
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def pages(warehouse: Path) -> dict[str, str]:
    """The address of each picture: a number with its evidence is that of the README's first table."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        query = "SELECT document_id, figure_id FROM evidence WHERE quote = '2235人' AND metric = 'volunteers'"
        document, figure = connection.execute(query).fetchall()[0]
    return {
        "overview": "index.html",
        "figures": "figures.html#metric=volunteers",
        "document": f"documents/{document}.html#{figure}",
        "regions": "regions.html",
    }


def take(browser: Browser, address: str, picture: Path, language: str = "zh") -> None:
    """One picture of one page in a language."""
    page = browser.new_page(viewport=SIZE)
    page.goto(address)
    if language == "en":
        page.click("#language")
    page.wait_for_load_state("networkidle")
    picture.write_bytes(packed(page.screenshot()))
    page.close()


def packed(png: bytes) -> bytes:
    """The same picture with its data packed as small as zlib can, which Chromium does not take the time for."""
    at, head, data, tail = 8, png[:8], b"", b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunk, at = png[at : at + length + 12], at + length + 12
        if chunk[4:8] == b"IDAT":
            data += chunk[8:-4]
        elif data:
            tail += chunk
        else:
            head += chunk
    small = b"IDAT" + zlib.compress(zlib.decompress(data), 9)
    return head + struct.pack(">I", len(small) - 4) + small + struct.pack(">I", zlib.crc32(small)) + tail


def main() -> int:
    """Make the pictures; 2 when there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("taizhang: there is no Chromium here. Install Debian's package chromium.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        warehouse = Path(folder) / "seeds.duckdb"
        ingest(warehouse=str(warehouse))
        site = write_site(warehouse, Path(folder) / "site").folder
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        for name, address in pages(warehouse).items():
            take(browser, f"{site.as_uri()}/{address}", HERE / f"{name}.png")
        take(browser, f"{site.as_uri()}/figures.html#metric=volunteers", HERE / "figures-en.png", "en")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
