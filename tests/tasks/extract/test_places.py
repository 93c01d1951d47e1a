"""The place where a figure applies."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.regions import COUNTY, all_regions, names_of_region, region_exists
from tasks.clean.blocks import HEADING, PARAGRAPH, TABLE, Block
from tasks.extract.gazetteer import short_forms
from tasks.extract.layout import lay_out
from tasks.extract.mentions import find_mentions
from tasks.extract.model import FIGURE, Context, Place
from tasks.extract.places import bind_places
from tests.marked_texts import marked

UNKNOWN = Context()


def places(text: str, context: Context = UNKNOWN) -> list[Place]:
    layout, figures = marked(text)
    return bind_places(layout, context, figures)


def lowest(text: str, context: Context = UNKNOWN) -> list[str | None]:
    """The smallest division of every figure."""
    return [place.adm3 or place.adm2 or place.adm1 for place in places(text, context)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("% 绍兴市越城区社工站小结\n全年服务[300人]。", ("浙江省", "绍兴市", "越城区")),
        ("% 万宁市慈善总会公告\n共接收善款[300万元]。", ("海南省", None, "万宁市")),
        ("% 虹口区民政局简报\n全区建站[8个]。", ("上海市", None, "虹口区")),
        ("% 东莞市总工会\n全市慰问职工[300人]，凤岗镇最多。", ("广东省", "东莞市", None)),
        ("% 我县启动“护苗”行动\n柘荣县民政局近日派出社工[6名]。", ("福建省", "宁德市", "柘荣县")),
        ("% 没有地名的故事\n一共来了[30人]。", (None, None, None)),
        ("% 兰州新区社工站\n走访[30户]。", ("甘肃省", "兰州市", None)),
        ("% 八师石河子市志愿服务\n走访[30户]。", ("新疆维吾尔自治区", None, "石河子市")),
    ],
)
def test_the_home_region_in_official_names(text: str, names: tuple[str | None, ...]) -> None:
    (place,) = places(text)
    assert (place.adm1, place.adm2, place.adm3) == names
    assert place.code is None or region_exists(place.code)


def test_a_name_of_two_districts_is_settled_by_telephone_and_licence() -> None:
    text = "% 普陀区民政局统计\n全区享受服务的老人[300人]。\n电话：{}　{}ICP备1号"
    assert places(text.format("021-52560000", "沪"))[0].code == "310107"
    assert places(text.format("0580-3050000", "浙"))[0].code == "330903"


def test_the_register_of_sources_settles_what_the_text_leaves_open() -> None:
    context = Context(adm1="浙江省", adm2="宁波市")
    assert lowest("江北区派出社工[6名]。\n共服务[30人]。", context) == ["江北区", "宁波市"]
    assert places("江北区派出社工[6名]。", context)[0].code == "330205"


def test_a_street_alone_fixes_its_district() -> None:
    assert lowest("% 上海社工在行动\n豫园街道的社工[6名]上门。") == ["黄浦区"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# 越城区\n走访[30户]。\n# 诸暨市\n走访[40户]。\n# 下一步\n共走访[70户]。", ["越城区", "诸暨市", "绍兴市"]),
        ("【越城区】走访[30户]。\n诸暨市：走访[40户]。", ["越城区", "诸暨市"]),
        ("越城区派出社工[6名]。他们走访[30户]。\n合计走访[40户]。", ["越城区", "越城区", "绍兴市"]),
        ("越城区走访[30户]。全市走访[90户]。", ["越城区", "绍兴市"]),
        ("越城区走访[30户]。省级层面，全省走访[900户]。", ["越城区", "浙江省"]),
        ("越城区和诸暨市两地走访[30户]。", ["绍兴市"]),
        ("向越城区、诸暨市分别捐赠口罩[300只]、[400只]。", ["越城区", "诸暨市"]),
        ("来自福建、安徽的志愿者[36名]参加。", ["绍兴市"]),
        ("河南省洛阳市的一家企业捐来棉衣[300件]。", ["绍兴市"]),
        ("为湖北、贵州等地儿童寄送口罩，送到[160名]孩子手中。又为老人理发[20人次]。", [None, "绍兴市"]),
        ("援鄂医疗队员家属[132人]得到照顾。", ["绍兴市"]),
        ("[38名]志愿者在越城区支起大锅。", ["越城区"]),
        ("物资[300件]，已运抵湖北省黄冈市。", ["黄冈市"]),
        ("协会对接杭州市上城区的企业，捐出口罩[300只]。", ["绍兴市"]),
        ("诸暨市民政局、越城区社工协会等开通热线[9条]。", ["绍兴市"]),
        ("全国共有社工[160万人]。", [None]),
        ("走访越城区[30户]。据统计，全年服务[900人]。", ["越城区", "越城区"]),
        ("越城区走访[30户]，诸暨市走访[40户]。据统计，全年服务[900人]。", ["越城区", "诸暨市", "绍兴市"]),
        ("越城区建站[12个]，高新区建站[6个]。", ["越城区", "绍兴市"]),
        ("诸暨市与湖南省株洲市结对，捐赠课桌[60套]。", ["诸暨市"]),
        ("湖南、广西籍儿童[32名]入学。", ["绍兴市"]),
        ("独居老人[30人]登记在册，由各区县管理。（诸暨市民政局供稿）", ["诸暨市"]),
    ],
)
def test_what_a_city_reports(body: str, expected: list[str | None]) -> None:
    assert lowest("% 绍兴市社会工作周报\n" + body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("合肥的网友寄来蚊帐[41件]。", ["庐江县"]),
        ("上海市长宁区的基金会捐来校服[760件]。", ["庐江县"]),
        ("县社工协会派来[5名]社工。", ["庐江县"]),
        ("市民政局拨付补助[50万元]。", ["庐江县"]),
        ("全市共有志愿者[900名]。", ["合肥市"]),
        ("巢湖市的同行也办起书屋[5间]。", ["巢湖市"]),
        ("从合肥赶来的志愿者[6名]留了下来。", ["庐江县"]),
        ("新华社合肥8月1日电 志愿者[30名]昨天到达。", ["庐江县"]),
    ],
)
def test_what_a_county_reports(body: str, expected: list[str | None]) -> None:
    assert lowest("% 庐江县安置点日志\n" + body) == expected


def test_a_title_of_helpers_is_at_home_where_they_work() -> None:
    assert lowest("% 山东援疆社工在喀什\n三年来服务[160人]。\n疏勒县建站[12个]。") == ["喀什地区", "疏勒县"]
    assert lowest("% 武汉大学支教团陇川手记\n我们上课[260节]。") == ["陇川县"]


def test_helpers_from_another_district_work_in_the_district_of_the_heading() -> None:
    text = "% 湖北红十字会纪实\n# 随州·随县\n曾都区救援队的[23名]队员踩着冰走进来。\n# 仙桃\n药品[38箱]运到。"
    assert lowest(text) == ["随县", "仙桃市"]


def test_headings_of_several_provinces_leave_no_home() -> None:
    text = "% 寒潮里的社工\n多地派出[30人]。\n# 河北：协会领头\n派出[40人]。\n# 吉林：菜篮子\n派出[50人]。"
    assert lowest(text) == [None, "河北省", "吉林省"]


def test_a_heading_right_below_another_keeps_its_place() -> None:
    text = "成都社工在一线\n锦江区\n社工总站\n走访居民196户。"
    lines = text.split("\n")
    kinds = [PARAGRAPH, HEADING, HEADING, PARAGRAPH]
    starts = [text.index(line) for line in lines]
    blocks = [
        Block(kind, int(kind == HEADING), start, start + len(line))
        for kind, start, line in zip(kinds, starts, lines, strict=True)
    ]
    _, figures = marked(text.replace("196户", "[196户]"))
    (place,) = bind_places(lay_out(text, blocks), UNKNOWN, figures)
    assert place.adm3 == "锦江区"


def test_a_source_line_narrows_its_section() -> None:
    text = "% 多地社工见闻\n# 河北：协会\n[3人]。\n# 吉林：菜篮子\n求助专线接到[217个]电话。\n（据通化市民政局）"
    assert lowest(text) == ["河北省", "通化市"]


def test_the_rows_of_a_table_name_the_place() -> None:
    layout, figures = marked("% 宝鸡市社工站统计\n| 金台区 | [12个]\n| 凤翔区 | [17个]\n| 合计 | [29个]")
    assert [block.kind for block in layout.blocks].count(TABLE) == 1
    found = bind_places(layout, UNKNOWN, figures)
    assert [place.adm3 or place.adm2 for place in found] == ["金台区", "凤翔区", "宝鸡市"]


def test_the_date_of_the_document_decides_between_old_and_new_names() -> None:
    text = "% 新津县社工站\n走访[30户]。"
    assert places(text, Context(published_on=date(2018, 5, 1)))[0].code == "510132"
    assert places(text, Context(published_on=date(2022, 5, 1)))[0].adm3 == "新津区"


def test_the_span_is_the_name_that_decided() -> None:
    layout, figures = marked("% 绍兴市周报\n越城区走访[30户]。")
    (place,) = bind_places(layout, UNKNOWN, figures)
    assert layout.text[place.start : place.end] == "越城区"
    assert place.rule == "place"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 柘荣县社工站\n寿宁县的[12名]社工赶到县医院帮忙。", ["柘荣县"]),
        ("% 柘荣县社工站\n福鼎市的督导老师来站[4次]。", ["柘荣县"]),
        ("% 奉节县见闻\n巫山、巫溪两县的社工[12人]组团参观。", ["奉节县"]),
        ("% 奉节县见闻\n隔壁巫山县的站更忙，[5个]人管三个镇。", ["巫山县"]),
        ("% 柘荣县社工站\n福鼎市社工站的同行来学习，回去后照着办起食堂[5家]。", ["福鼎市"]),
        ("% 上海保供\n外省市捐赠蔬菜[600吨]，其中山东[200吨]。", ["上海市", "上海市"]),
        ("% 昆明市简报\n选派[5名]社工到大理市的[3家]机构跟岗学习，带回[6本]案例。", ["昆明市", "大理市", "昆明市"]),
        ("% 毕节市小结\n社工跑了大方县和纳雍县的山乡，家访[64户]。", ["毕节市"]),
        ("% 昭觉县小结\n全年陪诊[97人次]，跑西昌的占[4成]。", ["昭觉县", "昭觉县"]),
        ("% 泗县红十字\n一位老师寄来[200元]，附言：灵璧县，挺住！款物已拨付[96%]。", ["泗县", "泗县"]),
    ],
)
def test_people_who_come_and_go(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 昆明市简报\n盘龙区、五华区分别建站[4个]、[3个]，西山区[5个]。", ["盘龙区", "五华区", "西山区"]),
        ("% 广东助学\n梅州、河源两市获助[72名]、[53名]。", ["梅州市", "河源市"]),
        ("% 广东助学\n梅州、河源两市建站[72个]，配备社工[53名]。", ["广东省", "广东省"]),
        ("% 凉山州夜校\n西昌、会理两市开班[12个]。", ["凉山彝族自治州"]),
        ("% 湖北联动\n仙桃[20场]，潜江[15场]。累计服务[300人]。", ["仙桃市", "潜江市", "湖北省"]),
        ("% 安徽行动\n覆盖颍上县、临泉县，霍邱县、金寨县，建家园[120个]。", ["安徽省"]),
    ],
)
def test_lists_of_places(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 京津冀救灾\n保定市派出[18名]社工。\n省慈善总会接收捐款[200万元]。", ["保定市", "河北省"]),
        ("% 克州助残\n乌恰县康复[13名]。自治州残联投入[20万元]。", ["乌恰县", "克孜勒苏柯尔克孜自治州"]),
        (
            "% 怒江州小结\n# 一、福贡县\n走访[30户]。\n二、贡山县的志愿者[21名]上岗。",
            ["福贡县", "贡山独龙族怒族自治县"],
        ),
        ("% 宿州战疫\n# 合肥、蚌埠：不留名的人\n市红十字会接收款物[90万元]。", ["宿州市"]),
        ("% 青海简报\n各组织送到玛多县的物资如下：\n（一）棉帐篷[60顶]；\n另有燃料[200袋]。", ["玛多县", "玛多县"]),
        ("% 甘孜州快报\n石渠县、色达县受灾。棉被[20床]，已运抵石渠。", ["石渠县"]),
    ],
)
def test_what_a_heading_an_office_or_an_announcement_says(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


def test_a_village_the_text_has_placed_is_found_again_where_it_stands_alone() -> None:
    text = (
        "% 驿站在各地\n# 一、红旗社区：夜校\n大兴区黄村镇红旗社区开班[12期]。\n# 二、团结村：一盏灯\n"
        "通州区漷县镇团结村有志愿者[30名]。\n# 三、数字\n红旗社区结业[58人]，团结村[22人]。"
    )
    assert lowest(text) == ["大兴区", "通州区", "大兴区", "通州区"]


def test_a_line_below_a_numbered_heading_does_not_end_its_section() -> None:
    text = "% 河两岸的夏天\n# PART.01 赤水市\n# 三十一床凉席\n来了[40个]孩子。\n# PART.02 合江县\n办班[7期]。"
    assert lowest(text) == ["赤水市", "合江县"]


@given(st.text(alphabet="省市区县全我各在向为来自宁波海曙江北京朝阳、，。；:（）\n 等3名户", max_size=120))
def test_any_text_gives_a_known_place_for_every_figure(text: str) -> None:
    layout = lay_out(text, [])
    _, figures = marked("服务[3人]。")
    found = bind_places(layout, UNKNOWN, figures * 3)
    assert len(found) == 3
    assert all(place.code is None or region_exists(place.code) for place in found)


def test_a_diary_is_at_home_where_it_plays_not_where_its_writer_works() -> None:
    text = (
        "% 山那边的灯——甘洛抗洪日记\n% 阿木（成都市武侯区青禾社会工作服务中心）\n出发，带上棉被[20床]。\n"
        "到了甘洛县，住进玉田镇的帐篷，海棠镇也要人。登记[30户]。\n# 交接\n我们共服务[300小时]。"
    )
    assert lowest(text)[-1] == "甘洛县"


def test_the_place_an_account_is_registered_in_leaves_the_city_to_the_text() -> None:
    text = "% 秋天的账本\n发表于四川\n我们有[30人]。\n涪城区、游仙区都去了。\n江油市：建档[8份]。\n安州区：建档[9份]。"
    assert lowest(text) == ["绵阳市", "江油市", "安州区"]


def test_a_rank_in_the_city_is_no_report_on_the_city() -> None:
    text = "% 老街粥屋\n越城区老街上，粥屋的灯亮了。\n领班排在全市第3，攒下[600小时]，全市最多。\n地址：绍兴市越城区"
    assert lowest(text) == ["越城区"]


def test_the_next_item_of_a_list_is_on_the_whole_again() -> None:
    text = "% 绍兴市慈善会公告\n# 说明\n（一）诸暨市已领取[30户]。\n（二）物资送出棉被[50床]。\n（三）审计费[2万元]。"
    assert lowest(text) == ["诸暨市", "绍兴市", "绍兴市"]


def test_how_far_the_farthest_went_is_not_where_the_others_are() -> None:
    assert lowest("% 库车市民政局\n接送返乡[15人]，最远的送到茂名市。") == ["库车市"]


def test_a_firm_of_the_neighbours_gives_to_those_who_tell() -> None:
    assert lowest("% 嵊泗县助老社\n普陀区的一家水产公司年年送冻鱼，去年是[2吨]。") == ["嵊泗县"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a town named in full is known by its short form in the rest of the text, in its title too
        ("% 花果园的楼有多高\n花果园是贵阳的楼盘。\n花果园街道社工[10名]。\n发出试剂[820盒]。", ["南明区", "南明区"]),
        # a sister county that brings something is not where it goes
        (
            "% 郑州救灾日记\n巩义市的村里，队员挨户清淤[30户]。荥阳市的一支车队随后送来发电机[6台]。",
            ["巩义市", "巩义市"],
        ),
        # labels one below the other govern their paragraphs
        (
            "% 怀化、湘西两地陪伴计划年报\n▪ 永顺县　夏令营里，吉首大学的[83名]大学生讲课。\n"
            "▪ 花垣县　双龙镇的绣娘捐出书包[320个]。",
            ["永顺县", "花垣县"],
        ),
        ("% 河南省慈善总会公告\n已拨付善款，其中新乡、鹤壁分别为[2.1亿元]、[1.68亿元]。", ["新乡市", "鹤壁市"]),
        ("% 庄河战疫群像\n庄河市的卡口不断人。大连市心理咨询行业协会在全市招来咨询师[36位]。", ["大连市"]),
        ("% 永嘉县救援队手记\n返程把矿泉水[40箱]留给岩坦镇。", ["永嘉县"]),
    ],
)
def test_labels_and_givers(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    "form",
    [
        "% 守望的日子\n3月5日，{city}{short}按下暂停键，街上空了下来。\n志愿者[120名]守住卡点。",
        "% {city}社会组织抗疫纪实\n全市社会组织闻令而动。\n{short}：[120名]社工走访居民。",
        "% {city}社会组织抗疫纪实\n全市社会组织闻令而动。\n{short}的[120名]社工走访居民。",
        "% {city}社会组织抗疫纪实\n全市社会组织闻令而动。\n在{short}，[120名]社工走访居民。",
    ],
)
def test_counties_all_over_the_country_are_known_by_their_short_forms(form: str) -> None:
    counties = [region for region in all_regions() if region.level == COUNTY and region.in_force(2022)][::40]
    missed = []
    for county in counties:
        province, prefecture, name = names_of_region(county)
        city, short = prefecture or province, (short_forms(county) or (name,))[-1]
        if (city or "").startswith(short or ""):
            continue  # 昌吉市 of 昌吉州: the short form is the prefecture's
        if lowest(form.format(city=city, short=short)) != [name]:
            missed.append(f"{city}{name}")
    assert len(missed) <= 1, missed  # 在建|水: a word that no context can tell


def test_a_part_set_aside_does_not_turn_the_sentence_to_its_place() -> None:
    text = "% 绍兴市社工快报\n全市在岗社工[964名]，其中上虞区[320名]；志愿服务[18万小时]，接听热线[1386通]。"
    assert lowest(text) == ["绍兴市", "上虞区", "绍兴市", "绍兴市"]


def test_a_word_counted_with_a_known_county_is_one_of_its_province() -> None:
    text = "% 四川省慈善联合会泸定地震公告\n首批拨付泸定、石棉两县的分别为[1500万元]和[1200万元]。"
    assert lowest(text) == ["泸定县", "石棉县"]


def test_a_river_that_is_named_after_its_place_is_no_other_place() -> None:
    assert lowest("% 瑞丽江边的三十三天\n7月4日，瑞丽又一次按下暂停键。\n志愿者[346名]守着卡点。") == ["瑞丽市"]


def test_a_word_that_labels_a_paragraph_is_a_county_beside_another_label() -> None:
    text = "% 泸定地震救援手记\n泸定：锅先热起来，[1712人]住进小学。\n石棉：路断了，[47名]队员背进药品。"
    assert lowest(text) == ["泸定县", "石棉县"]


def test_both_sides_of_a_report_on_two_provinces_are_no_single_place() -> None:
    text = (
        "% 津沈两地的社工\n# 天津·和平区\n走访[30户]。\n# 沈阳·和平区\n走访[40户]。\n# 之间\n天津出书。两地座谈[2次]。"
    )
    assert lowest(text) == ["和平区", "和平区", None]


def test_a_patient_taken_elsewhere_leaves_the_figures_at_home() -> None:
    assert lowest("% 城西区工会（西宁）\n一名患儿转到西安，缺口由[3家]企业兜底。") == ["城西区"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # where the writer was when the page went online does not settle the home
        ("% 寒潮里的热水站\n阿岳 2024年12月20日 08:10 山东\n天亮了，邹城市钢山街道的驿站烧水[12壶]。", ["邹城市"]),
        # a brand in quotation marks, a river
        ("% “浔阳归航”矫正简报\n北碚区司法局主管\n家访[203次]。", ["北碚区"]),
        ("% 乌苏里江畔的冬天\n虎林市虎头镇的队伍送煤[8吨]。", ["虎林市"]),
        # who writes says more than a title on the city; nobody speaks of all of it
        ("% “候鸟老人”在三亚\n三亚市吉阳区社工站\n站里建互助小组[17个]。", ["吉阳区"]),
        ("% 广西融水、三江抗洪纪实\n志愿者[312人]分赴两县。\n在融水，清淤街巷[46条]。", ["柳州市", "融水苗族自治县"]),
        ("% 甘肃省慈善联合会积石山地震捐赠公示\n共接收善款[4200万元]。", ["甘肃省"]),
        # the city's charity helps a team of the district
        (
            "% 对话“小蓝帽”车队\n7月28日，扬州出现本土疫情。广陵区“小蓝帽”车队从送药起步，后来并入市慈善总会的行动。"
            "\n到8月25日，在册车主[264人]。\n市慈善总会给了补助[15万元]。\n（广陵区最美志愿者候选）",
            ["广陵区", "广陵区"],
        ),
    ],
)
def test_what_settles_the_home(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("2023年，新区投入武都区资金[560万元]。", "武都区"),
        ("协会派出社工[18人]到武都。", "武都区"),
        ("安化镇的课堂收到图书[320册]。", "武都区"),
        ("灵珠山街道的9家企业捐棉服[3860件]。", "武都区"),
        ("青岛这头，西海岸新区在隐珠街道设站，帮助[1205人]稳岗。", "黄岛区"),
    ],
)
def test_of_a_pair_of_places_the_helped_one_is_home(body: str, expected: str) -> None:
    title = "% 黄海岸边，白龙江畔——青岛西海岸新区与陇南武都的“山海账”\n青岛西海岸新区社会工作协会\n"
    assert lowest(f"{title}记者随协会回访，看帮扶资金投入武都区的地方。\n{body}") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 大兴街坊\n丰台区、房山区各一队，两区共有队员[33人]。", ["北京市"]),
        ("% 黑龙江五常洪灾救援\n队员们在尚志转运物资[60吨]。", ["尚志市"]),
        ("% 慈溪市红十字会小结\n8月4日，救援队[15人]赶赴河北涿州。", ["涿州市"]),
        ("% 北碚区司法局简报\n在澄江组织公益劳动[120小时]。", ["北碚区"]),
        ("% 北碚区司法局简报\n再犯率比全市平均水平低[0.3个百分点]。", ["北碚区"]),
        ("% 郴州市志愿者\n苏仙区来了[62名]。\n桂东县来了[40名]。\n两地共有[33人]。", ["苏仙区", "桂东县", "郴州市"]),
        ("% 云南省青基会公示\n2．昭通市：永善县[61名]、大关县[29名]\n合计[90名]。", ["永善县", "大关县", "云南省"]),
    ],
)
def test_bare_names_and_places_of_action(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


def test_people_away_from_home_are_not_told_of_where_they_work() -> None:
    text = "% 铅山县民政局简报\n全县发放救助金[30万元]。在浙江经商的铅山人[200位]凑钱，拉回白菜[11车]。"
    assert lowest(text) == ["铅山县"] * 3
    assert lowest("% 铅山县民政局简报\n旅居广东的乡亲捐款[5万元]。") == ["铅山县"]
    assert lowest("% 铅山县民政局简报\n在河口镇经商的外地人[20位]报名。") == ["铅山县"]


def test_every_row_of_figures_is_dealt_out() -> None:
    text = "% 长治市双拥办小结\n黎城、平顺两县分别选出讲解员[18名]、[24名]，开课[56堂]和[40堂]，听课的[1.9万人次]。"
    assert lowest(text) == ["黎城县", "平顺县", "黎城县", "平顺县", "长治市"]


def test_only_what_sums_up_two_lists_is_on_both() -> None:
    text = (
        "% 泉州市鞋业商会驰援湖南\n# 首批清单（发往平江县）\n雨靴 [200双]\n# 二批清单（发往华容县）\n头灯 [60只]\n"
        "前后货值合计[45万元]。\n商会去年公益支出[12万元]。"
    )
    assert lowest(text)[:3] == ["平江县", "华容县", "岳阳市"]
    assert lowest(text)[3] != "岳阳市"


def test_a_total_is_on_what_the_rows_above_it_have_in_common() -> None:
    layout, _ = marked("# 在岗\n| 县区\t队员（人）\n| 泸定县\t862\n| 石棉县\t715\n| 小计\t1577")
    mentions = [m for m in find_mentions(layout, UNKNOWN) if m.disposition == FIGURE]
    found = bind_places(layout, UNKNOWN, mentions)
    assert [place.adm3 for place in found] == ["泸定县", "石棉县", None]
    assert (found[2].adm1, found[2].adm2, found[2].rule) == ("四川省", None, "total")


def test_three_places_are_what_the_chapters_were_on() -> None:
    text = (
        "# 南阳市淅川县\n船[39条]。\n# 十堰市郧阳区\n义诊[3场]。\n# 十堰市丹江口市\n课[2节]。\n三地的护水人有[491人]。"
    )
    assert lowest(text) == ["淅川县", "郧阳区", "丹江口市", None]


def test_a_closing_heading_leaves_the_place_of_the_last_chapter() -> None:
    text = "% 廊坊市防汛简报\n# 霸州市\n设安置点[6处]。\n# 全市面上情况\n投入志愿者[5600名]。"
    assert lowest(text) == ["霸州市", "廊坊市"]


def test_every_picture_of_a_series_has_its_own_place() -> None:
    text = "% 桂林市七星区社工影像\n全区社工[18名]。\n▲梧州藤县社工站为老人送药[60份]。\n▲藤县人士向七星区捐款[3万]。"
    assert lowest(text) == ["七星区", "藤县", "七星区"]


def test_a_list_with_its_count_makes_counties_of_everyday_words() -> None:
    assert lowest("% 湖州市民政局简报\n德清、长兴、安吉三县各新增助餐点[10个]。") == ["湖州市"]
    text = "% 南充市社工站月报\n在顺庆、高坪和嘉陵三区分别建站[5个]、[6个]、[7个]。"
    assert lowest(text) == ["顺庆区", "高坪区", "嘉陵区"]


def test_what_is_said_of_the_giver_itself_belongs_to_its_seat() -> None:
    text = (
        "% 五车棉衣驰援东乡\n临夏州东乡县接到棉衣[300件]。"
        "位于浙江义乌的暖冬集团派出员工[26人]，在东乡县达板镇入户[200户]。\n"
        "去年集团公益支出[350万元]。\n“小暖”志愿队2016年成立至今，注册队员[420名]。\n东乡县还缺大衣[90件]。"
    )
    assert lowest(text)[2:] == ["东乡族自治县", "义乌市", "义乌市", "东乡族自治县"]


@pytest.mark.parametrize(
    "sentence",
    [
        "协助易地搬迁安置点居民办理手续[120件]。",
        "妈妈们参加家长沙龙，共[120人次]。",
        "每天水果、蔬菜送上门，共[120份]。",
        "集中卫生整治[12次]。",
        "确保定期走访，走访老人[120户]。",
        "周四会议后，走访老人[60户]。",
        "推广安全教育课[36节]。",
        "创新乡村治理，组建志愿队[12支]。",
        "志愿者造福建档立卡户[60户]。",
        "隆重庆祝建党百年，开展活动[12场]。",
        "搬来大理石桌[12张]。",
        "重庆鸡公煲店送餐[60份]。",
        "南京鸭血粉丝店送餐[60份]。",
    ],
)
def test_words_that_run_into_a_name_leave_the_figure_at_home(sentence: str) -> None:
    assert lowest(f"% 淮安市洪泽区社工服务简报\n{sentence}") == ["洪泽区"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山东援疆医生在喀什地区疏勒县义诊[120人次]。", ["疏勒县"]),
        ("四川大学华西医院服务患者[120人次]。", ["成都市"]),
        ("% 卫辉，我们来了\n从医院转移病人[86名]。", ["卫辉市"]),
        ("% 福建省南安市对口帮扶西吉县纪实\n南安的[6名]社工常驻西吉，上门[86次]。", ["西吉县"] * 2),
        ("% 四川省抗震救灾情况\n【泸定】转移群众[120人]。\n【石棉】转移群众[260人]。", ["泸定县", "石棉县"]),
        ("% 甘孜州义诊纪行\n抵达理塘，送去药品[126箱]。", ["理塘县"]),
        ("% 上海市松江区大学城志愿服务\n服务[86人次]。", ["松江区"]),
    ],
)
def test_where_helpers_work_and_what_titles_and_labels_name(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # people sent away, and sums shared out, count there for as long as they are spoken of
        ("% 诸城市红十字会年报\n选派到高密市的[34名]队员值守[16天]。接收捐赠[587万元]。", ["高密市"] * 2 + ["诸城市"]),
        (
            "% 诸城市红十字会年报\n接收捐赠[587万元]，其中转拨高密市[85万元]；培训[300人]。",
            ["诸城市", "高密市", "诸城市"],
        ),
        (
            "% 湖州市慈善总会公示\n已下拨德清县[150万元]、长兴县[60万元]；单笔最高[20万元]。",
            ["德清县", "长兴县", "湖州市"],
        ),
        (
            "% 云南省社会组织救灾平台简报\n登记[114支]，其中派往漾濞县[71支]、永平县[43支]；调集无人机[27架]。",
            ["云南省", "漾濞彝族自治县", "永平县", "云南省"],
        ),
        ("% 永嘉县慈善总会公告\n支援黄冈市口罩[2万]只，援助湖北省[96万元]。", ["黄冈市", "湖北省"]),
        ("% 永嘉县慈善总会公告\n向支援湖北的[17名]医护发放慰问金[8.5万元]。", ["永嘉县"] * 2),
        # hosts are where they are, people who come from there are not
        ("% 漾濞县抗震简报\n大理市民宿协会腾出客房[218间]。县里转移[900人]。", ["大理市", "漾濞彝族自治县"]),
        ("% 漾濞县抗震简报\n永平县的[3辆]卡车开在前头，卸下棉被[1200床]。", ["漾濞彝族自治县"] * 2),
        ("% 福州市长乐区简报\n有位四川大哥问了[3回]，安徽阿姨捐来[300元]。", ["长乐区"] * 2),
        ("% 永康市服务站简报\n接待[580人次]，其中贵州、云南两省的占[55%]；调解[12件]。", ["永康市"] * 3),
        # how far somebody went says nothing of what is done there
        ("% 玉田县志愿者简报\n代购[900单]，最远的一单跑到蓟州区，来回[120公里]。", ["玉田县"] * 2),
        ("% 玉田县救助站简报\n返乡[103人]，最远的送到云南省镇雄县；资助车票[60张]。", ["玉田县"] * 2),
        # those of the city at work in a district
        ("% 社工手记\n宝山区的方舱收进病人。上海同舟社会工作服务中心的[7名]社工进了舱。", ["宝山区"]),
        ("% 洪山区方舱日记\n市心理学会的[40名]咨询师待命，接电话[126通]。", ["洪山区"] * 2),
        ("% 洪山区方舱日记\n市心理学会在全市设站[40个]。", ["武汉市"]),
    ],
)
def test_who_is_sent_who_hosts_and_who_only_comes(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 扬州市社工扫描\n高邮市一家合作社送来荷藕[6000斤]，全部分到邗江区。", ["邗江区"]),
        ("% 天津市社工速写\n采样亭[24座]，其中[13座]先送到了津南区。", ["天津市", "津南区"]),
        ("% 西藏青年志愿者纪实\n校友会寄来面罩[5000个]，发往日喀则市、那曲市等地。", ["西藏自治区"]),
        ("% 三亚市志愿简报\n海口市的[18名]社工到岗，随即派往崖州区。", ["崖州区"]),
        ("% 石首市简报\n[6家]企业凑出口罩[12万]只，送到了公安县。", ["石首市", "公安县"]),
        ("% 怒江州社工记\n接诊[240人次]，把[11名]患儿送到了昆明。", ["怒江傈僳族自治州"] * 2),
        ("% 长三角社工速写\n蔬菜装车，分别开往青浦和昆山，前者[22吨]，后者[16吨]。", ["青浦区", "昆山市"]),
        ("% 莆田市荔城区医院手记\n仙游县发现疫情。9月12日，我院派出社工[4名]。", ["荔城区"]),
        ("% 广州市荔湾区小结\n瑞宝街社工站借走志愿者[5名]。番禺区一家厂运来粽子[250只]。", ["海珠区", "荔湾区"]),
    ],
)
def test_where_goods_and_people_go_next(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 金华社会工作力量驰援义乌侧记\n永康市的[16家]企业捐来床[600张]。服务[9人]。", ["义乌市"] * 3),
        (
            "% 云南漾濞6.4级地震社会工作简报\n登记[58支]。\n# 漾濞县\n转移[90人]。\n# 永平县\n转移[80人]。",
            ["大理白族自治州", "漾濞彝族自治县", "永平县"],
        ),
        (
            "% 湖南社工线上驰援黄冈\n解答[52人次]。\n# 麻城\n建群[11个]。\n# 武穴\n收到[3箱]。",
            ["黄冈市", "麻城市", "武穴市"],
        ),
        (
            "% 我们和枫亭在一起\n仙游县枫亭镇设点[9个]。送餐[3份]。\n# 城厢区\n打电话[217通]。\n# 涵江区\n又送[20份]。",
            ["仙游县", "仙游县", "城厢区", "涵江区"],
        ),
        (
            "% 木楼手账\n陪[412户]。\n榕江县：开饭桌[22场]。\n建档[38份]。\n从江县：转介[6人]。",
            ["黔东南苗族侗族自治州", *["榕江县"] * 2, "从江县"],
        ),
        (
            "% 凉山州小结\n（一）昭觉县　建站[5处]。\n（二）美姑县、雷波县　借书[24册]。\n（三）会理市　演出[2场]。",
            ["昭觉县", "凉山彝族自治州", "会理市"],
        ),
    ],
)
def test_titles_headings_and_labels_of_several_places(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 兰考县红十字会报告\n派出队员[36名]支援卫辉，转移[500人]。培训[800名]。", ["卫辉市", "卫辉市", "兰考县"]),
        ("% 瑞丽市手记\n我们派[3名]社工去陇川，培训主任[42名]。值守[9天]。", ["陇川县", "陇川县", "瑞丽市"]),
        ("% 扬州市江都区快报\n老兵去高邮拉菜，当天往返[9趟]。", ["江都区"]),
        ("% 安阳市救灾日报\n[26名]队员从洛阳市赶来，在内黄县转移[900人]。", ["内黄县"] * 2),
        ("% 阿克苏地区志愿服务综述\n温宿县开展活动[120场]。全地区注册[3.2万]人。", ["温宿县", "阿克苏地区"]),
        ("% 德宏州民政局简报\n瑞丽市设点[67个]。\n市青年志愿者协会录广播[26条]。", ["瑞丽市"] * 2),
        ("% 川渝两地携手：重庆荣昌区与四川隆昌市共建\n隆昌市投入[20万元]。两地共服务[320名]。", ["隆昌市", None]),
        ("% 江西省项目报告\n# 于都（赣州）\n建站[1个]。\n# 南康（赣州）\n建站[2个]。", ["于都县", "南康区"]),
        ("% 德宏州热线报告\n瑞丽出现本土疫情，热线开通，座机[2条]。接听[62通]。", ["德宏傣族景颇族自治州"] * 2),
        ("% 潜江市夜托问答\n天门市的同行看了，回去照着开了夜托点[2处]，收了[30名]孩子。", ["天门市"] * 2),
        (
            "% 河南省简报\n扶沟县设点[6处]。周口市心理学会派出[14名]社工，在扶沟县访谈[31人次]。",
            ["扶沟县", "扶沟县", "扶沟县"],
        ),
    ],
)
def test_helpers_on_the_way_and_offices_of_the_place_just_named(text: str, expected: list[str | None]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "% 清远、韶关抗洪纪事\n全省收到捐款[2元]。\n队员开赴英德市，转移[90人]。\n翁源县铲出淤泥[80吨]。",
            ["广东省", "英德市", "翁源县"],
        ),
        ("% 赣南社工站通报\n章贡区建站[9个]。\n全市建站[292个]。", ["章贡区", "赣州市"]),
        ("% 上海虹口社工报道\n静安区的[4名]社工把“接力本”抄了过去，在[8个]小区试用。", ["静安区", "静安区"]),
        ("% 佛山市顺德区公告\n2月21日，荆州市公安县人民医院签收本会捐赠的监护仪[20台]。", ["公安县"]),
        ("% 昭觉县来信\n杭州一家书城、深圳一所中学分别寄来图书[2200本]和[860本]。", ["昭觉县", "昭觉县"]),
    ],
)
def test_cities_side_by_side_copies_and_receipts(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "% 铜仁市周报\n# 玉屏县、江口县\n两县社工站分别设点[12处]、[9处]。本周接听来电分别为[86通]和[41通]。",
            ["玉屏侗族自治县", "江口县"] * 2,
        ),
        (
            "% 铜仁市周报\n# 玉屏县、江口县\n两县登记[86名]，其中老人、孩子分别为[50名]和[36名]。",
            ["铜仁市"] * 3,
        ),
        ("% 铜仁市周报\n玉屏县、江口县先后断电。两县分别派出[31名]、[24名]。", ["玉屏侗族自治县", "江口县"]),
        ("% 铜仁市周报\n玉屏县、江口县服务[80名]，其中独居、空巢的分别为[50名]和[30名]。", ["铜仁市"] * 3),
        ("% 铜仁市周报\n玉屏县设点[3处]，江口县设点[4处]，合计[7处]。", ["玉屏侗族自治县", "江口县", "铜仁市"]),
        (
            "% 晋中市简报\n祁县、平遥县分别建站[8个]、[9个]；示范站分别为[2个]、[3个]；男女分别为[70名]、[30名]。",
            [*["祁县", "平遥县"] * 2, "晋中市", "晋中市"],
        ),
        ("% 晋中市简报\n祁县分得[31件]，平遥县分得[21件]；受益老人[48名]。", ["祁县", "平遥县", "晋中市"]),
        ("% 丽水市日志\n求助[13件]，按县分：云和[8件]、松阳[4件]。", ["丽水市", "云和县", "松阳县"]),
        ("% 丽水市日志\n接起[13个]，其中云和打来的[8个]。", ["丽水市", "云和县"]),
        ("% 黔江区小班手记\n孩子[86名]，四川、湖北来的分别是[12名]和[9名]。", ["黔江区"] * 3),
        ("% 海南省公示\n拨给三亚、儋州、东方的分别为[3万元]、[2万元]和[1万元]。", ["三亚市", "儋州市", "东方市"]),
        ("% 镇江市公示\n给句容市的是大米[310袋]，给扬中市的是棉被[190床]。", ["句容市", "扬中市"]),
    ],
)
def test_figures_dealt_out_in_the_next_sentence_and_below_a_heading(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 贵州省简报\n宁波市一家基金会资助[40万元]，全部用在台江县。", ["台江县"]),
        ("% 贵州省简报\n奉化区的老师捐款[3万元]，给台江县的村小添了书桌。", ["台江县"]),
        ("% 贵州省简报\n奉化区一家机构的[29名]咨询师为台江县居民疏导[64人次]。", ["台江县"] * 2),
        ("% 贵州省简报\n全省建站[9个]。\n奉化区的[8名]教师支援台江县，上课[24节]。", ["贵州省", "台江县", "台江县"]),
        ("% 贵州省简报\n省社工协会向台江县选派[9名]社工。6月起，社工走访[47户]。", ["台江县", "台江县"]),
        ("% 贵州省简报\n省慈善总会向台江县拨付[9万元]。社工走访[47户]。", ["台江县", "贵州省"]),
        ("% 额济纳旗手记\n配齐送到[391条]，余下的转给阿拉善盟中心医院。", ["额济纳旗"]),
        ("% 仙桃市慈善会公告\n将口罩[3万只]转运天门市，另向公安县转运蔬菜[16吨]。", ["天门市", "公安县"]),
        ("% 台江县家长会手记\n屏幕那头，广东东莞市来了家长[63位]，中山市来了[50位]。", ["东莞市", "中山市"]),
        ("% 海北州援青手记\n在海北州，济南市派来的社工[12名]走访牧户[31户]。", ["海北藏族自治州"] * 2),
        ("% 敦煌市公示\n敦煌市收到各地捐款[310万元]，其中兰州[120万元]。", ["敦煌市", "敦煌市"]),
        ("% 衢州市柯城区快报\n龙游县来了[31名]，江山市也派来[24名]。", ["柯城区", "柯城区"]),
        ("% 镇江市简报\n丹徒区供餐[450份]；来自滁州市来安县的同行看过，回去照样开了[3家]。", ["丹徒区", "来安县"]),
    ],
)
def test_where_help_from_elsewhere_goes(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% 镇江市周报\n# 句容市\n社工站疏导[15人]，转介市第三医院[3人]。", ["句容市"] * 2),
        ("% 镇江市周报\n# 丹徒区\n社工站疏导[15人]，向市精神卫生中心转介[3人]。", ["丹徒区"] * 2),
        ("% 宿迁市周报\n# 沭阳县\n市义工协会把摊子支在桑墟村，送餐[43份]。全市送餐[90份]。", ["沭阳县", "宿迁市"]),
        (
            "% 镇江市周报\n报备[54支]，省内[41支]、省外[13支]。\n# 扬中市\n本市[27家]企业转产。",
            ["镇江市"] * 3 + ["扬中市"],
        ),
        ("% 镇江市周报\n〇句容市　走访[31户]。\n〇扬中市　江苏省南通市一家厂捐来[48箱]。", ["句容市", "扬中市"]),
        ("% 嘉兴市年报\n★桐乡　上岗[18人]。\n★平湖　“门诊”开诊[48期]。", ["桐乡市", "平湖市"]),
        ("% 丽水市简报\n# 云和县\n饭桌[12张]。\n全年下来，各县市区共建站[120个]。", ["云和县", "丽水市"]),
        ("% 内江市公示\n流向：威远县[12万元]；市本级[11万元]。", ["威远县", "内江市"]),
        ("% 镇江市简报\n# 泰州来的书摊\n全市摆摊[9处]。", ["镇江市"]),
        (
            "% 烟台市访谈\n在龙口市、莱州市挂牌。\n问：龙口站为何在市场？\n答：图人气。上课[14节]。\n答完送课[9节]。",
            ["龙口市", "烟台市"],
        ),
    ],
)
def test_offices_labels_and_answers_of_a_county(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected
