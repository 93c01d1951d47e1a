"""The noun a figure counts: what stands behind the unit, before the number, or was counted before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.layout import lay_out
from tasks.extract.model import FIGURE, Mention
from tasks.extract.objects import bind_objects
from tests.marked_texts import marked


def objects_of(text: str) -> list[str | None]:
    layout, mentions = marked(text)
    bound = bind_objects(layout, mentions)
    for one in bound:
        assert one.start < 0 or one.value is None or layout.text[one.start : one.end] == one.value
    return [one.value for one in bound]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("全县[26支]社会救援力量赶到现场。", "社会救援力量"),
        ("走访[12户]低保户家庭，并送上米面。", "低保户家庭"),
        ("链接到价值[13万余元]的防疫物资。", "防疫物资"),
        ("开展了[2名]患重病的困难人群个案服务。", "困难人群"),
        ("[3名]来自武汉的医生轮流坐诊。", "医生"),
        ("活动由[14名]社工三班倒完成。", "社工"),
        ("[6家]单位走访慰问百岁老人。", "单位"),
        ("为[860名]环卫工人免费体检。", "环卫工人"),
        ("举办[8场]义诊。", "义诊"),
        ("发放[5万元]助学金。", "助学金"),
        ("[98%]的居民表示满意。", "居民"),
        ("投入[200多名]医务社工、社区社工、儿童社工等。", "医务社工、社区社工、儿童社工"),
    ],
)
def test_the_noun_behind_the_unit_is_counted_up_to_the_verb(text: str, noun: str) -> None:
    value = objects_of(text)[0]
    assert value is not None
    assert noun in value
    assert "走访慰问" not in value
    assert "体检" not in value


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("募集防疫物资[5.7万余件]。", "防疫物资"),
        ("拨打流调电话[34649个]。", "流调电话"),
        ("协助核酸检测[88035人次]。", "核酸检测"),
        ("开展志愿服务活动共[252场次]。", "志愿服务活动"),
        ("口罩、手套、消毒液共[3200件]。", "口罩、手套、消毒液"),
        ("防护服、口罩和药品合计[115万件]。", "防护服、口罩和药品"),
        ("服务居民[300人]。", "居民"),
        ("配送图书[4.4万册]。", "图书"),
        ("居民满意率达[97.3%]。", "居民满意率"),
        ("骨干里退休的占[40%]。", "骨干"),
        ("其中退休的占[40%]。", "退休"),
        ("外来务工者占咨询人的[70%]。", "外来务工者"),
        ("其中80岁及以上[7905人]。", "80岁及以上"),
        ("独居老牧民登记在册的有[386位]。", "独居老牧民"),
        ("每天供餐[300份]。", "餐"),
        ("社工陪伴共[1420小时]。", "陪伴"),
        ("车队在镇里往返[167趟]。", "往返"),
        ("送出“暖脚包”（棉鞋、袜子）共[450套]。", "“暖脚包”"),
        ("在册矫正对象由去年年底的[3307人]降至6月底的[3118人]。", "在册矫正对象"),
        ("善款支出[79万元]。", "支出"),
    ],
)
def test_the_noun_before_the_number_is_counted(text: str, noun: str) -> None:
    assert noun in (objects_of(text)[0] or "")


@pytest.mark.parametrize(
    "text",
    [
        "累计服务[9000余人]。",
        "走访[5460人次]。",
        "发放[17.4万元]。",
        "志愿者连续奋战[7天]。",
        "社工连续[20天]吃住在社区。",
        "前后服务[5200余次]。",
        "行车[86公里]。",
        "听课的有[120人]。",
        "惠及[6省]乡村。",
    ],
)
def test_a_verb_alone_names_nothing_counted(text: str) -> None:
    assert objects_of(text) == [None]


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("打出电话[138个]，接通[121个]，其余[17个]转网格员。", ["电话"] * 3),
        ("募集物资[4283件]，总价值[29739.5元]。", ["物资", "物资"]),
        ("维生素片[155箱]([7440瓶])。", ["维生素片", "维生素片"]),
        ("发放帮扶金[31.8万元]，人均[5129元]，单笔[800元]。", ["帮扶金"] * 3),
        ("户均增收[2300元]。", [None]),
        ("走访家庭[400户]，高风险的由[21户]降到[8户]。", ["家庭"] * 3),
        ("起初只有[2块]插线板，后来供电所送来[12块]。", ["插线板", "插线板"]),
        ("礼包每份[5公斤]，共送礼包[300份]。", ["礼包", "礼包"]),
        ("开督导[4场]，每场[1.5小时]。", ["督导", "督导"]),
        ("问询[4800人次]，是平日的[3倍]。", ["问询", "问询"]),
        ("满意率由[58.3%]升至[91.7%]。", ["满意率", "满意率"]),
        ("上门服务[1200人次]，日均[40人次]。", ["上门服务", "上门服务"]),
        ("医护人员[18名]（持证[9名]）。", ["医护人员", "医护人员"]),
    ],
)
def test_a_figure_without_a_noun_points_back(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("给滞留的司机送热饭，每天[400份]。", "热饭"),
        ("适老化改造同步推进，已完成[126户]。", "适老化改造"),
        ("为全县残疾人上门[8928人次]。", "残疾人"),
        ("收到的棉衣，是去年同期的[2.4倍]。", "棉衣"),
        ("刺绣班办了[17期]。", "刺绣班"),
        ("光轮胎就换掉[12条]。", "轮胎"),
    ],
)
def test_a_noun_further_off_is_found_where_it_fits_the_unit(text: str, noun: str) -> None:
    assert noun in (objects_of(text)[0] or "")


def test_items_of_a_list_are_shared_out_in_order() -> None:
    text = "经济救助、情绪支持、出院安置分别为[121例]、[87例]和[38例]。"
    assert objects_of(text) == ["经济救助", "情绪支持", "出院安置"]


def test_a_list_of_places_shares_what_was_counted_before() -> None:
    text = "发放应急包[1800个]，其中城厢区、荔城区分别为[640个]和[410个]。"
    assert objects_of(text) == ["应急包"] * 3


PIECES = ["[3名]", "社工", "、", "，", "。", "的", "(", ")", "“", "共", "每", "\n", "是", "倍", "占"]


def _in_table(text: str, number: str, row: str | None, column: str | None) -> str | None:
    layout, _ = marked(text)

    def place(word: str | None) -> tuple[int, int] | None:
        return (layout.text.index(word), layout.text.index(word) + len(word)) if word else None

    start = layout.text.index(number)
    mention = Mention(
        start, start + len(number), start, start + len(number), 1.0, 1.0, 1.0, "exact", "件", None, FIGURE, "test"
    )
    return bind_objects(layout, [replace(mention, row_label=place(row), column_label=place(column))])[0].value


def test_a_table_cell_counts_what_its_row_or_column_names() -> None:
    table = "| 品名 | 数量（件） |\n| 医用口罩（只） | 2134 |\n| 阿尔山市 | 98 |\n| 合计 | 2232 |"
    assert _in_table(table, "2134", "医用口罩（只）", "数量（件）") == "医用口罩"
    assert _in_table(table, "98", "阿尔山市", "品名") == "品名"
    assert _in_table(table, "2232", "合计", "数量（件）") is None


def test_a_column_that_names_a_thing_goes_before_the_name_of_the_row() -> None:
    table = "| 项目 | 注册志愿者（名） | 服务时长（小时） | 支出（元） | 12月 |\n| 灶头送汤 | 35 | 206 | 417 | 9 |"
    assert _in_table(table, "35", "灶头送汤", "注册志愿者（名）") == "注册志愿者"
    assert _in_table(table, "206", "灶头送汤", "服务时长（小时）") == "服务时长"
    assert _in_table(table, "417", "灶头送汤", "支出（元）") == "灶头送汤"
    assert _in_table(table, "9", "灶头送汤", "12月") == "灶头送汤"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    )
)
def test_no_text_makes_the_rules_fail(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    layout, mentions = marked(text)
    assert len(bind_objects(layout, mentions)) == len(mentions)


def test_a_hundred_thousand_numbers_take_linear_time() -> None:
    text = "社工3名、" * 20_000
    layout = lay_out(text, [])
    mentions = [
        Mention(at, at + 2, at, at + 1, 3.0, 3.0, 3.0, "exact", "名", "people", FIGURE, "test")
        for at in range(2, len(text), 5)
    ]
    bound = bind_objects(layout, mentions)
    assert {one.value for one in bound} == {"社工"}


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("志愿者累计到场[1700人次]。", ["志愿者"]),
        ("听课的有[200人次]。", ["听课"]),
        ("窗口每天要接[1500人次]的问询。", ["问询"]),
        ("他们交换了[117张]写着愿望的卡片。", ["卡片"]),
        ("培训社工[16场次]。", ["培训"]),
        ("按每人每月[300元]发补贴。", ["补贴"]),
        ("办病友会[18场]，开家长会[3场]。", ["病友会", "家长会"]),
        ("驻站社工从最初的[21人]增加到[39人]。", ["驻站社工"] * 2),
        ("款物已拨付[96%]。", ["款物"]),
        ("防火传单，挨家发了[2600张]。", ["防火传单"]),
        ("个别谈心[137人次]，平均每次约[40分钟]。", ["个别谈心"] * 2),
        ("把剩下的方便面、饼干留给乡小学，折价[16000元]。", ["方便面、饼干"]),
        ("募集物资[90件]。", ["物资"]),
    ],
)
def test_attendance_rules_and_fronted_things(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("途中病退[2人]，补录[5人]。", [None, None]),
        ("期末在册[187人]。", [None]),
        ("开案[61例]，年内结案[48例]。", [None, None]),
        ("每天轮[9人]。", [None]),
        ("护理员每月上门[4次]。", [None]),
        ("村医[62名]，玉雕师[3名]。", ["村医", "玉雕师"]),
    ],
)
def test_a_verb_alone_before_people_or_cases_is_no_noun(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("订餐的老人，从开灶时的[21位]，涨到去年底的[118位]。", ["老人"] * 2),
        ("登记的志愿者，从年初的[300名]增加到年末的[512名]。", ["志愿者"] * 2),
        ("爸爸出席率由首课的[37%]升至末课的[81%]。", ["出席率"] * 2),
        ("协议履行率比上年提高[2.1个百分点]。", ["协议履行率"]),
        ("复发率[4.5%]，比全市平均水平低[0.3个百分点]。", ["复发率"] * 2),
        ("募集善款[120万元]，较上年增长[12.7%]。", ["善款"] * 2),
        ("派出驻校社工[14位]，其中持中级证书的[5位]。", ["驻校社工"] * 2),
        ("献血者[1200名]，女性占[40%]，其中首次献血的[380名]。", ["献血者", "女性", "献血者"]),
        ("发放购物券[1284张]，面值[25.68万元]。", ["购物券"] * 2),
        ("急难救助共[37起]，户均[3260元]。", ["急难救助"] * 2),
        ("家庭无障碍改造完工[1060户]。", ["家庭无障碍改造"]),
    ],
)
def test_comparisons_parts_and_worth_keep_the_noun(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("建成友好社区[14个]，其中青阳街道、池店镇各[3个]，陈埭镇[2个]，其余[3个]。", ["友好社区"] * 4),
        ("在海原县装上除颤器[34台]，沙坡头区[58台]。", ["除颤器"] * 2),
        ("找回走失老人[47人]，平均用时[3.2小时]。", ["走失老人", "用时"]),
        ("养育员入户指导[612次]。", ["入户指导"]),
        ("艺术团演出[18场]，龙舟队募款[15万元]。", ["演出", "募款"]),
        ("暑假里看着[17个]跟车的娃。", ["跟车的娃"]),
        ("“口袋花园”计划铺开，全年改造边角地[11处]。", ["边角地"]),
        ("三个站点分别接待来访者[86人次]、[54人次]和[21人次]。", ["来访者"] * 3),
        ("给老人体检[960人]。", ["老人"]),
    ],
)
def test_parts_by_place_and_deeds_that_name_something(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("抽调[48名]、[35名]和[22名]队员进驻。", ["队员"] * 3),
        ("腾出冷库[600平方米]。", ["冷库"]),
        ("筑起子堤[1.2公里]。", ["子堤"]),
        ("社工入户[517户次]。", [None]),
        ("修好[45把]坏了的轮椅。", ["坏了的轮椅"]),
        ("发出[1200封]手写的慰问信。", ["手写的慰问信"]),
        ("协会开展小组[22节]。", ["小组"]),
        ("市慈善会捐米[3吨]，商会捐油[600桶]。", ["米", "油"]),
    ],
)
def test_runs_of_figures_what_is_made_and_long_modifiers(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("义诊队累计接诊[2480人次]，翻山看病[327人次]。", ["接诊", "看病"]),
        ("陪独居老人看病[22人次]，护送透析病人往返医院[97人次]。", ["独居老人", "透析病人"]),
        ("每月家访[2次]，往返医院[184人次]。", ["家访", "往返医院"]),
        ("出动[500人次]，带动[900人次]，惠及[300人次]。", [None, None, None]),
        ("康复训练做了[3920人次]，互助会到8月底办了[33次]。", ["康复训练", "互助会"]),
        ("编了《分发指南》，被转发[1.6万次]。", ["《分发指南》"]),
    ],
)
def test_what_is_done_so_often_is_counted(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("食品厂运来粽子[2500只]，分到[4个]封控小区，每户[6只]。", ["粽子", "封控小区", "粽子"]),
        ("给[217户]居民送去棉被，每户[2床]。", ["居民", "棉被"]),
        ("[9家]爱心餐馆给卡口送饭，少则[600份]，多则[1200份]。", ["爱心餐馆", "饭", "饭"]),
        ("[3辆]送餐车跑了[5个]小区，每天[400份]。", ["送餐车", "小区", None]),
        ("收到求助[300件]，送药[120件]，买菜[90件]，其余[90件]。", ["求助", "药", "买菜", None]),
        ("向[326人]发放慰问金，每人[1000元]。", [None, "慰问金"]),
        ("困难家庭[1874户]，每户慰问金[800元]。", ["困难家庭", "慰问金"]),
        ("收到捐款[50万元]、物资折价[20万元]，单笔最高[5万元]。", ["捐款", "物资", "捐款"]),
        ("送出口罩、防护服[8.7万件]，合计[163.5万元]。", ["口罩、防护服"] * 2),
        ("运来白菜、萝卜[31吨]，分成[4600袋]。", ["白菜、萝卜"] * 2),
    ],
)
def test_goods_handed_out_are_told_from_those_who_get_them(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("在岗社工[64名]，比上周多[9名]，其中州外支援的[22名]。", ["社工"] * 3),
        ("社会组织[21家]、志愿者[1034名]，较昨日增加[3家]、[76名]。", ["社会组织", "志愿者"] * 2),
        ("足底溃疡的愈合率，从[30%]涨到[60%]。", ["愈合率"] * 2),
        ("首期拨款[120万元]，已支出[75%]。", ["拨款", None]),
        ("拨给镇街和医院的善款分别为[980万元]和[520万元]。", ["善款"] * 2),
        ("药企先后送来蔬菜、制氧机和护理垫，数量分别为[6吨]、[12台]和[900片]。", ["蔬菜", "制氧机", "护理垫"]),
        ("社工站包保楼里的孕产妇、透析患者，分别为[41名]和[26名]。", ["孕产妇", "透析患者"]),
        ("企业给城东、城西捐来棉服，分别为[900件]和[650件]。", ["棉服"] * 2),
        ("支出[900万元]，人民医院、中医院分别为[500万元]和[400万元]。", ["支出"] * 3),
        ("接听来电[90通]；10月、11月分别为[40通]和[50通]。", ["接听来电", None, None]),
        ("其中[17名]没有家长同住，[9名]父母都在隔离点的孩子有人陪。", [None, "孩子"]),
        ("目前还有[5个]站人手没有配齐。", ["站"]),
        ("个案目标40例　完成[46例]。", ["个案"]),
        ("街坊凑起“守望基金”，少的出[300元]，多的出[2万元]。", ["“守望基金”"] * 2),
        ("医用口罩：米兰侨胞[12万只]；乐清商会[8.5万只]。", ["医用口罩"] * 2),
    ],
)
def test_changes_shares_and_labels_keep_the_noun(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("义工护送学生过街[320人次]。", ["学生"]),
        ("救助站劝导流浪人员进站[57人]。", ["流浪人员"]),
        ("受理申请[376件]，批准申请[342件]。", ["申请", "申请"]),
        ("各驿站接待来访[640批次]。", ["来访"]),
        ("医务社工跟进个案[97例]。", ["跟进个案"]),
        ("协会接收捐赠物资[6.3万件]。", ["物资"]),
        ("搬运物资[240吨]。", ["物资"]),
        ("组织公益劳动共计[240小时]。", ["公益劳动"]),
        ("志愿者登记了[340人]。", ["志愿者"]),
        ("受助的[501名]学生里，[117名]已经就业。", ["学生", "学生"]),
        ("省级行业协会中，有[215家]参加了帮扶。", ["行业协会"]),
        (
            "留守儿童、孤儿和事实孤儿、残疾儿童分别为[312名]、[48名]和[6名]。",
            ["留守儿童", "孤儿和事实孤儿", "残疾儿童"],
        ),
        (
            "收到善款[1.4亿元]，其中企业捐款[874万元]；已拨付泸定县[300万元]、石棉县[200万元]。",
            ["善款", "捐款", "善款", "善款"],
        ),
        ("专项资金[30万元]已支出[24.6万元]。", ["专项资金", "专项资金"]),
        ("救助站给每人发了红包，[100元]。", ["红包"]),
    ],
)
def test_people_led_pleas_sets_and_money_handed_on(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        (
            "接来电[700通]，其中老人打来的、孩子打来的和干部打来的分别为[300通]、[250通]和[150通]。",
            ["来电", "老人", "孩子", "干部"],
        ),
        ("收下孩子[98个]，里头贵州来的[79个]，安徽、河南来的分别是[11个]和[8个]。", ["孩子"] * 4),
        ("跟进危机个案[29例]，转介医院[6例]。", ["危机个案"] * 2),
        ("情绪陪伴[160人次]，转介市第三人民医院[3例]。", ["情绪陪伴", None]),
        ("社工敲了[280户]的门。", [None]),
        ("中心留下[37位]回不了家的日托老人。", ["日托老人"]),
        ("社工陪着[187户]居家隔离的人家。", ["人家"]),
        ("帮[214户]缺劳力的果农。", ["果农"]),
        ("为[37名]受伤、中暑志愿者支付医疗费。", ["志愿者"]),
        ("[56名]志愿“团长”分发蔬菜包。", ["“团长”"]),
        ("配药队里社工[4名]，其余[17名]是楼组长。", ["社工", "楼组长"]),
        ("院子有[18间]房，住着[31位]老人。", ["房", "老人"]),
        ("[11名]社工[16天]送药[900户次]。", ["社工", None, "送药"]),
        ("[24名]学生办起“夏夜课堂”，每天[2节]，每节[40分钟]。", ["学生", "“夏夜课堂”", "“夏夜课堂”"]),
        ("[19名]学生带着孩子上课，每天[3节]。", ["学生", "课"]),
        ("最大的一笔[6万元]，来自一家药企。", [None]),
        ("账上余款[9.6万元]，留作重建。", ["余款"]),
        ("企业认捐[78万元]，已支出[41万元]。", [None, "支出"]),
        ("项目资金[60万元]，已支出[31万元]。", ["项目资金"] * 2),
        ("上述物资已拨付[65%]。", ["物资"]),
        ("社工护送[128人]登车。", [None]),
    ],
)
def test_who_is_told_by_a_clause_and_what_is_only_where_or_how(text: str, nouns: list[str | None]) -> None:
    assert objects_of(text) == nouns


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("个案[320例]、小组[96个]，两者较上年分别增长[12%]和[8%]。", "个案|小组|个案|小组"),
        ("送来土豆[186吨]，其中送到昌邑区、龙潭区的分别为[92吨]和[94吨]。", "土豆|土豆|土豆"),
        ("社工共[57名]，其中市社会工作协会[28名]、华容县社工站[29名]。", "社工|社工|社工"),
        ("学校社工站开到[47个]。", "学校社工站"),
        ("大姐骑着[9辆]电动三轮。", "电动三轮"),
    ],
)
def test_parts_and_growth_count_what_the_whole_counts(text: str, nouns: str) -> None:
    assert objects_of(text) == nouns.split("|")


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("向灾区捐赠帐篷[200顶]。", "帐篷"),
        ("向[36个]受灾村捐赠抽水泵。", "受灾村"),
        ("社工[12名]、志愿者[36名]组成的服务队进驻安置点。", "社工|志愿者"),
        ("帮助[1300名]滞留旅客返乡。", "滞留旅客"),
        ("[36名]援沪医疗队员平安返程。", "援沪医疗队员"),
        ("给予临时救助[126人次]。", "临时救助"),
        ("安置点现有志愿者（[36名]）、社工（[12名]）。", "志愿者|社工"),
    ],
)
def test_what_is_given_to_whom_and_who_makes_up_a_team(text: str, nouns: str) -> None:
    assert objects_of(text) == nouns.split("|")
