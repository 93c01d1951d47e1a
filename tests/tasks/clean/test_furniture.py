"""Furniture around an article goes, with its rule; the same words inside the article stay."""

from __future__ import annotations

import pytest

from seeds.tables import read_reference
from tasks.clean.furniture import leave_out
from tasks.clean.furniture_words import FORMS, ZONES, FurnitureWords
from tasks.clean.lines import split_lines

TITLE = "暖流涌向山城——我市社会工作力量参与救灾见闻"
BODY = (
    "暴雨过后，市社会工作协会组织12家机构的86名社工赶赴灾区，与志愿者一道清淤泥、送物资，安抚受灾群众的情绪。\n"
    "截至7月20日，累计服务2300余人次，电话回访415人次，转发求助信息120条，收藏到的感谢信有几十封，评论区里满是点赞。\n"
    "“有你们在，我们心里踏实。”家住河边的王大娘说，她家的老屋进了水，社工帮她把被褥搬到了高处。"
)


def clean(head: str, tail: str) -> tuple[str, dict[str, str]]:
    lines = leave_out(split_lines(f"{head}\n{TITLE}\n{BODY}\n{tail}"))
    return "\n".join(line.text for line in lines if line.stays), {line.text: line.rule for line in lines if line.rule}


@pytest.mark.parametrize(
    "line,rule",
    [
        ("当前位置：首页 >> 政务动态 >> 民政要闻", "nav"),
        ("某社会工作网 > 行业动态 > 正文", "nav"),
        ("首页 | 机构概况 | 公示 | 联系我们", "nav"),
        ("首页　机构概况　项目　▶ 一线手记　捐赠公示", "nav"),
        ("浏览次数：1386", "counter"),
        ("阅读（2096）　收藏（31）　打赏", "counter"),
        ("阅读量：4 3 1 2", "counter"),
        ("【字号 A+ A A-】", "fontsize"),
        ("字号：[ 大 中 小 ]", "fontsize"),
        ("分享到： 微信 微博 QQ空间", "share"),
        ("03　要闻", "nav"),
        ("第217页", "page"),
        ("上一版　下一版　　放大⊕　缩小⊖　默认○", "teaser"),
        ("导读：“五社联动”在基层　04版　｜　一名社工的返乡日记　06版", "teaser"),
        ("责编 秦川　版式 小禾", "editor"),
        ("慈善热线 0898-63260000    今天是 2020年6月24日 星期三", "contact"),
        ("欢迎访问某市慈善总会网站！", "nav"),
        ("👆 点上方蓝字，听社工讲故事", "tip"),
    ],
)
def test_furniture_above_the_article_goes(line: str, rule: str) -> None:
    text, left_out = clean(line, "")
    assert text == f"{TITLE}\n{BODY}"
    assert left_out == {line: rule}


@pytest.mark.parametrize(
    "line,rule",
    [
        ("赞(0) 打赏", "counter"),
        ("转载请注明出处:社工周刊 » 暖流涌向山城", "reprint"),
        ("觉得文章有用就打赏一下", "tip"),
        ("微信扫一扫", "tip"),
        ("长按识别二维码，关注我们", "tip"),
        ("本文来自作者[紫玉]投稿,不代表本站立场,如若转载,请注明出处:https://example.cn/a/20.html", "reprint"),
        ("版权归原作者所有，向原创致敬", "reprint"),
        ("服务热线：023-63510000", "contact"),
        ("院址：局子街1327号　邮编：133000　急救：120　24小时咨询：0433-2660000", "contact"),
        ("热线号码：010-65390000（9:00—21:00）；政策问题请拨12345。", "contact"),
        ("投稿邮箱 abc850000@example.cn　藏ICP备05000003号", "contact"),
        ("渝ICP备12000000号-5", "legal"),
        ("沪公网安备31010702000000号　访问量：0028817", "legal"),
        ("Copyright © 2000-2022 某网 All Rights Reserved", "legal"),
        ("上一篇：“百名社工进瑶寨”招募令　下一篇：年会照片120张来啦", "neighbour"),
        ("« 上一篇：一件救生衣穿了三代人", "neighbour"),
        (">>> 相关阅读：《千人徒步》《一百个“第一次”》 >>>", "related"),
        ("延伸阅读：87名“矫正导师”的故事", "related"),
        ("〖下期预告〗 “五分钟”响应圈是怎样练成的", "related"),
        ("热点 1 开学倒计时10天　2 大赛我校斩获3金", "related"),
        ("编辑：小满　审签：一凡　联系电话：0516-80850000　　本期共3页，印300份", "editor"),
        ("摄影/小穆　责编/三水", "editor"),
        ("编辑丨小满", "editor"),
        ("— 1 —", "page"),
        ("第 4 页 / 共 9 页", "page"),
        ("51.jpg", "file"),
        ("https://example.cn/s/NidpnAXs27hsiG", "address"),
        ("(11)", "counter"),
        ("• 1", "page"),
        ("【纠错】【打印】　联系电话 0931-8550000", "nav"),
        ("收听本期节目：FM 98.6　时长 04:32　第117期", "tip"),
        ("——————————", "ruling"),
        ("— END —", "page"),
        ("本文链接：http://example.cn/a/123.html", "address"),
    ],
)
def test_furniture_below_the_article_goes(line: str, rule: str) -> None:
    text, left_out = clean("", line)
    assert text == f"{TITLE}\n{BODY}"
    assert left_out == {line: rule}


