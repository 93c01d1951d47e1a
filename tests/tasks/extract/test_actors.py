"""Who provides or does what a figure counts: subjects, agents, headings, and who is none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.actors import bind_actors
from tasks.extract.layout import lay_out
from tasks.extract.model import FIGURE, NO_SPAN, Bound, Context, Mention
from tasks.extract.objects import bind_objects
from tests.marked_texts import marked

PIECES = ["[3名]", "社工站", "由", "他们", "我们", "：", "，", "。", "；", "的", "“", "”", "等", "和", "里", "有", "\n"]


def actors_of(text: str) -> list[str | None]:
    layout, mentions = marked(text)
    bound = bind_actors(layout, Context(), mentions, bind_objects(layout, mentions))
    for one in bound:
        assert one.value is None or one.start < 0 or layout.text[one.start : one.end].strip() == one.value
    return [one.value for one in bound]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("曙光救援队出动冲锋舟[6艘]，转移群众[180人]。", ["曙光救援队"] * 2),
        ("彭州社工共计拨打电话[300个]，上门[60次]。", ["彭州社工"] * 2),
        ("团市委备下姜茶[1.5万杯]、口罩[900个]。", ["团市委"] * 2),
        ("红枫社工服务中心的[11名]社工进驻社区。", ["红枫社工服务中心"]),
        ("区妇联联合心理协会走进[8个]社区。", ["区妇联"]),
        ("“莼菜青”服务队参加护林[412场次]。", ["“莼菜青”服务队"]),
        ("“时间银行”接待老人[730人次]。", ["“时间银行”"]),
        ("我院接诊患者[900人]。", ["我院"]),
        ("项目经费由县残联出资[42.6万元]。", ["县残联"]),
        ("在街道党工委指导下，阳光社工站走访老人[230户]。", ["阳光社工站"]),
        ("漳港街道的“候机厅法律角”设窗口[2个]。", ["“候机厅法律角”"]),
        ("三地老兵捐款[8.76万元]。", ["老兵"]),
        ("广胜寺镇推行日间照料，每天为老人供餐[260份]。", ["广胜寺镇"]),
        ("县司法局请来渝东南社工服务中心，[8名]社工下乡走访[12次]。", ["渝东南社工服务中心"] * 2),
    ],
)
def test_the_subject_of_the_clause_acts(text: str, actors: list[str]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("三圣街道社工站协助社区防控。开展排查共覆盖[196户]居民。募集物资[1310件]。", ["三圣街道社工站"] * 2),
        ("志愿者搬运物资[40吨]，发放[300份]。累计服务[126小时]。", ["志愿者", "志愿者", None]),
        ("救援队员赶到现场。他们转移群众[30人]。", ["救援队员"]),
        ("社工站走访老人[30户]。\n全年发放口罩[500只]。", ["社工站", None]),
    ],
)
def test_a_subject_holds_as_long_as_it_is_elided(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("全市共有[41家]社会工作机构、[120名]社会工作者参与疫情防控。", [None, None]),
        ("[41家]社会工作机构调动[3029人]提供服务。", [None, "社会工作机构"]),
        ("[509名]青年志愿者服务一线医务人员[2520人]，开展活动[252场次]。", [None, "青年志愿者", "青年志愿者"]),
        ("宁海组成[2000个]帮扶志愿队，帮助企业解决[5000个]问题。", [None, "帮扶志愿队"]),
        ("[57户]村民腾出床铺，收留司机[208名]。", [None, "村民"]),
        ("全县有日间照料中心[163个]、床位[842张]，发放津贴[2万人次]。", [None, None, None]),
    ],
)
def test_counted_providers_act_in_what_follows_but_own_not_themselves(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    "text",
    [
        "社工周赛姣走访老人[30户]。",
        "一位姓郝的咨询师接听电话[12个]。",
        "据市民政局通报，发放口罩[500只]。",
        "在社工站门口，发放口罩[500只]。",
        "款物来自[83家]单位。",
        "物资按捐赠人意向分送[31家]单位。",
        "全市累计服务居民[3万人次]。",
        "居民满意率达[97.3%]。",
        "“暖阳”助老项目启动以来，建立健康档案[640份]。",
        "“向日葵”小组办了[5期]。",
        "志愿者队伍扩至[6000余人]。",
        "社工站的站长说，去年花掉[12吨]果蔬。",
        "听课的有[120人]。",
    ],
)
def test_individuals_sources_places_and_things_do_not_act(text: str) -> None:
    assert actors_of(text)[0] is None


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("# 琴台路社区社工室\n开展咨询服务[150人次]。", ["琴台路社区社工室"]),
        ("# 泉山区\n段庄街道社工站：链接爱心商户[9家]，每天送菜[800份]。", ["段庄街道社工站"] * 2),
        ("# 北海街道\n接待咨询[140人次]。", [None]),
        ("% 新厂镇社工站工作日报\n探望独居老人[46户]。", ["新厂镇社工站"]),
        (
            "% 柳州市同行助残社会工作服务中心\n一年里，我们的[3名]社工上门[80次]。",
            ["柳州市同行助残社会工作服务中心"] * 2,
        ),
    ],
)
def test_a_paragraph_stands_under_its_heading_or_label(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


def test_an_enumeration_of_bodies_is_one_actor() -> None:
    text = "新津津安社工中心、新津奕扬社工中心走访[3户]低保户，送上牛奶[6箱]。"
    assert actors_of(text) == ["新津津安社工中心、新津奕扬社工中心"] * 2


def test_a_table_has_no_actor() -> None:
    assert actors_of("| 社工站 | [12件] |") == [None]


def test_no_objects_no_harm() -> None:
    layout, mentions = marked("社工站发放[12件]、[13件]。")
    bound = bind_actors(layout, Context(), mentions, [Bound(None), Bound(None)])
    assert [one.value for one in bound] == ["社工站", "社工站"]
    assert all(one.start != NO_SPAN for one in bound)


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
    assert len(bind_actors(layout, Context(), mentions, bind_objects(layout, mentions))) == len(mentions)


def test_one_huge_sentence_takes_linear_time() -> None:
    text = "社工站发放口罩3只，" * 12_000
    layout = lay_out(text, [])
    mentions = [
        Mention(at, at + 2, at, at + 1, 3.0, 3.0, 3.0, "exact", "只", "items", FIGURE, "test")
        for at in range(7, len(text), 10)
    ]
    bound = bind_actors(layout, Context(), mentions, bind_objects(layout, mentions))
    assert {one.value for one in bound} == {"社工站"}


@pytest.mark.parametrize("piece", ["3名社工、", "社工站、3只", "“", "（", "万", "的", "由", "3名社工5件、"])
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = piece * 8_000
    layout = lay_out(text, [])
    mentions = [
        Mention(at, at + 2, at, at + 1, 3.0, 3.0, 3.0, "exact", text[at + 1], None, FIGURE, "test")
        for at in range(len(text))
        if text[at] in "35"
    ]
    assert len(bind_actors(layout, Context(), mentions, bind_objects(layout, mentions))) == len(mentions)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("青石街道社工站的“围炉夜话”每周开[2次]。", ["青石街道社工站"]),
        ("李师傅牵头的“修车帮”有群友[217人]。", ["“修车帮”"]),
        ("跑腿靠“邻里银行”。上月送药[480份]，存下时间[96小时]。", ["“邻里银行”"] * 2),
        ("区义工协会和[12家]爱心商户捐出大米[300袋]。", [None, "区义工协会和12家爱心商户"]),
        ("另有棉被[200床]，由云岭县牧民自发捐出。", ["云岭县牧民"]),
        ("抢险小分队[8人]，转移老人[37名]。", ["抢险小分队"] * 2),
        ("县福利院收住老人[83人]，入住率[69.2%]。", ["县福利院"] * 2),
        ("网格员、家属组成的帮扶小组[36个]。", [None]),
        ("市委大院排起长队，献血[57人]。", [None]),
        ("沿街[47家]商铺凑起一笔钱，最少的出[200元]。", [None, "商铺"]),
    ],
)
def test_owners_joint_givers_and_teams(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("咸丰县守望社会工作服务中心走访困难家庭[200户]。", ["咸丰县守望社会工作服务中心"]),
        ("沈阳市温暖义工团为环卫工送粥[800碗]。", ["沈阳市温暖义工团"]),
        ("志愿者守望独居老人[45户]。", ["志愿者"]),
        ("培育社会组织[12家]。", [None]),
        ("县圆梦助学基金会发放助学金[36万元]。", ["县圆梦助学基金会"]),
        ("州家庭教育讲师团授课[88场]，这支队伍有[112人]。", ["州家庭教育讲师团"] * 2),
        ("“护河哨”由[48名]返乡青年组成，劝离私自下水者[370人次]。", ["“护河哨”"] * 2),
        ("徐师傅的三轮车拉回青菜[45斤]。", [None]),
        ("【社区食堂】每天供餐[300份]。", [None]),
        ("情绪小组[4个]，每组[8人]。", [None, None]),
    ],
)
def test_names_that_hold_a_verb_and_names_that_are_none(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("市慈善总会募集[38万元]；旅澳乡亲汇来[60万港元]。", ["市慈善总会", "旅澳乡亲"]),
        ("县红会拨帐篷[200顶]；台州籍在沪企业家捐课桌[600套]。", ["县红会", "沪企业家"]),
        ("北大校友会赠电脑[40台]、青岛商会捐图书[2000册]。", ["北大校友会", "青岛商会"]),
        ("一位退休教师捐[2万元]。", [None]),
        ("班主任转介[132件]、学生自主求助[89件]，结案[61例]。", ["班主任", None, None]),
        ("[58家]茶企认捐[702万元]；“一元捐”小程序点捐[6.3万笔]。", [None, "茶企", None]),
        ("[17所]学校受益，配发显微镜[510台]。", [None, None]),
        ("员工减压沙龙[9场]。", [None]),
        ("全年收入[980万元]，其中政府补助[120万元]、企业捐赠[556万元]。", [None] * 3),
        ("社工递交报告[18份]，[16份]被采纳。", ["社工", None]),
        ("春雨社工站走访[60户]。[81位]老人每天来吃饭，人均[3元]。", ["春雨社工站", None, None]),
        ("春雨社工站派出社工[14位]，其中持中级证书的[5位]。", ["春雨社工站"] * 2),
    ],
)
def test_a_giver_of_its_own_and_a_topic_that_ends(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("新区投入帮扶资金[5600万元]，实施项目[21个]。", ["新区"] * 2),
        ("武都选送[40名]村医进修。", ["武都"]),
        ("县里拨款[20万元]，镇上配套[5万元]。", ["县里", "镇上"]),
        ("西海岸新区在隐珠街道设立服务站，今年调解欠薪[16件]。", ["服务站"]),
        ("渔嫂走访困难家庭[86户]。", ["渔嫂"]),
        ("城市书房办讲座[12场]。", ["城市书房"]),
        ("粥铺每天施粥[300碗]。", ["粥铺"]),
        ("[12家]企业与[36名]女童结对。", [None, "企业"]),
    ],
)
def test_places_people_and_bodies_that_no_table_knows_to_act(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("“渔嫂互助队”有[29人]，暑假里看着[17个]跟船的娃。", ["“渔嫂互助队”"] * 2),
        ("律师与村干部编成[31个]“茶桌调解组”。采茶季，他们劝和[42起]。", [None, "“茶桌调解组”"]),
        ("“山月亮”队[21名]队员住进山寨。作业辅导之外，队员陪娃娃打视频电话[268通]。", ["“山月亮”队"] * 2),
        ("“树洞电话”陪聊[574通]。", [None]),
        ("“春风行动”招聘会来了企业[85家]，摆出岗位[600个]。", [None, None]),
        ("卫生学校的小葛守着点位，整整[4小时]。", [None]),
        ("有位大叔每月捐[10元]。", [None]),
        ("铅山人凑钱，拉回白菜[11车]。", ["铅山人"]),
        ("村社工室建了[63个]。驻站人员[98名]。", [None, None]),
    ],
)
def test_teams_that_are_formed_and_names_that_only_look_like_actors(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


def test_a_row_of_a_table_has_the_actor_that_its_header_announces() -> None:
    text = "实施单位 [40名]\n春晖社工中心 [12期]\n合计 [52期]"
    layout, mentions = marked(text)
    named = (layout.text.index("春晖"), layout.text.index("春晖") + 6)
    total = (layout.text.index("合计"), layout.text.index("合计") + 2)
    cells = [mentions[0], replace(mentions[1], column_label=(0, 4), actor_label=named)]
    cells.append(replace(mentions[2], column_label=(0, 4), actor_label=total))
    bound = bind_actors(layout, Context(), cells, bind_objects(layout, cells))
    assert [one.value for one in bound[1:]] == ["春晖社工中心", None]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("镇上的[6支]党员突击队，守着[29个]卡点，每班[12小时]。", [None, "党员突击队", "党员突击队"]),
        ("[9名]心理咨询师，轮流守着热线，接听来电[452个]。", [None, "心理咨询师"]),
        ("[38名]志愿者自带水泵，连抽[7小时]，排水[1.2万吨]。", [None, "志愿者", "志愿者"]),
        ("网友[2104人次]，凑了[8万元]。", [None, "网友"]),
        ("仓库里每天有[60名]义工，分拣物资[317车]。", [None, "义工"]),
        ("送药靠[39名]骑手志愿者，跑了[2.6万公里]。", [None, "骑手志愿者"]),
        ("今天来了[14名]志愿者，贴标[260张]。", [None, "志愿者"]),
        ("社区请来[6名]律师，坐诊[3天]。", ["社区", "律师"]),
        ("[12家]社工机构、[340名]社工参与防疫，发放物资[300份]。", [None, None, None]),
        ("[1200名]学生参加研学，领到书包[1200个]。", [None, None]),
        ("[26户]困难家庭搬进新居，添了家具[80件]。", [None, None]),
    ],
)
def test_a_counted_group_acts_for_the_later_figures_of_its_sentence(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("清镇市的菜农拉来[21吨]白菜。", ["菜农"]),
        (
            "芒市的老乡也在这几天拉来蔬菜，[32吨]！",
            [
                "老乡",
            ],
        ),
        ("惠安的渔民划着船，救出群众[94人]。", ["渔民"]),
        ("在外打工的年轻人寄回[3.6万元]。", ["年轻人"]),
        ("附近工厂的工友们凑了[2.8万元]。", ["工厂的工友们"]),
        ("隔壁村的乡亲们送来被子[86床]。", ["乡亲们"]),
        ("[12名]返乡大学生给陪诊员替班，[9天]接单[143件]。", [None, "返乡大学生", "返乡大学生"]),
        ("一位网友匿名捐款[5万元]。", [None]),
        ("张奶奶捐出积蓄[1万元]。", [None]),
        ("小超市老板捐出暖宝宝[2万片]。", [None]),
        ("心理咨询师李敏接待来访[126人次]。", [None]),
        ("记者从民政局获悉，已发放津贴[3.2亿元]。", [None]),
    ],
)
def test_people_of_a_place_who_help_act_and_one_person_does_not(text: str, actors: list[str | None]) -> None:
    given = actors_of(text)
    assert [
        one if one is None else one[-len(wanted or one) :] for one, wanted in zip(given, actors, strict=True)
    ] == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("承办方是清源社工服务中心，服务老人[1.4万人次]。", ["清源社工服务中心"]),
        ("领头的是退役军人服务站，发动老兵[75名]。", ["退役军人服务站"]),
        ("青岛街道社工站：“一人一图”带出保安[5名]。", ["青岛街道社工站"]),
        ("捐赠单位：宏远商会拿出善款[50万元]。", ["宏远商会"]),
        ("帐篷[50顶]由市红十字会调拨。", ["市红十字会"]),
        ("食堂供餐[187份]，大学城的学生占[40%]，老师占[20%]。", ["食堂", None, None]),
        ("百官街道、曹娥街道分别为[950万元]和[400万元]。", [None, None]),
        ("手术费[7.2万元]由[3家]爱心企业兜底。", [None, None]),
        ("县里请来广西师范大学的[33名]志愿者上课。", ["广西师范大学"]),
        ("沙头角街道的“护童队”[40人]，每天护送学童[2趟]。", ["“护童队”", "“护童队”"]),
        ("如城街道的“银龄讲师团”有[38人]，去年讲课[153场]。", ["“银龄讲师团”", "“银龄讲师团”"]),
    ],
)
def test_who_is_pointed_out_labels_and_shares(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("[93个]社工站、[27家]社工机构在岗，累计服务[3万人次]。", [None] * 3),
        ("[18个]社工站投入一线，在岗社工[96名]，其中本地户籍占[83%]。", [None] * 3),
        ("[17个]社工站运行平稳，驻站社工增至[36名]。", [None] * 2),
        ("[46支]志愿服务队的[1900名]队员送去物资[300箱]。", [None, "志愿服务队", "志愿服务队"]),
        ("“晚安热线”由[9名]教师轮值，接听[153通]。", ["“晚安热线”"] * 2),
        ("心理援助热线由[2条]增至[6条]，[58名]咨询师轮值，接听[90通]。", [None, None, "心理援助热线", "心理援助热线"]),
        ("饭菜由[12名]厨师志愿者掌勺，每天供餐[2000份]。", [None, "厨师志愿者"]),
        ("大学生志愿者[260名]，连夜清出淤泥[38吨]。", [None, "大学生志愿者"]),
        ("[96名]社工住进[12家]酒店，陪护旅客[170人]。", [None, "社工", "社工"]),
        ("[27家]企业和商户，捐款[38万元]。", [None, "企业和商户"]),
    ],
)
def test_counted_staff_teams_and_lines(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("商户捐出口罩[150只]，由市红十字会装车发运。", ["商户"]),
        ("值守点[58个]，由边民轮守。", [None]),
        ("街坊捐进[38万元]，花掉[92%]。", ["街坊", None]),
        ("省民政厅统计，到河南报备的队员[1.6万名]。", [None]),
        ("团市委台账显示，[300名]志愿者上岗。", [None]),
        ("省民政厅提供的数字显示，建成互助点[1264个]。", [None]),
        ("向因疫情滞留的[32名]司机送去热饭[96份]。", [None, None]),
        ("“小昆热线”的[4部]电话接进来电[903通]。", ["“小昆热线”"] * 2),
        ("甲中心、乙中心分别为[20万元]和[30万元]。", [None, None]),
        ("本会拨付[30万元]。其中，向驰援湖北的[47名]医护人员发放[94万元]。", ["本会"] * 3),
        ("第三方电话回访老人[200名]，满意度[97%]；投诉[16件]。", ["第三方", None, None]),
        ("成本[12元]，房租[9元]，街道补[3元]。上个月用面粉[220斤]。", [None, None, "街道", None]),
        ("口罩：米兰侨胞[12万只]；乐清商会[8.5万只]。", ["米兰侨胞", "乐清商会"]),
        ("仪征市、高邮市各支援蔬菜[15吨]。", ["仪征市、高邮市"]),
    ],
)
def test_who_gives_who_only_keeps_and_who_reports(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("桌凳合计[72张]，是邻镇的两家木器厂捐的。", ["两家木器厂"]),
        ("汤圆是供销社送的，[60斤]；棉被是团县委送的，[25床]。", ["供销社", "团县委"]),
        ("午餐费[3.2万元]由本会承担。", ["本会"]),
        ("由工会拿出资金[8万元]，由妇联挑选家庭[20户]，由装修公司改造房间[20间]。", ["工会", "妇联", "装修公司"]),
        ("书包是一位退休老师买的，[80个]。", [None]),
        ("街道社工站办有心理热线[2条]，由[11名]咨询师值守。", ["街道社工站"] * 2),
        ("滨河社区救助站由[4家]社会组织轮流看守。", [None]),
        ("区里来了区妇联派的[9名]巾帼志愿者。", ["区妇联"]),
        ("押车的是高港区红十字会的[4名]队员。", ["高港区红十字会"]),
        ("远在兰溪市的一家药企寄来口罩[6万只]。", ["一家药企"]),
        ("资助杨浦区一家社工机构开设热线[2条]，接听来电[160通]。", ["杨浦区一家社工机构"] * 2),
        ("街道委托红枫社工服务中心入驻[15个]小区。", ["红枫社工服务中心"]),
        ("我们请来“的哥车队”，送药[150户次]。", ["“的哥车队”"]),
        ("社工站把学生编成“云上自习室”，每天[2场]。", ["社工站"]),
        ("由上海、广东等地社工组成的线上小组结对服务家庭[216户]。", ["线上小组"]),
    ],
)
def test_who_gave_who_was_sent_and_who_was_brought_in(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("河口街道社工站守着老巷，站里[7名]社工给[30户]老人送药。", ["河口街道社工站"] * 2),
        ("此后，站里每天给[15位]老人打电话。", ["站里"]),
        ("神桥镇烧了千年的瓷，如今窑口歇了火，[31名]志愿者每天煮姜汤[200碗]。", [None, "志愿者"]),
        ("[9支]救援队、[160名]队员连续作业，转移群众[320人]。", [None, None, "救援队"]),
        ("全镇教师志愿者[76名]，结对留守儿童[153名]。", [None, "教师志愿者"]),
        ("村里[20名]退休女工轮班做饭、改作业，供餐[580份]。", [None, "退休女工"]),
        ("苗绣奶奶们教了[12堂]课。", ["苗绣奶奶们"]),
        ("“代理妈妈”们送去春装[41套]。", ["“代理妈妈”"]),
        ("[47名]助老员，与独居老人[315名]结对。", [None, "助老员"]),
        ("[9名]党员用爬犁给[128户]老人拉去煤。", [None, "党员"]),
        ("教师志愿者打电话[290个]，家访[62次]。", ["教师志愿者"] * 2),
        ("支教分队的[22名]学生住进小学，上课[288节]。", ["支教分队"] * 2),
        ("4月份，义诊队看诊[43人次]。", ["义诊队"]),
        ("市心理服务中心的[8名]心理医生专看队员：办团辅[9场]。", ["市心理服务中心"] * 2),
    ],
)
def test_people_teams_and_what_holds_for_a_sentence(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "蓝天救援队带来艇[6艘]。\n【县医院医疗队】[8名]医生守了[5天]，接诊[320人次]。",
            ["蓝天救援队"] + ["县医院医疗队"] * 3,
        ),
        ("蓝天救援队带来艇[6艘]。\n【镇社工站】出资[26万元]备下礼包。", ["蓝天救援队", "镇社工站"]),
        ("【社区食堂】每天供餐[300份]。", [None]),
        ("区社工站拉上农户，\n收来蔬菜[14吨]，\n装成菜包[290个]。", [None, None]),
        ("区社工站拉上合作社[3家]，\n收来蔬菜[14吨]。", ["区社工站"] * 2),
        ("这一天，滨江区义工联合会做了这些：\n·理发：老人[64人]\n·包饺子：饺子[300只]", ["滨江区义工联合会"] * 2),
        ("各片区服务量如下：\n·河东片老人[41户]\n·河西片老人[28户]", [None] * 2),
    ],
)
def test_labels_broken_lines_and_lists(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("13名社工和5名村医结成“爬犁班”，20天送药[900户次]；另为[18名]病人协调转运。", ["“爬犁班”"] * 2),
        ("街道社工站把20名义工分成“洗菜班”“配餐班”，每天出餐[600份]。", ["街道社工站"]),
        ("村医、邻居结成探访小组[40个]，每组联系老人[6名]。", [None, "探访小组"]),
        ("东湖街道的骑手们组了[6支]“追风队”。", [None]),
        ("商户组成的[14支]志愿队给环卫工、快递员送手套[300副]。", [None, "志愿队"]),
        ("律师、退休法官组成的志愿团[57人]轮流坐班，接待咨询[130人次]。", ["志愿团"] * 2),
        ("“暖阳”心理热线接听来电[320通]，其中医护人员打来[90通]、学生打来[40通]。", ["“暖阳”心理热线"] * 3),
        ("社工“三敲门”走访老人[900户次]。", ["社工"]),
        ("独居老人[120名]分“三色”照看，红色档[8名]。", [None, None]),
        ("由市慈善总会资助，累计拨付[96万元]，城厢区、荔城区分别为[56万元]和[40万元]。", ["市慈善总会"] * 3),
        ("区志愿服务基金支出[188万元]，志愿者帮扶、队伍培训分别为[108万元]和[80万元]。", ["区志愿服务基金"] * 3),
        ("清点多亏滨海职业学院的[30名]学生志愿者，累计上岗[140人次]。", ["滨海职业学院"] * 2),
        ("带班的是我们机构的[5名]社工。", ["我们机构"]),
        ("船老大们凑了[4条]船。", ["船老大们"]),
        ("在卫辉市报备作业的社会救援队[67支]、队员[900名]，带去冲锋舟[50艘]。", [None, None, "社会救援队"]),
        ("江苏南通派来[15名]心理咨询师，一对一疏导[206人次]。", [None, "心理咨询师"]),
        ("工地宿舍封着[90名]工友。", [None]),
        ("果园村的牧民增收[30万元]。", [None]),
        ("县义工协会调处欠薪[33件]，追回工资[61万元]。", ["县义工协会"] * 2),
        ("青山镇社工站的[5名]社工跟进个案[33例]，喘息小组[16节]。", ["青山镇社工站"] * 3),
    ],
)
def test_who_acts_from_then_on_and_who_only_rings_or_is_named(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "社工共[57名]，其中市社会工作协会[28名]、华容县社工站[29名]，编成[5支]服务队。",
            [None, "市社会工作协会", "华容县社工站", None],
        ),
        (
            "接收捐款[1286万元]，其中[73家]社会组织捐款[684万元]、[118家]企业捐款[531万元]。",
            [None, None, "社会组织", None, "企业"],
        ),
        ("德宏师专的[41名]学生志愿者结对孩子[137名]。", ["德宏师专"] * 2),
        ("船营区同舟社会工作服务中心的[11名]社工住进小区。", ["船营区同舟社会工作服务中心"]),
        ("绘本共[460套]，由长沙市一家童书馆捐出。", ["长沙市一家童书馆"]),
    ],
)
def test_each_part_and_each_gift_is_of_its_own_body(text: str, actors: list[str | None]) -> None:
    assert actors_of(text) == actors
