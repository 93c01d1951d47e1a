"""Which files can be a report, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.errors import DocumentError
from tasks.fetch import files
from tasks.fetch.files import read_report


def test_a_report_is_read_byte_for_byte(tmp_path: Path) -> None:
    data = "165名专业社工\r\n".encode("gb18030")
    (tmp_path / "r.txt").write_bytes(data)
    assert read_report(tmp_path / "r.txt", "r.txt") == data


def test_utf16_with_its_mark_is_text_although_full_of_zeros(tmp_path: Path) -> None:
    data = "75 households".encode("utf-16")
    (tmp_path / "r.txt").write_bytes(data)
    assert read_report(tmp_path / "r.txt", "r.txt") == data


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "it is empty"),
        (b" \n\t ", "it is empty"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"PK\x03\x04....", "it is a ZIP archive"),
        (b"abc\0\0\0def", "it is binary"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "r.txt").write_bytes(data)
    with pytest.raises(DocumentError, match=problem) as caught:
        read_report(tmp_path / "r.txt", "r.txt")
    assert caught.value.document == "r.txt"
    assert caught.value.stage == "fetch"


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "r.txt").write_bytes(b"x" * 11)
    with pytest.raises(DocumentError, match="more than the"):
        read_report(tmp_path / "r.txt", "r.txt")


def test_a_missing_file_is_an_error_of_that_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_report(tmp_path / "r.txt", "r.txt")


@pytest.mark.parametrize(("name", "data"), [("r.pdf", b"%PDF-1.7 ..."), ("R.DOCX", b"PK\x03\x04...")])
def test_a_pdf_and_a_docx_are_reports_under_their_names(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_report(tmp_path / name, name) == data
    (tmp_path / "r.docx.pdf").write_bytes(b"PK\x03\x04....")
    with pytest.raises(DocumentError, match="it is a ZIP archive"):
        read_report(tmp_path / "r.docx.pdf", "r.docx.pdf")
