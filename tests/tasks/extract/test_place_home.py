"""The home region of a document, and headings that do not set it."""

from __future__ import annotations

import pytest

from tests.tasks.extract.test_places import lowest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # bodies from elsewhere that head a section are at work where the title says
        (
            "% 卢氏县官道口镇抗洪统筹组通报\n# 【临汾蓝天救援队】\n转移[120人]。\n# 【省红十字会】\n送毛毯[30条]。",
            ["卢氏县"] * 2,
        ),
        (
            "% 涿州市双塔街道救援日报\n# 浙江公羊救援队\n队员[18名]。\n# 雄安新区志愿者协会\n煮饭[900份]。",
            ["涿州市"] * 2,
        ),
        # those of the home city are at work at home
        ("% 成都市社工盘点\n# 锦江区社会工作中心\n服务[30人]。\n# 武侯区社工协会\n服务[40人]。", ["锦江区", "武侯区"]),
        # a neighbour does not widen the home
        ("% 沅陵县社工站日记\n# 隔壁的辰溪县\n送去海报[300张]。\n# 账本\n善款[6万元]。", ["辰溪县", "沅陵县"]),
        # 【…】 beside 一、 closes a numbered section, as it stood beside it before
        (
            "% 安顺市周报\n# 【速览】\n走访[9户]。\n# 一、平坝区\n走访[3户]。\n# 【台账】\n口罩[30只]。",
            ["安顺市", "平坝区", "安顺市"],
        ),
    ],
)
def test_headings_below_the_place_of_a_title(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who is posted writes from where the post is
        ("% 佛山来的“新村民”\n佛山市驻封开县江口街道帮扶工作队\n走访脱贫户[120户]。", ["封开县"]),
        ("% 背包社工\n供稿：长沙市岳麓区一家机构驻新晃侗族自治县项目部\n走访[866户]。", ["新晃侗族自治县"]),
        # who is sent something may be elsewhere, however fully it is named
        (
            "% 义工联合会年度报告\n在册义工[900人]。石岐街道、小榄镇最忙，石岐街道连着三晚。"
            "\n横栏镇、小榄镇收来旧衣，寄给了云南昭通市镇雄县。",
            ["中山市"],
        ),
        ("% 线上支援队\n# 【武汉 · 江汉区】\n社工[9名]轮班。\n# 【黄冈 · 蕲春县】\n电话[40个]。", ["江汉区", "蕲春县"]),
        # a correspondent's own home in brackets
        (
            "% 雪夜\n通讯员 小燕（湖南新晃）\n玉屏侗族自治县的社工接待[870人]。次日又接待[90人]。",
            ["玉屏侗族自治县"] * 2,
        ),
        # a line on writer and day below the title
        (
            "% 五常不哭：南京义工日记\n南京　阿吉　整理于2023年8月16日\n沙河子镇停电，发电机[4台]给了卫生院。",
            ["五常市"],
        ),
        # an everyday word in the head, borne out by a town of that county
        ("% 登封：山里的接力\n7月21日，唐庄镇断电。送来馒头[400个]。", ["登封市"]),
        ("% 湖畔的“红背心”\n上城社工 2023-10-09\n湖滨街道设服务亭[12个]。", ["上城区"]),
        # what befell one of two places of a title
        ("% 介休的水退了，太原的炉子到了\n太原市慈善总会\n汾河介休段决口。安置点住进[426人]。", ["介休市"]),
        # a county told of alone, below the name of a provincial body; not where a sister county is told of too
        ("% 手记\n青海省社工联合会\n来稿：天峻县新源镇社工站\n2021-06-21\n站里社工上门[230户次]。", ["天峻县"]),
        (
            "% 一线\n来源：吉安市民政局\n泰和县的社工走访[30户]。\n永新县的社工走访[40户]。\n共办活动[9场]。",
            ["泰和县", "永新县", "吉安市"],
        ),
        ("% 鹰潭养老\n余江社工　2021-12-10\n余江区平定乡走访[14户]。\n市里的医生来义诊，看了[52人]。", ["余江区"] * 2),
    ],
)
def test_who_writes_and_what_is_told(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


_OUT = (
    "# 01 守 · 西柯镇\n队里[13名]队员上岗。\n# 02 听\n咨询师接听来电[47个]。"
    "\n# 03 {}\n送去雨衣[30件]。\n# 04 账本\n收到茶叶[64件]。"
)


@pytest.mark.parametrize("heading", ["援 · 去仙游", "驰援仙游县", "奔赴仙游"])
def test_where_those_who_tell_went_is_no_part_of_their_home(heading: str) -> None:
    text = "% 志愿队手记\n同安区发布通告。\n" + _OUT.format(heading)
    first, second, _, last = lowest(text)
    assert (first, second, last) == ("同安区",) * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # chapters on places of one county, though its prefecture is spoken of too
        (
            "% 小城没有歇\n瑞丽是个县级市。\n# 姐告\n守卡[23个]。\n# 弄岛镇\n印折页[60份]。\n# 畹町镇\n送菜[90户]。"
            "\n# 从芒市来的车\n来了[35人]。\n# 电话\n州红十字会为全州募集[50万元]，州热线接听[93通]。",
            ["瑞丽市"] * 4 + ["德宏傣族景颇族自治州"] * 2,
        ),
        # what a charity was given, at work in several provinces, and not what it spent
        (
            "% 季度简报\n宁波市微光公益基金会\n2023-04-14\n# 收入\n收到捐赠[317万元]，企业捐赠占[70%]。"
            "\n# 支出\n公益支出[204万元]。\n# 凉山彝族自治州\n送去书桌[60套]。\n# 黔西南布依族苗族自治州\n开饭[90份]。",
            ["宁波市", "宁波市", None, "凉山彝族自治州", "黔西南布依族苗族自治州"],
        ),
    ],
)
def test_chapters_of_one_county_and_seats_of_charities(text: str, expected: list[str | None]) -> None:
    assert lowest(text) == expected
