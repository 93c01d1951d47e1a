r"""The two rows that open a sheet in the Humanitarian Exchange Language: Chinese headings, then hashtags.

    heading_rows(table("figures_4w"))  ->  '发布者,主体,领域,…\r\n#meta+source+name,#org+impl,#sector,…\r\n'

A column without a hashtag keeps its place; readers of HXL pass it by.
"""

from __future__ import annotations

import csv
import io

from warehouse.catalogue import Table


def heading_rows(table: Table) -> str:
    """Headings and hashtags of a table as CSV, with the mark that makes Excel read Chinese whole."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.label_zh for column in table.columns])
    writer.writerow([column.hxl or "" for column in table.columns])
    return "\ufeff" + text.getvalue()