@pytest.mark.parametrize(
    "line,kept,gone",
    [
        (
            "2022-04-20 15:11:08　来源：市教育局　【字号 A+ A A-】　阅读 8，812",
            "2022-04-20 15:11:08　来源：市教育局",
            2,
        ),
        ("2024-05-16 15:20:08　|　浏览：874　|　来源：秘书处", "2024-05-16 15:20:08　|　来源：秘书处", 1),
        ("（供稿：市民政局慈善处　电话：029-86780000）", "（供稿：市民政局慈善处）", 1),
        ("《龙江青年》数字报　2025年02月24日　第03版：综合", "《龙江青年》数字报　2025年02月24日", 1),
        ("某州人民检察院　首页 > 检察工作 > 未成年人检察", "某州人民检察院", 1),
        ("来源：区残联 时间：2022-12-30 浏览量：235 字体：【大】【中】【小】 打印", "来源：区残联 时间：2022-12-30", 5),
        ("2022-04-02 10:00:33字号：A- A A+来源：某网", "2022-04-02 10:00:33来源：某网", 1),
    ],
)
def test_what_says_when_and_where_from_stays_beside_furniture_that_goes(line: str, kept: str, gone: int) -> None:
    text, left_out = clean(line, "")
    assert text == f"{kept}\n{TITLE}\n{BODY}"
    assert len(left_out) == gone


def test_a_credit_keeps_its_words_before_a_notice() -> None:
    text, left_out = clean("", "来源:中国社会工作,转载请注明来源和作者")
    assert text.endswith("来源:中国社会工作")
    assert left_out == {",转载请注明来源和作者": "reprint"}


@pytest.mark.parametrize(
    "line",
    [
        "声明：文中数据截至2022年12月31日，由协会秘书处提供",
        "——原载《凤凰山》内刊总第58期",
        "（据市民政局）",
        "（掌声。根据现场录音整理，有删节）",
        "电话接听120通",
        "下一步，协会计划再招募20名社工，把服务点开到每个乡镇。",
    ],
)
def test_what_may_be_the_articles_own_stays(line: str) -> None:
    assert clean("", line) == (f"{TITLE}\n{BODY}\n{line}", {})


def test_words_of_furniture_inside_the_article_stay() -> None:
    body = BODY.replace("\n", "\n热线电话：12355\n评论\n阅读推广\n")
    lines = leave_out(split_lines(f"{TITLE}\n{body}"))
    assert all(line.stays for line in lines)


@pytest.mark.parametrize("line", ["【广告】端午粽子礼盒 ¥128 起，扫码下单", "（广告）古镇民宿七夕特惠¥199起，戳文末"])
def test_advertisements_inside_the_article_go(line: str) -> None:
    lines = leave_out(split_lines(f"{TITLE}\n{BODY}\n{line}\n{BODY}"))
    assert [line.rule for line in lines if not line.stays] == ["tip"]


def test_comments_and_all_below_them_go() -> None:
    tail = "网友评论\n文明上网,理性发言 11条评论\n小明: 社工辛苦了，希望服务越来越多！\n群号:639921629"
    text, left_out = clean("", tail)
    assert text == f"{TITLE}\n{BODY}"
    assert set(left_out.values()) == {"comments"}


def test_headlines_of_other_pages_go_with_their_page_numbers() -> None:
    text, left_out = clean("社区里的社会企业\n为困难群体撑起一片天\n\n08 版\n\n爱与救赎\n\n09 版\n", "")
    assert text == f"{TITLE}\n{BODY}"
    assert list(left_out.values()) == ["teaser", "teaser", "page", "teaser", "page"]


def test_a_foretaste_that_repeats_the_beginning_goes() -> None:
    foretaste = TITLE + "暴雨过后，市社会工作协会组织12家机构的86名社工赶赴灾区..."
    assert clean(foretaste, "") == (f"{TITLE}\n{BODY}", {foretaste: "excerpt"})


def test_a_banner_in_latin_letters_goes_with_its_motto() -> None:
    assert clean("SOCIAL WORK WEEKLY\n你不是唯一 跌撞中成长!\n", "")[1] == {
        "SOCIAL WORK WEEKLY": "banner",
        "你不是唯一 跌撞中成长!": "banner",
    }


def test_sentences_that_only_say_how_to_write_in_are_cut_from_the_last_paragraph() -> None:
    paragraph = "目前，全市社工已全部投入救灾工作，服务还在继续。"
    text, left_out = clean("", f"{paragraph}欢迎提供线索，发送至电子邮箱：abc@example.com。联系电话：028-87030000。")
    assert text.endswith(paragraph)
    assert list(left_out.values()) == ["contact"]


def test_a_hotline_that_counts_its_calls_is_no_contact() -> None:
    line = "心理援助热线028-87030000累计接听来电1200通，疏导情绪860人次，转介医院4人。"
    assert clean("", line)[0].endswith(line)


def test_a_list_of_contents_goes() -> None:
    assert set(clean("【本期要目】\n一季度数据 …… 1\n各站动态 …… 2", "")[1].values()) == {"contents"}


def test_the_running_head_between_two_pages_goes() -> None:
    body = BODY.replace("\n", "\n某社工中心2023年度报告　　第5页\n", 1)
    lines = leave_out(split_lines(f"{TITLE}\n{body}"))
    assert [line.rule for line in lines if line.rule] == ["page"]


def test_a_zone_holds_the_words_of_those_before_it() -> None:
    assert [FurnitureWords.of(zone).whole("第3版") for zone in ZONES] == ["page"] * 3
    assert [FurnitureWords.of(zone).whole("点击数:592") for zone in ZONES] == ["", "counter", "counter"]
    assert [bool(FurnitureWords.of(zone).has("请打赏一下")[0]) for zone in ZONES] == [False, True, True]


def test_the_table_is_well_formed() -> None:
    rows = read_reference(
        "furniture.csv",
        ("rule", "form", "zone", "words"),
        key=("rule", "form", "words"),
        codes={"form": FORMS, "zone": ZONES},
    )
    assert len(rows) > 700
