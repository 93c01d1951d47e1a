"""Signs of markdown go, the words stay; numbers between signs are whole."""

from __future__ import annotations

import pytest

from tasks.clean.blocks import CAPTION, HEADING
from tasks.clean.lines import split_lines
from tasks.clean.markdown import unmark


@pytest.mark.parametrize(
    "text,words",
    [
        ("共有**37**支救援队、*1,200*余名志愿者", "共有37支救援队、1,200余名志愿者"),
        ("__8600__余人", "8600余人"),
        ("见[全文](https://example.cn/a.html)。", "见全文。"),
        ("> 截至8月10日", "截至8月10日"),
        ("- 帐篷 320顶", "帐篷 320顶"),
        ("3*4=12，5 * 6", "3*4=12，5 * 6"),
        ("file_name_1", "file_name_1"),
    ],
)
def test_signs_go_and_words_stay(text: str, words: str) -> None:
    assert unmark(split_lines(f"# 题\n\n{text}"))[1].text == words


def test_headings_and_pictures() -> None:
    lines = unmark(split_lines("## 二、物资 ##\n![志愿者装船](a.jpg)\n![](b.jpg)"))
    assert [(line.text, line.kind, line.level) for line in lines] == [
        ("二、物资", HEADING, 2),
        ("志愿者装船", CAPTION, 0),
    ]


def test_text_without_headings_keeps_its_dashes() -> None:
    assert unmark(split_lines("- 帐篷 320顶\n*注：单位为顶*"))[0].text == "- 帐篷 320顶"
