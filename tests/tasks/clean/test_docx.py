"""What a Word document says, in its order, and what is said of files that are none."""

from __future__ import annotations

import contextlib
import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.clean.docx import docx_parts

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _report() -> Any:
    document = Document()
    document.add_heading("2022年社会工作年报", 0)
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("全市社工站服务165人次。")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("项目", "次数", "人次"), ("个案", "128", "356"), ("合计", "", "1|564"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(2, 0).merge(table.cell(2, 1))
    document.add_heading("（一）分项", 2)
    document.add_paragraph("图1 志愿者在行动", style="Caption")
    document.sections[0].header.paragraphs[0].text = "工作简报 第3期"
    return document


def _parts(document: Any) -> list[tuple[str, int, str]]:
    return [tuple(part) for part in docx_parts(_saved(document))]


def _with(*paragraphs: str) -> list[str]:
    """The texts of a document that holds these paragraphs, given as XML."""
    document = Document()
    for inner in paragraphs:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')} {MC}>{inner}</w:p>"))
    return [part.text for part in docx_parts(_saved(document))]


def test_parts_come_in_reading_order_with_their_kinds() -> None:
    assert _parts(_report()) == [
        ("title", 0, "2022年社会工作年报"),
        ("heading", 1, "一、总体情况"),
        ("paragraph", 0, "全市社工站服务165人次。"),
        ("table", 0, "项目 | 次数 | 人次"),
        ("table", 0, "个案 | 128 | 356"),
        ("table", 0, "合计 |  | 1丨564"),
        ("heading", 2, "（一）分项"),
        ("caption", 0, "图1 志愿者在行动"),
    ]


def test_styles_made_from_headings_and_outline_levels_are_headings() -> None:
    document = Document()
    style = document.styles.add_style("公文二级", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("二、分区情况", style=style)
    document.add_paragraph("三、附件")._p.get_or_add_pPr().append(
        parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>')
    )
    document.add_paragraph("一、总体情况\t3", style=document.styles.add_style("toc 1", 1))
    assert [part[:2] for part in _parts(document)] == [("heading", 2), ("heading", 1), ("contents", 0)]


@pytest.mark.parametrize(
    ("inner", "texts"),
    [
        (
            "<w:r><w:t>服务</w:t></w:r><w:ins><w:r><w:t>165</w:t></w:r></w:ins><w:r><w:t>人次</w:t></w:r>",
            ["服务165人次"],
        ),
        ("<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:r><w:t>新</w:t></w:r>", ["新"]),
        (
            "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>标签</w:t></w:r></w:smartTag>",
            ["链接标签"],
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", ["控件"]),
        ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>右</w:t></w:r>", ["上", "下\t右"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t></w:r>", ["可见"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>正文</w:t></w:r>", ["正文"]),
        (
            "<w:r><w:t>前</w:t></w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框内165人"
            "</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框内165人"
            "</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:r><w:t>后</w:t></w:r>",
            ["前后", "框内165人"],
        ),
    ],
)
def test_what_a_reader_sees_is_read_once(inner: str, texts: list[str]) -> None:
    assert _with(inner) == texts


def test_a_frame_of_one_cell_holds_paragraphs_and_tables() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "框中第一段。"
    cell.add_paragraph("框中第二段。")
    cell.add_table(rows=1, cols=2).cell(0, 1).text = "内表"
    assert [part[::2] for part in _parts(document)] == [
        ("paragraph", "框中第一段。"),
        ("paragraph", "框中第二段。"),
        ("table", " | 内表"),
    ]


def _archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no DOCX"),
        (b"PK\x03\x04 cut off", "no DOCX"),
        (_archive(a=b"x"), "cannot be read"),
        (_archive(**{"word/document.xml": bytes(40_000_000)}), "unpacks to more"),
        (_archive(**{f"{number}": b"" for number in range(5001)}), "unpacks to more"),
        (_saved(Document()), "holds no words"),
    ],
)
def test_what_is_no_report_is_a_value_error(data: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        docx_parts(data)


@pytest.mark.parametrize("growing", [True, False])
def test_no_entity_grows_or_fetches(growing: bool) -> None:
    tens = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    entities = '<!ENTITY a0 "lol">' + tens if growing else '<!ENTITY a9 SYSTEM "file:///etc/hostname">'
    text = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>笑&a9;</w:t></w:r></w:p></w:body></w:document>"
    files = _files() | {"word/document.xml": f"<!DOCTYPE x [{entities}]>{text}".encode()}
    if growing:
        with pytest.raises(ValueError, match="cannot be read"):
            docx_parts(_archive(**files))
    else:
        assert [part.text for part in docx_parts(_archive(**files))] == ["笑"]


REPORT = _saved(_report())


def _files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(REPORT)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_bytes_are_parts_or_a_value_error(data: st.DataObject) -> None:
    damaged = bytearray(REPORT)
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(REPORT) - 1), st.integers(0, 255)), max_size=20)
    ):
        damaged[place] = byte
    cut = data.draw(st.integers(0, len(REPORT)))
    with contextlib.suppress(ValueError):
        assert docx_parts(bytes(damaged[:cut] if cut % 3 == 0 else damaged))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6)), max_size=8))
def test_damaged_xml_is_parts_or_a_value_error(damage: list[tuple[int, bytes]]) -> None:
    files = _files()
    xml = bytearray(files["word/document.xml"])
    for place, inserted in damage:
        place %= len(xml)
        xml[place : place + len(inserted)] = inserted
    with contextlib.suppress(ValueError):
        docx_parts(_archive(**{**files, "word/document.xml": bytes(xml)}))
