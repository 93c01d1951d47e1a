"""The whole way from the web: feed, page, index page and a server that fails, three runs one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.ingest import ingest
from flows.report import Summary
from tests.tasks.fetch.conftest import BadWeb, Reply, Request

ADDED = "目前，志愿者已增至186名。"
KEPT = (
    "sources",
    "snapshots",
    "document_versions",
    "figures",
    "numerals",
    "removed_text",
    "fingerprints",
    "quarantine",
)
QUESTIONS = {
    **{name: f"FROM {name} ORDER BY ALL" for name in KEPT},
    "articles": """SELECT regexp_extract(url, '/[^/]*$'), d.title, d.publisher, d.published_on::VARCHAR
        FROM documents d JOIN sources USING (source_id) ORDER BY 1""",
    "quotes": "SELECT quote FROM figures ORDER BY ALL",
    "failed": "SELECT source_id, outcome, http_status FROM snapshots WHERE snapshot_id IS NULL",
    "set_aside": "SELECT source_id, problem FROM quarantine",
    "versions": """SELECT source_id, is_current, contains(text, '增至186名') FROM document_versions
        WHERE source_id IN (FROM document_versions SELECT source_id GROUP BY 1 HAVING count(*) > 1) ORDER BY 2""",
}
NAMES = ("feed-1", "feed-2", "page", "index-1", "index-2")
HEADLINES = {
    "feed-1": "青石巷社工站走访独居老人",
    "feed-2": "云溪市社工站服务困难群众",
    "page": "松岭县救助站寒夜巡街",
    "index-1": "江口区邻里食堂开张",
    "index-2": "晨曦公益资助学生",
}
FIGURES = {
    "feed-1": "12月5日，青石巷社工站86名社工上门走访独居老人1260户，代买药品430余次。",
    "feed-2": "今年以来，云溪市38个社工站开展个案服务426例，服务困难群众5.3万人次。",
    "page": "截至12月10日，松岭县共救助流浪乞讨人员68人次，发放棉衣、被褥等物资410件。",
    "index-1": "开张当天，共有214位老人前来用餐，全区15家食堂累计供餐68.4万客。",
    "index-2": "晨曦公益基金会今年资助小学生1870名，发放助学金486.5万元。",
}


class Site:
    """A site of five articles, with ETags; `edited` are words added to an article."""

    def __init__(self, web: BadWeb) -> None:
        self.web, self.edited = web, dict.fromkeys(NAMES, "")
        web.routes |= {f"/{name}.html": self._page(name) for name in NAMES}
        web.routes["/feed.xml"] = Reply(_feed().encode(), headers={"Content-Type": "application/rss+xml"})
        links = "".join(f"<li><a href='/{name}.html'>{HEADLINES[name]}</a></li>" for name in NAMES[3:])
        web.routes["/list.html"] = Reply(f"<html><body><ul class=news>{links}</ul></body></html>".encode())
        web.routes["/broken.html"] = Reply(b"out of order", 500)

    def _page(self, name: str) -> Any:
        def answer(request: Request) -> Reply:
            tag = f'"{name}{len(self.edited[name])}"'
            if request.headers.get("if-none-match") == tag:
                return Reply(b"", 304, {"ETag": tag})
            return Reply(_article(name, self.edited[name]).encode(), headers={"ETag": tag})

        return answer

    def folder(self, path: Path) -> Path:
        rows = [
            f"feed,{self._url('feed.xml')},feed,",
            f"page,{self._url('page.html')},page,",
            f"list,{self._url('list.html')},index,ul.news a",
            f"broken,{self._url('broken.html')},page,",
        ]
        path.mkdir()
        (path / "sources.csv").write_text("\n".join(["source_id,url,kind,selector", *rows]), encoding="utf-8")
        return path

    def _url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.web.port}/{path}"


def _article(name: str, edited: str) -> str:
    closing = "下一步，将继续把服务送到群众家门口，让更多困难群众感受到温暖。"
    return (
        f"<html><head><title>{HEADLINES[name]}_云溪在线</title></head><body><div class=nav><a href=/>首页</a></div>"
        f"<h1>{HEADLINES[name]}</h1><div>2024-12-06 08:21　来源：云溪日报</div>"
        f"<div id=zoom><p>{FIGURES[name]}</p><p>{closing}{edited}</p></div></body></html>"
    )


def _feed() -> str:
    """Titles are cut short, and the day is that of the feed, as feeds will have it."""
    items = "".join(
        f"<item><title>【快讯】{HEADLINES[name]}</title><link>/{name}.html</link>"
        "<pubDate>Mon, 09 Dec 2024 01:00:00 GMT</pubDate></item>"
        for name in NAMES[:2]
    )
    return f"<rss><channel><title>云溪在线</title>{items}</channel></rss>"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    web = BadWeb()
    yield Site(web)
    web.close()


@dataclass(frozen=True)
class Run:
    """How a run ended, what it asked of the site, and every row it left."""

    summary: Summary
    asked: list[str]
    tables: dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def runs(prefect: None, site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Three runs: the first, one after which nothing changed, one after which an article changed."""
    path = tmp_path_factory.mktemp("web")
    folder, warehouse = site.folder(path / "reports"), path / "w.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIZHANG_LOOPBACK_PORT", str(site.web.port))
        done = [_run(site, folder, warehouse), _run(site, folder, warehouse)]
        site.edited["page"] = ADDED
        return [*done, _run(site, folder, warehouse)]


