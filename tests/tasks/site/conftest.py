"""Sites built once for all tests of this folder, and one browser to look at them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from seeds.tables import lexicon_version
from tasks.clean.task import clean
from tasks.extract.task import extract_figures
from tasks.fetch.sources import list_documents
from tasks.fetch.task import fetch
from tasks.load.task import load
from tasks.site.task import write_site
from tasks.validate.task import validate
from tests.builders import article, batch, bring_in, empty_warehouse, figure
from warehouse.frames import frame
from warehouse.publication import publication

ROOT = Path(__file__).resolve().parents[3]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NAUGHTY = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "javascript:window.hacked=1",
    "{{ 7*7 }}{% raw %}",
    "\u202e反向\u202c",
    "行\u2028分\u2029段",
    "𠮷野家👩‍👩‍👧‍👦",
    "长" * 300,
    "=HYPERLINK(1)",
    "&lt;b&gt;",
    "${window.hacked=1}`",
)


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the five seed reports."""
    folder = tmp_path_factory.mktemp("site-seeds")
    store, warehouse = str(folder / "store"), folder / "seeds.duckdb"
    fetched = fetch.fn(list_documents(ROOT / "seeds" / "documents", None), store, "run-1", 1)
    cleaned = clean.fn(fetched, store, 1)
    extracted = extract_figures.fn(cleaned, store, 1)
    run = {"run_id": "run-1", "flow": "ingest", "parameters": "{}", "started_at": datetime(2026, 11, 22, 2, 15)}
    run |= {"code_version": "test", "lexicon_version": lexicon_version()}
    load.fn([validate.fn(fetched, cleaned, extracted, store, "run-1", 1)], warehouse, run)
    return warehouse


@pytest.fixture(scope="session")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the seeds."""
    return write_site(seeds, tmp_path_factory.mktemp("site") / "site").folder


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse where every text tries to be more than text: in articles, names, quarantine, conflicts, runs."""
    warehouse = empty_warehouse(tmp_path_factory.mktemp("site-hostile"))
    articles = []
    for number, text in enumerate(NAUGHTY):
        same = {"object": text, "actor": text, "section": text}
        given = [
            figure("165名", 165, **same, adm1=text, metric_span_start=0, metric_span_end=2, metric_rule=text),
            figure("80名", 80, **same, period_start=None),
            figure("90名", 90, **same),
        ]
        said = f"{text}有165名。{text}有80名。{text}有90名，第三批。"
        fields = {"title": text, "publisher": text, "author": text}
        articles.append(article(f"{number}/../{text}", said, *given, **fields))
    held = {"quarantine_id": "q", "stage": "clean", "table_name": "documents", "source_id": NAUGHTY[0]}
    held |= {"row": '{"text": "</script><script>window.hacked=1</script>", "n": 1}', "checks": [NAUGHTY[2]]}
    made = batch(*articles, quarantine=frame("quarantine", [{**held, "problem": NAUGHTY[1]}]))
    made = replace(made, sources=made.sources.with_columns(url=pl.lit("javascript:window.hacked=1")))
    with publication(warehouse) as connection:
        bring_in(connection, made)
    return warehouse


@pytest.fixture(scope="session")
def hostile_site(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(hostile, tmp_path_factory.mktemp("hostile") / "site").folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests; Debian's, since Playwright's own is not downloaded."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed here (Debian's package chromium)")
    with sync_playwright() as playwright:
        try:
            made = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        except Error as reason:
            pytest.skip(f"Chromium does not start here: {reason}")
        yield made
        made.close()
