"""Dates, publishers and authors as pages write them."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.clean.metadata import (
    Surroundings,
    find_author,
    find_date,
    find_publisher,
    read_date,
    script_date,
    split_front_matter,
)


def around(
    above: tuple[str, ...] = (), below: tuple[str, ...] = (), closing: str = "", sites: tuple[str, ...] = ()
) -> Surroundings:
    return Surroundings(above, below, above, (closing,), sites)


@pytest.mark.parametrize(
    "text,day",
    [
        ("发布时间：2022-01-24 09:12", date(2022, 1, 24)),
        ("2025年07月02日 08:47", date(2025, 7, 2)),
        ("2024/3/18", date(2024, 3, 18)),
        ("2022.01.20 16:31", date(2022, 1, 20)),
        ("二〇二二年四月十二日", date(2022, 4, 12)),
        ("二○二〇年十二月三十一日", date(2020, 12, 31)),
        ("Tue, 23 Nov 2021 06:50:50 GMT", date(2021, 11, 23)),
        ("September 10th, 2005", date(2005, 9, 10)),
        ("06/02/2022 - 13:48", date(2022, 2, 6)),
        ("12/25/2022", date(2022, 12, 25)),
        ("20220403", date(2022, 4, 3)),
        ("2022-02-30", None),
        ("4月3日", None),
        ("第2022期", None),
    ],
)
def test_dates_as_written(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_a_labelled_date_by_the_headline_wins_over_others() -> None:
    lines = (
        "2022-04-02 10:11　来源：某报",
        "今天是 2024年5月6日 星期一",
        "某地推进养老服务高质量发展惠及老人(2021-01-01)",
    )
    assert find_date({}, around(lines)) == date(2022, 4, 2)
    assert find_date({"pubdate": "2022-04-03 09:00"}, around(lines)) == date(2022, 4, 3)


def test_a_signature_or_an_issue_dates_a_page_that_says_no_more() -> None:
    assert find_date({}, around((), ("某市慈善总会", "二〇二〇年六月二十四日"))) == date(2020, 6, 24)
    with_moon = "二〇二三年十二月二十日　星期三　农历癸卯年十一月初八"
    assert find_date({}, around((with_moon,), ())) == date(2023, 12, 20)
    assert find_date({}, around((), ("——《某刊》1998年3月号",))) == date(1998, 3, 1)
    assert find_date({}, around(("某市社会工作协会",))) is None


@pytest.mark.parametrize(
    "script,day",
    [
        ('var ct = "1648893600";', date(2022, 4, 2)),
        ('"datePublished": "2020-11-26T08:04:00+08:00"', date(2020, 11, 26)),
        ("var publish_time = '2021-03-04 10:00' || ''", date(2021, 3, 4)),
        ("var act = '1648893600'", None),
    ],
)
def test_dates_that_a_script_names(script: str, day: date | None) -> None:
    assert script_date(f"<script>{script}</script>") == day


@pytest.mark.parametrize(
    "lines,author",
    [
        (("□ 本报记者　林晓　通讯员　方宁",), "林晓 方宁"),
        (("2023-12-23 08:20　来源：某观察　作者：贺兰　编辑：一丁",), "贺兰"),
        (("作者：老梁（协会首批会员，编号0007）",), "老梁"),
        (("（采访／图：石榴籽　　受访者供图1张）",), "石榴籽"),
        (("本报实习生 刘国 周炜", "本报记者 王燕 方云"), "刘国 周炜 王燕 方云"),
        (("新华网某频道 记者 伊琳 李清",), "伊琳 李清"),
        (("原创 小禾 禾苗社工 2023-07-03 18:30 发表于广东",), "小禾"),
        (("文/海社联  图/受访者",), "海社联"),
        (("作 者：赵 培：某学院",), "赵培"),
        (("责任编辑：张三",), None),
        (("作者：佚名",), None),
    ],
)
def test_authors_as_written(lines: tuple[str, ...], author: str | None) -> None:
    assert find_author({}, around(lines)) == author


def test_names_in_brackets_at_the_end_of_the_article() -> None:
    assert find_author({}, around(closing="过廉洁之年。（常书香 马丹阳 ）")) == "常书香 马丹阳"
    assert find_author({}, around(closing="交流信息。(信报记者 蔡雪婧)")) == "蔡雪婧"
    assert find_author({}, around(closing="共有社工三名（持证两名）")) is None


def test_the_head_of_a_page_names_the_author_where_the_page_does_not() -> None:
    assert find_author({"author": "李楠"}, around()) == "李楠"
    assert find_author({"author": "www.example.cn,某报业集团,某网"}, around()) is None


@pytest.mark.parametrize(
    "lines,sites,publisher",
    [
        (("2022-04-20 15:11:08　来源：市教育局体卫艺处",), (), "市教育局体卫艺处"),
        (("发布：2023-03-28　来源：社会工作部",), ("某大学附属医院",), "某大学附属医院"),
        (("信息来源： 内蒙古日报",), (), "内蒙古日报"),
        (("来源：本站",), (), "本站"),
        (("来源：<img",), (), None),
        (("2022-02-13 09:57 　　光明网",), (), "光明网"),
        ((), ("文昌市慈善总会",), "文昌市慈善总会"),
    ],
)
def test_publishers_as_written(lines: tuple[str, ...], sites: tuple[str, ...], publisher: str | None) -> None:
    assert find_publisher({}, around(lines, sites=sites)) == publisher


def test_front_matter_is_read_and_taken_off() -> None:
    text = (
        '---\nlayout: post\ntitle: "北上记：从甲到乙"\ndate: 2023-08-14 07:30:00 +0800\n'
        "tags: [抗洪]\nauthor: '阿兵'\n---\n\n正文"
    )
    fields, body = split_front_matter(text)
    assert (fields["title"], fields["author"], body.strip()) == ("北上记：从甲到乙", "阿兵", "正文")
    assert split_front_matter("---\n分隔线\n---\n正文")[0] == {}
    assert split_front_matter("正文---\na: b\n---") == ({}, "正文---\na: b\n---")
