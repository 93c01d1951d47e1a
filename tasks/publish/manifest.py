"""What lies in a publication, for programs (manifest.json) and for people (README.md).

    {"product": "taizhang", "run_id": "20261122T004546Z-5aa53730", "rows": {"facts": 102, …},
     "files": [{"path": "csv/facts.csv", "bytes": 31034, "sha256": "9b1e…"}, …]}

Neither says when it was made, so the same warehouse gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from warehouse import catalogue
from warehouse.outgoing import State

MANIFEST, README = "manifest.json", "README.md"

_ABOUT = {
    "parquet": (
        "parquet/",
        "每表一个 Parquet 文件，类型与空值原样",
        "one Parquet file a table, types and blanks as they are",
    ),
    "package": (
        "datapackage.json, csv/",
        "Frictionless 数据包：UTF-8 CSV 及其说明",
        "a Frictionless Data Package: UTF-8 CSV with its description",
    ),
    "hxl": (
        "hxl/",
        "中文表头加 HXL 标签行的 CSV，含 4W 表",
        "CSV with Chinese headings and a row of HXL hashtags, 4W too",
    ),
    "excel": ("taizhang.xlsx", "Excel 工作簿：每个数字旁有原句", "an Excel workbook: the sentence beside each number"),
    "site": ("site/index.html", "证据网页，从磁盘直接打开", "the evidence pages, opened from disk"),
}


def manifest(state: State, folder: Path, formats: Iterable[str], licence: str) -> dict[str, Any]:
    """What the files in `folder` are: of which run, how many rows, and the SHA-256 of each."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (MANIFEST, README))
    return {
        "product": "taizhang",
        "run_id": state.run_id,
        "schema_version": state.schema_version,
        "extractor_versions": list(state.extractor_versions),
        "formats": list(formats),
        "licence": licence,
        "rows": state.rows,
        "files": [
            {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": _digest(path)}
            for path in files
        ],
    }


def as_json(content: dict[str, Any]) -> str:
    """JSON as it is written into files: readable, Chinese as it is."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def readme(described: dict[str, Any]) -> str:
    """The page for people."""
    lines = [
        "# 台账 · taizhang",
        "",
        f"运行 run `{described['run_id']}` · 许可 licence `{described['licence']}`",
        "",
        "| 文件 file | 内容 | what it is |",
        "|---|---|---|",
        *(f"| `{path}` | {zh} | {en} |" for path, zh, en in (_ABOUT[name] for name in described["formats"])),
        "",
        "| 表 table | 中文 | 行数 rows |",
        "|---|---|---|",
        *(f"| `{name}` | {catalogue.table(name).label_zh} | {rows} |" for name, rows in described["rows"].items()),
        "",
        "空白表示未报告，0 表示报告为 0。CSV 与 Excel 的文本单元格若会被电子表格当作公式、长数字或日期，",
        "前面加一个撇号（'），去掉即为原文；Parquet 中为原文。各文件的 SHA-256 见 manifest.json。",
        "",
        "Blank means that nothing was reported, 0 that 0 was reported. In CSV and Excel a text cell that a spreadsheet",
        "would take for a formula, a long number or a day has an apostrophe before it; without it the text is as it",
        "was. Parquet has the text as it is. The SHA-256 of every file is in manifest.json.",
    ]
    return "\n".join(lines) + "\n"


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
