"""What a folder of reports and its sources.csv become, and what is said when they cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tasks.errors import InputError
from tasks.fetch.sources import list_documents

HEADER = "file,source_id,title,publisher,url,published_on,adm1,adm2,adm3\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("协助核酸检测88035人次。", encoding="utf-8")
    (tmp_path / "a.html").write_text("<p>165名专业社工</p>", encoding="utf-8")
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_without_a_sources_file_the_stem_is_the_id(folder: Path) -> None:
    assert [(s.source_id, s.media_type) for s in list_documents(folder)] == [("a", "text/html"), ("b", "text/plain")]


def test_the_sources_file_says_what_is_known(folder: Path) -> None:
    row = "b.txt,宁乡,,中国社会工作,,2021-08-18,湖南省,长沙市,宁乡市\n"
    (folder / "sources.csv").write_text(HEADER + row, encoding="utf-8-sig")
    known = {source.source_id: source for source in list_documents(folder)}
    assert known["宁乡"].published_on == date(2021, 8, 18)
    assert known["宁乡"].adm3 == "宁乡市"
    assert known["宁乡"].title is None
    assert "a" in known, "a file that sources.csv does not name is read all the same"


def test_a_date_that_is_none_costs_only_its_document(folder: Path) -> None:
    (folder / "sources.csv").write_text(HEADER + "b.txt,,,,,2021年8月,,,\n", encoding="utf-8")
    refusals = {source.source_id: source.refusal for source in list_documents(folder)}
    assert refusals["a"] is None
    assert "b.txt: sources.csv, line 2 gives published_on as '2021年8月'" in str(refusals["b"])


@pytest.mark.parametrize("file", ["../b.txt", "/etc/passwd", "x/../../b.txt"])
def test_a_row_cannot_reach_outside_the_folder(folder: Path, file: str) -> None:
    (folder / "sources.csv").write_text(HEADER + f"{file},,,,,,,,\n", encoding="utf-8")
    refused = [source for source in list_documents(folder) if source.refusal]
    assert [source.file for source in refused] == [file]
    assert "outside the folder" in str(refused[0].refusal)


def test_a_wrong_header_is_refused_whole(folder: Path) -> None:
    (folder / "sources.csv").write_text("datei,titel\nb.txt,x\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"its header is datei,titel; it must be file,"):
        list_documents(folder)


def test_a_sources_file_that_is_no_utf8_is_refused(folder: Path) -> None:
    (folder / "sources.csv").write_bytes((HEADER + "b.txt,,题,,,,,,\n").encode("gbk"))
    with pytest.raises(InputError, match="UTF-8"):
        list_documents(folder)


def test_two_documents_cannot_share_an_id(folder: Path) -> None:
    (folder / "sources.csv").write_text(HEADER + "b.txt,a,,,,,,,\n", encoding="utf-8")
    with pytest.raises(InputError, match="one source_id, 'a'"):
        list_documents(folder)


def test_folders_that_are_missing_or_hold_no_report_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no report in it"):
        list_documents(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        list_documents(tmp_path / "nowhere")
    with pytest.raises(InputError, match="no such file"):
        list_documents(tmp_path, tmp_path / "sources.csv")
