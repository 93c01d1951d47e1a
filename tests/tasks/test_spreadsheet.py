"""Workbooks and CSV files as people's programs write and save them."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from tasks.errors import InputError
from tasks.spreadsheet import DAY, NUMBER, TEXT, YES_NO, Field, Sheet, read_table, write_csv, write_workbook

MADE_AT = datetime(2026, 11, 21, 8)
HOSTILE = ["=1+1", "+SUM(A1)", "-1", "@x", "\t=1", "'=1", "＝1", "00123", "12345678901234567890", "2022-3-1", "1e5"]
HOSTILE += ["<script>alert(1)</script>", "a\nb", 'say "hi"', "_x000D_", "\x08", "𠮷🙂", "http://example.org", "'plain"]
FIELDS = (Field("文本", TEXT, 20), Field("数", NUMBER), Field("日", DAY), Field("是否", YES_NO))


def rows():
    return [[text, 1.5, date(2022, 3, 31), True] for text in HOSTILE]


def test_every_text_comes_back_from_a_workbook_and_none_is_a_formula(tmp_path):
    path = tmp_path / "w.xlsx"
    assert write_workbook(path, [Sheet("数据", FIELDS, rows())], MADE_AT) == {"数据": len(HOSTILE)}
    assert read_table(path) == [["文本", "数", "日", "是否"], *([text, "1.5", "2022-03-31", "是"] for text in HOSTILE)]
    cells = [row[0] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if cell.value[0] in "=+-@\t"]
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist())


def test_every_text_comes_back_from_a_csv_and_no_cell_begins_as_a_formula(tmp_path):
    path = tmp_path / "w.csv"
    assert write_csv(path, ["文本", "数"], [[text, 2.0] for text in HOSTILE]) == len(HOSTILE)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    cells = [row[0] for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))]
    assert not [cell for cell in cells if cell[0] in "=+-@\t＝"]
    assert read_table(path) == [["文本", "数"], *([text, "2"] for text in HOSTILE)]


def test_the_same_rows_make_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, [Sheet("数据", FIELDS, rows())], MADE_AT)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_sheet_that_is_full_goes_on_in_a_further_one(tmp_path):
    written = write_workbook(tmp_path / "w.xlsx", [Sheet("数据", FIELDS[:1], ([str(n)] for n in range(7)))], MADE_AT, 4)
    assert written == {"数据": 3, "数据 2": 3, "数据 3": 1}
    last = openpyxl.load_workbook(tmp_path / "w.xlsx")["数据 3"]
    assert list(last.iter_rows(values_only=True)) == [("文本",), ("6",)]


def test_a_cell_too_long_is_cut_and_says_so(tmp_path):
    write_workbook(tmp_path / "w.xlsx", [Sheet("数据", FIELDS[:1], [["长" * 40_000]])], MADE_AT)
    ((_,), (cell,)) = read_table(tmp_path / "w.xlsx")
    assert len(cell) == 32_767
    assert cell.endswith("cut short, whole in the warehouse］")


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_however_excel_saved_it(tmp_path, encoding, delimiter):
    path = tmp_path / "s.csv"
    with path.open("w", encoding=encoding, newline="") as handle:
        csv.writer(handle, delimiter=delimiter).writerows([["决定", "理由"], ["驳回", "重复，见“5名”"], ["", ""]])
    assert read_table(path) == [["决定", "理由"], ["驳回", "重复，见“5名”"]]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old .xls file"),
        ("x.csv", b"a,b\n\xff\xff\xff\xff", "neither UTF-8"),
        ("x.xlsx", b"PK\x03\x04 torn", "a workbook that is damaged"),
        ("x.csv", b'a,"b\n1', "no CSV that can be read"),
    ],
)
def test_what_is_no_sheet_is_refused_with_the_way_out(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_table(tmp_path / name)


def test_a_file_that_is_not_there_and_a_zip_that_is_no_workbook(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_table(tmp_path / "none.xlsx")
    with zipfile.ZipFile(tmp_path / "z.xlsx", "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(InputError, match="no workbook that can be read"):
        read_table(tmp_path / "z.xlsx")