def _run(site: Site, folder: Path, warehouse: Path) -> Run:
    before = len(site.web.requests)
    summary = ingest(str(folder), warehouse=str(warehouse), contact="tests@example.org", batch_size=2)
    asked = [request.path for request in site.web.requests[before:] if request.path != "/robots.txt"]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = {name: connection.execute(query).fetchall() for name, query in QUESTIONS.items()}
    return Run(summary, asked, tables)


def test_everything_that_can_be_read_is_loaded(runs: list[Run]) -> None:
    articles = [(f"/{name}.html", HEADLINES[name], "云溪日报", "2024-12-06") for name in sorted(NAMES)]
    assert runs[0].tables["articles"] == articles, "the page knows its headline and day better than the feed"
    quotes = {quote for (quote,) in runs[0].tables["quotes"]}
    assert {"86名", "426例", "68人次", "68.4万客", "486.5万元"} <= quotes


def test_a_source_that_fails_is_reported_and_costs_only_itself(runs: list[Run]) -> None:
    for run in runs:
        assert run.summary.loaded.outcome == "partial"
        assert run.tables["failed"] == [("broken", "failed", 500)]
        ((source, problem),) = run.tables["set_aside"]
        assert source == "broken"
        assert "500" in problem
        assert "/broken.html" in run.asked, "it is asked again each time"


def test_nothing_changed_and_no_row_changes(runs: list[Run]) -> None:
    first, second, _ = runs
    assert {name: second.tables[name] for name in KEPT} == {name: first.tables[name] for name in KEPT}
    assert set(second.asked) == set(first.asked), "every page is asked, and answers 304"
    assert not any(any(change) for change in second.summary.loaded.changes.values())


def test_a_changed_article_is_a_new_version_beside_the_old(runs: list[Run]) -> None:
    _, second, third = runs
    assert third.tables["versions"] == [("page", False, False), ("page", True, True)]
    changed = [name for name in KEPT if third.tables[name] != second.tables[name]]
    assert set(changed) == {"snapshots", "document_versions", "figures", "numerals", "removed_text", "fingerprints"}
    assert len(third.tables["snapshots"]) == len(second.tables["snapshots"]) + 1
    assert ("186名",) in set(third.tables["quotes"]) - set(second.tables["quotes"])


def test_nobody_asks_this_machine_unless_told(site: Site, prefect: None, tmp_path: Path) -> None:
    folder = site.folder(tmp_path / "reports")
    before = len(site.web.requests)
    summary = ingest(str(folder), warehouse=str(tmp_path / "w.duckdb"), contact="tests@example.org")
    assert len(site.web.requests) == before
    assert summary.loaded.rows["documents"] == 0
    assert len(summary.loaded.quarantined) == 4
