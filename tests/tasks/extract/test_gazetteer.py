"""Which characters of a text are names of places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.regions import all_regions
from tasks.extract.gazetteer import gazetteer, short_forms
from tasks.extract.place_regions import choose, common, meant

BY_NAME = {region.name: region for region in all_regions() if region.last == 9999}


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("浙江宁波:镇海区庄市街道组建队伍", ["浙江", "宁波", "镇海区", "庄市街道"]),
        ("青海省海东市民和县中川乡", ["青海省", "海东市", "民和县", "中川乡"]),
        ("12名山东志愿者", ["山东"]),
        ("莫旗、科左中旗和喀左县", ["莫旗", "科左中旗", "喀左县"]),
        ("临夏州积石山县", ["临夏州", "积石山县"]),
        ("哈尔滨西站设服务点", ["哈尔滨"]),
        ("北京朝阳的社工", ["北京", "朝阳"]),
        ("贵州·习水", ["贵州", "习水"]),
        ("吉林省吉林市", ["吉林省", "吉林市"]),
        ("海南州共和县与海南省", ["海南州", "共和县", "海南省"]),
        ("瑞宝街社工站的志愿者", ["瑞宝街"]),
        ("进驻王岗坪乡", ["王岗坪乡"]),
    ],
)
def test_names_of_places(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "和平年代的友好城市",
        "走过南京路和上海西路",
        "一份三明治、一碗兰州牛肉面",
        "朝阳产业、公安民警、互助小组、资源整合",
        "形成都市圈",
        "社工蒋宁乡说",
        "于宁波说，大家都来了",
        "四川人爱吃辣",
        "G2京沪高速出口",
        "《北京青年报》",
        "海口罩",
        "合作市场",
        "北京冬奥会",
        "瑞宝街上人来人往",
        "四川大哥和安徽阿姨",
    ],
)
def test_words_that_only_look_like_places(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("临夏回族自治州", ("临夏州", "临夏")),
        ("双江拉祜族佤族布朗族傣族自治县", ("双江县", "双江")),
        ("广西壮族自治区", ("广西",)),
        ("神农架林区", ("神农架",)),
        ("万柏林区", ("万柏林",)),
        ("浦东新区", ("浦东",)),
        ("沛县", ()),
    ],
)
def test_short_forms(name: str, forms: tuple[str, ...]) -> None:
    assert short_forms(BY_NAME[name]) == forms


def test_a_name_of_many_places_needs_its_surroundings() -> None:
    (hit,) = gazetteer().find("城关区的社工")
    assert choose(hit.names, 2024, ()) is None
    lanzhou = choose(hit.names, 2024, (BY_NAME["兰州市"],))
    assert lanzhou is not None and lanzhou.code == "620102"


def test_a_former_name_is_read_under_the_date_of_the_document() -> None:
    (hit,) = gazetteer().find("新津县民政局")
    assert [region.name for _, region in meant(hit.names, 2018)] == ["新津县"]
    assert [region.name for _, region in meant(hit.names, 2022)] == ["新津区"]


def test_what_places_have_in_common() -> None:
    assert common([BY_NAME["海曙区"], BY_NAME["余姚市"]]) == BY_NAME["宁波市"]
    assert common([BY_NAME["浦东新区"], BY_NAME["黄浦区"]]) == BY_NAME["上海市"]
    assert common([BY_NAME["湖北省"], BY_NAME["贵州省"]]) is None


@pytest.mark.parametrize(
    "text",
    ["每周至少走访3次", "300余干部下沉", "维修水电", "物资中有棉被", "几个旧小区", "沿河的野塘", "为台湾青年设立驿站"],
)
def test_words_that_only_run_into_a_name(text: str) -> None:
    assert found(text) == []


def test_an_everyday_word_counts_beside_its_full_name() -> None:
    assert found("合江县的孩子多；合江来了57个")[-1] == "合江"
    assert found("落落大方，合江来了57个") == []


@settings(deadline=None)  # the first text builds the gazetteer
@given(st.text(alphabet="省市区县宁波海曙江北京朝阳城关和平民人路街·，。 3名", max_size=80))
def test_hits_are_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for hit in gazetteer().find(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@pytest.mark.parametrize(
    ("text", "home", "names"),
    [
        ("保温箱210只，其中玉环60只、天台150只", "台州市", ["玉环", "天台"]),
        ("其中玉环质量上乘，登上天台150级", "台州市", []),
        ("县市　驿站　活动\n花垣县　9　41\n凤凰　8　365\n", "湘西土家族苗族自治州", ["花垣县", "凤凰"]),
    ],
)
def test_everyday_words_with_a_count_are_counties_around_the_home(text: str, home: str, names: list[str]) -> None:
    side = text.replace("，", ",").replace("　", " ")
    hits = gazetteer().with_near(side, gazetteer().find(side), BY_NAME[home])
    assert [side[hit.start : hit.end] for hit in hits] == names


def test_a_town_bears_out_an_everyday_word_at_the_head() -> None:
    assert found("登封:山里的接力\n唐庄镇断电。") == ["登封", "唐庄镇"]
    assert found("登封:山里的接力\n停电了。") == []
