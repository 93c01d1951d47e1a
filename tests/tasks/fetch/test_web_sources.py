"""Rows of sources.csv that lead to the web, beside those that name files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.errors import InputError
from tasks.fetch.sources import COLUMNS, list_documents, list_web
from tasks.fetch.web_sources import WEB_COLUMNS
from warehouse.identity import url_source_id

HEADER = ",".join((*COLUMNS, *WEB_COLUMNS)) + "\n"


def _write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    (folder / "a.txt").write_text("165名专业社工", encoding="utf-8")
    (folder / "sources.csv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_files_and_places_on_the_web_stand_in_one_table(tmp_path: Path) -> None:
    folder = _write(
        tmp_path,
        "a.txt,甲,,,http://a.cn/a.html,2022-03-28,,,,,,,,,",
        ",,,,HTTP://B.cn/x?utm_source=y,,,,,,,,,,",
        ",nb,,宁波市民政局,http://c.cn/index.html,,浙江省,宁波市,,index,ul.list a,/art/,a.next,3,",
        ",,,,https://d.cn/feed,,,,,feed,,,,,no",
    )
    assert [(source.source_id, source.url) for source in list_documents(folder)] == [("甲", "http://a.cn/a.html")]
    page, index, feed = list_web(folder)
    assert (page.kind, page.address, page.url) == ("page", "http://b.cn/x", "HTTP://B.cn/x?utm_source=y")
    assert page.source_id == url_source_id("http://b.cn/x")
    assert (index.source_id, index.selector, index.pattern, index.max_pages) == ("nb", "ul.list a", "/art/", 3)
    assert (index.publisher, index.adm2, index.enabled) == ("宁波市民政局", "宁波市", True)
    assert (feed.kind, feed.enabled) == ("feed", False)


def test_the_old_header_still_does_and_addresses_need_no_folder_of_files(tmp_path: Path) -> None:
    _write(tmp_path, ",,,,http://b.cn/,,,,", header=",".join(COLUMNS) + "\n")
    assert [source.address for source in list_web(tmp_path)] == ["http://b.cn/"]
    (tmp_path / "a.txt").unlink()
    assert list_documents(tmp_path) == ()
    (tmp_path / "urls.csv").write_text("url,kind\nhttp://b.cn/,\nhttp://b.cn/feed,feed\n", encoding="utf-8")
    assert [source.kind for source in list_web(tmp_path, tmp_path / "urls.csv")] == ["page", "feed"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",,,,http://b.cn/,,,,,blog,,,,,", "kind as 'blog'"),
        ("a.txt,,,,http://b.cn/,,,,,page,,,,,", "a file and a page"),
        ("a.txt,,,,,,,,,fiel,,,,,", "kind as 'fiel'"),
        (",,,,,,,,,feed,,,,,", "names no address"),
        (",,,,http://b.cn/,,,,,index,,,,,", "which links are articles"),
        (",,,,http://b.cn/,,,,,index,ul > > a[,,,,", "no CSS selector"),
        (",,,,http://b.cn/,,,,,index,a,,::x(,,", "no CSS selector"),
        (",,,,http://b.cn/,,,,,index,a,,,-3,", "max_pages as '-3'"),
        (",,,,http://b.cn/,,,,,index,a,,,９,", "max_pages"),
        (",,,,mailto:a@b.cn,,,,,,,,,,", "no web address"),
        (",,,,http://b.cn/,2022年,,,,,,,,,", "which is no date"),
    ],
)
def test_a_row_that_cannot_be_used_costs_only_itself(tmp_path: Path, row: str, words: str) -> None:
    bad, good = list_web(_write(tmp_path, row, ",,,,http://good.cn/,,,,,,,,,,"))
    assert words in str(bad.refusal)
    assert "line 2" in str(bad.refusal)
    assert good.refusal is None
    assert [source.file for source in list_documents(tmp_path)] == ["a.txt"]


def test_a_file_that_is_off_is_not_read(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt,,,,,,,,,,,,,,no", ",,,,http://b.cn/,,,,,,,,,,")
    assert list_documents(tmp_path) == ()


def test_pdf_and_docx_files_are_listed(tmp_path: Path) -> None:
    for name in ("b.pdf", "c.DOCX", "d.doc"):
        (tmp_path / name).write_bytes(b"x")
    assert [source.file for source in list_documents(tmp_path)] == ["b.pdf", "c.DOCX"]


def test_a_page_and_a_file_cannot_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one source_id, 'a'"):
        list_web(_write(tmp_path, ",a,,,http://b.cn/,,,,,,,,,,"))
