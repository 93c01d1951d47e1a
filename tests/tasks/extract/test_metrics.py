"""Which metric a figure gets, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.dimensions import DIMENSIONS
from tasks.extract.metric_codes import BY_UNIT, PROVIDERS, THINGS
from tasks.extract.metrics import METRICS, bind_dimensions, bind_metrics
from tasks.extract.noun_classes import NOUN_CLASSES
from tests.metric_texts import metrics_of, nothing, read

PROVIDING = [
    ("全县配备专职社工[196名]", "social_workers"),
    ("招募“银龄”志愿者[320名]", "volunteers"),
    ("出动志愿者[1200人次]", "volunteers"),
    ("二级心理咨询师[8名]轮流值班", "counsellors"),
    ("心理救援队员[6名]赶到现场", "counsellors"),
    ("律师[23名]坐堂值班", "other_personnel"),
    ("社工及志愿者[60名]上岗", "other_personnel"),
    ("党员骑手[63名]报到", "other_personnel"),
    ("个人[1093人次]捐款", "other_personnel"),
    ("夜巡志愿队[3支]、[75人]上街", "volunteers"),
    ("[14790人]登记成为器官捐献志愿者", "volunteers"),
    ("志愿者从[7人]壮大到[400人]", "volunteers"),
    ("社工机构[6家]承接项目", "social_work_agencies"),
    ("社工室[52间]挂牌", "social_work_stations"),
    ("志愿服务队[126个]活跃在一线", "volunteer_groups"),
    ("救援队[23支]汇聚灾区", "social_organizations"),
    ("社会组织和社工机构[75家]参与", "social_organizations"),
    ("爱心商家[32家]供货", "other_organizations"),
    ("床位[1860张]", "facilities"),
    ("心理热线[3条]开通", "facilities"),
    ("调集冲锋舟[18艘]", "facilities"),
]
REACH = [
    ("资助困难大学生[156名]", "people_reached"),
    ("慰问一线民警[45名]", "people_reached"),
    ("培训护理员[310名]", "people_reached"),
    ("为[50名]独居老人配送物资", "people_reached"),
    ("被困司机[43名]安全撤离", "people_reached"),
    ("完成适老化改造[216户]", "households_reached"),
    ("服务旅客[86000人次]", "service_contacts"),
    ("上门助浴[328人次]", "service_contacts"),
    ("接送透析患者[460趟]", "service_contacts"),
]
ACTIVITIES = [
    ("协助核酸检测[32000人次]", "testing_assisted"),
    ("在采样点服务[4000人次]", "testing_assisted"),
    ("协助老人接种疫苗[1300人次]", "vaccination_assisted"),
    ("门岗测温验码[14000人次]", "screening_checks"),
    ("摸排返乡人员[860人]", "records_processed"),
    ("回收问卷[1126份]", "records_processed"),
    ("问卷回收[1126份]", "records_processed"),
    ("登记需求[1763条]", "records_processed"),
    ("拨打慰问电话[300个]", "calls"),
    ("为[18名]空巢老人提供心理疏导", "counselling_contacts"),
    ("情绪支持[410人次]", "counselling_contacts"),
    ("一对一疏导[96例]", "counselling_contacts"),
    ("定期走访[5460人次]", "home_visits"),
    ("入户探访[60次]", "home_visits"),
    ("举办讲座[24场]", "sessions"),
    ("完成[5轮]核酸检测", "sessions"),
    ("发放宣传册[5000册]", "publicity_materials"),
    ("制作短视频[18个]", "publicity_materials"),
    ("电子手册下载[28000次]", "publicity_materials"),
    ("志愿服务[36000小时]", "service_hours"),
    ("连续[6周]陪伴老人", "service_hours"),
    ("跟进个案[15个]", "cases"),
    ("调解纠纷[312起]", "cases"),
    ("开展[2名]困难群众个案服务", "cases"),
]
RESOURCES = [
    ("链接口罩[1000只]", "supplies"),
    ("口罩、手套等物资，共计[3200件]", "supplies"),
    ("捐赠呼吸机[10台]", "supplies"),
    ("送去西瓜[3000斤]", "supplies"),
    ("发放慰问金[9.6万元]", "money"),
    ("车费花了[36.5块]", "money"),
    ("提供岗位[210个]", "other"),
    ("收到感谢信[12封]", "other"),
    ("清理垃圾[46吨]", "other"),
    ("来回[86公里]", "other"),
    ("饺子包了[500个]", "supplies"),
]


COLLOQUIAL = [
    ("来报到的孩子,有[140个]", "people_reached"),
    ("夏令营开营,山里的孩子来了[43个]", "people_reached"),
    ("考上大学的有[29个]", "people_reached"),
    ("工资每月[3200]", "money"),
    ("书记先掏了[500]", "money"),
    ("一桌10人,一人[5000]", "money"),
    ("肥皂发了[5000块]", "supplies"),
    ("跑腿的都是村里的[9名]老人", "people_reached"),
    ("“敲门嫂”[23位]", "volunteers"),
    ("机关干部、职工[100人]挽起袖子献血", "other_personnel"),
    ("走上献血车,报名[600名]", "other_personnel"),
    ("组织学生[200名]参加体检", "people_reached"),
    ("[18名]师生给老人上课", "volunteers"),
    ("扛袋队(其实是镇上的[23位]村民)进山", "other_personnel"),
    ("社区食堂能坐下[96人]", "facilities"),
    ("书屋面积[260平方米]", "facilities"),
    ("把[5所]学校改成临时安置点", "facilities"),
    ("门诊大厅的[4个]导医台", "facilities"),
    ("进场企业[119家次]", "other_organizations"),
    ("修好小家电[67件]", "cases"),
    ("厂里给了[15个]岗", "other"),
    ("自带发电机[3台]", "supplies"),
    ("全年尿检[2310人次]", "screening_checks"),
    ("本队出队9批次、[204人次]", "other_personnel"),
    ("交换了[117张]写着愿望的卡片", "other"),
    ("[108次]敲门", "home_visits"),
    ("款物已拨付[96%]", "money"),
    ("群众洗手率从[33%]提到88%", "other"),
    ("送餐到户[120份]", "supplies"),
]


@pytest.mark.parametrize(("sentence", "metric"), [*PROVIDING, *REACH, *ACTIVITIES, *RESOURCES, *COLLOQUIAL])
def test_a_figure_gets_the_metric_of_what_is_counted(sentence: str, metric: str) -> None:
    assert metrics_of(sentence + "。")[-1] == metric


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        (
            "投入社工[13名]、志愿者[110人]，打出电话[138个]，接通[121个]，其余[17个]改为上门。",
            ["social_workers", "volunteers", "calls", "calls", "calls"],
        ),
        ("辅导留守儿童[154名]，其中女孩[79名]。", ["people_reached", "people_reached"]),
        ("现有志愿者[312名]，其中学生占[6成]。", ["volunteers", "volunteers"]),
        ("开展小组[9个]、社区活动[21场]。", ["sessions", "sessions"]),
        ("志愿者[1034名]，较昨日增加[76名]。", ["volunteers", "volunteers"]),
        ("注册志愿者[820人]，党员占[3成]，退休的有[260人]。", ["volunteers"] * 3),
        ("志愿服务队2019年只有[5个]人，如今发展到[320人]。", ["volunteers", "volunteers"]),
        ("市场监管抽查[30处]，合格的[28处]，合格率[93.3%]。", ["facilities"] * 3),
        ("[20名]村医学完[16小时]课程，通过率[95%]。", ["people_reached", "service_hours", "people_reached"]),
        ("收到捐款[86万元]，是目标的[120%]。", ["money", "money"]),
        ("社会捐款[86万元]。捐款中，来自企业[24家]的占[6成]。", ["money", "other_organizations", "money"]),
        ("有床位[120张]，入住老人[80人]，入住率[66.7%]。", ["facilities", "people_reached", "people_reached"]),
        ("运来铁锹[90把]、抽水机[12台]。", ["supplies", "supplies"]),
        ("开展培训[12场]，学员通过率[92%]。", ["sessions", "people_reached"]),
        ("收回问卷[186份]，“愿意再来”的占[90%]。", ["records_processed", "other"]),
        ("电话随访[220户]，打通[195个]。", ["households_reached", "calls"]),
        ("发放面粉[900袋]，三个县分别为[200袋]。", ["supplies", "supplies"]),
        (
            "社工站[18个]，社工[54名]，覆盖率[100%]。",
            ["social_work_stations", "social_workers", "social_work_stations"],
        ),
        ("发放救助金[9万元]，发放率[100%]。", ["money", "money"]),
        ("尿检来了[19个]，今天补上[6个]。", ["screening_checks", "screening_checks"]),
        ("资助家庭[64户]，共[103.6万元]，户均[1.6万元]。", ["households_reached", "money", "money"]),
        ("走访老人[640人次]，人均[4次]。", ["home_visits", "home_visits"]),
        ("解决问题[71件]，办结率[98%]，满意率[97%]。", ["cases", "cases", "other"]),
        ("募捐款[80万元]，[6成]用于助学。", ["money", "money"]),
        ("热线接来电[97通]，学习压力[40通]。", ["calls", "calls"]),
        ("心理热线接来电[97通]，学习压力[40通]。", ["counselling_contacts", "counselling_contacts"]),
        ("收到棉衣[300件]，是去年的[2倍]。", ["supplies", "supplies"]),
    ],
)
def test_a_figure_that_names_nothing_continues_the_one_before(sentence: str, metrics: list[str]) -> None:
    assert metrics_of(sentence) == metrics


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("服务志愿者[60名]", "people_reached"),
        ("组织志愿者[60名]", "volunteers"),
        ("走访慰问低保户[3户]", "households_reached"),
        ("镇上[63户]村民腾出房子", "other_personnel"),
        ("转运病人用车队[12辆]", "facilities"),
        ("添了摩托车[4辆]", "facilities"),
        ("捐了摩托车[4辆]", "supplies"),
        ("学校装有发电机[2台]", "facilities"),
        ("医疗队运来病床[30张]", "supplies"),
        ("现有病床[30张]", "facilities"),
        ("在广场支起[6口]锅", "facilities"),
        ("药房代办慢病药[130单]", "cases"),
        ("给学校消杀[2万平方米]", "screening_checks"),
        ("给学校消杀，面积[2万平方米]", "other"),
        ("紧急陪同（报警、就医）[90人次]", "service_contacts"),
        ("授课的志愿者教师[38名]", "volunteers"),
        ("县邮政公司的[11名]乡邮员", "other_personnel"),
        ("[200名]营业员学会了手语", "people_reached"),
    ],
)
def test_the_governing_verb_tells_providing_from_served_and_given_from_in_place(sentence: str, metric: str) -> None:
    assert metrics_of(sentence + "。") == [metric]


def test_the_object_found_by_another_rule_helps_where_the_text_beside_names_nothing() -> None:
    sentence = "有一样东西街坊们念叨了很久，如今总算凑齐，[30个]。"
    assert metrics_of(sentence, {0: "老年助餐点"}) == ["facilities"]
    assert metrics_of("发放口罩[30个]。", {0: "老年助餐点"}) == ["supplies"]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("全年总收入[186万]。", "money"),
        ("登记志愿者[1215人]，常来的[260]。", "volunteers"),
        ("捐赠人次增至[48万]。", "other_personnel"),
        ("来听讲座的有[300号]。", "people_reached"),
    ],
)
def test_a_number_without_a_common_unit_is_read_from_the_words_before_it(sentence: str, metric: str) -> None:
    assert metrics_of(sentence)[-1] == metric


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("志愿队每天轮[9人]：[3人]掌勺，[2人]打包。", ["volunteers"] * 3),
        ("河畔义工队里登记的有[63人]。", ["volunteers"]),
        ("“春泥支教队”一行[15人]走进山村。", ["volunteers"]),
        ("志愿者报名[320人]，面试通过[180人]，实际上岗[156人]。", ["volunteers"] * 3),
        ("志愿者队员[48名]，其中[30人]会急救，[18人]持有救护员证。", ["volunteers"] * 3),
        ("社工离职[7人]，新招[9人]。", ["social_workers"] * 2),
        ("专职人员[5人]、兼职[11人]。", ["other_personnel"] * 2),
        ("讲师团的讲师[4名]都在——这支队伍眼下有[112人]。", ["other_personnel"] * 2),
        ("站里[3名]社工、[1名]司机。", ["social_workers", "other_personnel"]),
        ("还有[3人]守在村口。", ["other_personnel"]),
        ("车间有缝纫工位[46个]，上岗[39人]。", ["facilities", "people_reached"]),
        ("社区矫正对象在册[312人]。", ["people_reached"]),
        ("退役军人[46名]报名应急志愿队。", ["volunteers"]),
        ("[3支]民间救援队、[126人]集结。", ["social_organizations", "other_personnel"]),
    ],
)
def test_people_without_a_noun_belong_to_the_roster_or_the_staff(text: str, metrics: list[str]) -> None:
    assert metrics_of(text) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("减压沙龙[9场]，[246名]医护参加。", ["sessions", "people_reached"]),
        ("[40名]村医到县医院进修。", ["people_reached"]),
        ("[48名]护理员参加了技能培训。", ["people_reached"]),
        ("[36名]医生参加义诊。", ["other_personnel"]),
        ("[15名]教师给山里的孩子上课。", ["other_personnel"]),
        ("[32名]学生住进镇中学，给[260名]孩子上课。", ["volunteers", "people_reached"]),
        ("[45名]学生由[4位]支教老师带着复课。", ["people_reached", "other_personnel"]),
    ],
)
def test_a_role_that_is_taught_or_treated_is_served_and_who_does_it_for_others_provides(
    text: str, metrics: list[str]
) -> None:
    assert metrics_of(text) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("“铁脚板”队 [38人] 分三路查堤", ["volunteers"]),
        ("掌勺的[5名]阿姨凌晨四点到灶房", ["other_personnel"]),
        ("霞姐领着[14名]阿婆义卖香囊", ["other_personnel"]),
        ("社工领着[14名]孩子参观", ["people_reached"]),
        ("[2位]本地妈妈当老师", ["other_personnel"]),
        ("选出志愿讲解员[18名]、[24名]", ["volunteers", "volunteers"]),
        ("医疗志愿者[320人]、骑行跑者[60人]上岗", ["volunteers", "volunteers"]),
        ("面包房有店员[9名],[6名]是听障青年", ["other_personnel", "other_personnel"]),
        ("派出志愿服务队[18支],师生[267人]奔赴四省", ["volunteer_groups", "volunteers"]),
        ("绣娘[86人],人均月增收1200元", ["people_reached"]),
        ("绣娘[86人]到村里教手艺", ["other_personnel"]),
        ("可同时坐下[120人],昨天坐下[70位]老人", ["facilities", "people_reached"]),
    ],
)
def test_whoever_works_for_others_provides_whatever_they_are_called(text: str, metrics: list[str]) -> None:
    assert metrics_of(text) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("给山里的[7个]孤点送物资", ["facilities"]),
        ("[3家]饭馆轮流熬姜汤", ["other_organizations"]),
        ("编成[31个]“火塘调解组”", ["volunteer_groups"]),
        ("编成“邻里帮”小组[56个]", ["volunteer_groups"]),
        ("成立红白理事会[12个],开座谈会[12个]", ["social_organizations", "sessions"]),
        ("应急类[43支]、红色宣讲类[61支]", ["volunteer_groups", "volunteer_groups"]),
        ("收走打火机[480个],发放手电[12个]", ["other", "supplies"]),
        ("捡到手机[6部]、婚戒[1枚]", ["other", "other"]),
        ("救起黑颈鹤[6只],发放口罩[60只]", ["other", "supplies"]),
        ("建食堂[320个]。到年底,这个数字变成了[512个]", ["facilities", "facilities"]),
        ("车队从[9台]扩到[66台]", ["facilities", "facilities"]),
        ("申报项目[138个]", ["other"]),
        ("[70条]汉子报了名", ["people_reached"]),
    ],
)
def test_a_noun_that_the_unit_cannot_count_does_not_decide(text: str, metrics: list[str]) -> None:
    assert metrics_of(text) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("上门为老人助洁、理发[860人次]", ["service_contacts"]),
        ("入户走访[1.2万人次]", ["home_visits"]),
        ("专线接答[3317次],其中问住宿的有[900次]", ["calls", "calls"]),
        ("血压测了[1300次]", ["service_contacts"]),
        ("平均等候[19秒],陪伴[40分钟]", ["other", "service_hours"]),
        ("献血人数较上年同期增加[8%]", ["other_personnel"]),
        ("户数比上年多[15%]", ["households_reached"]),
        ("助餐点覆盖率达到[85%]", ["facilities"]),
        ("经费[8万元],交通占[41%]", ["money", "money"]),
    ],
)
def test_what_is_done_or_measured_decides_over_the_manner(text: str, metrics: list[str]) -> None:
    assert metrics_of(text) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("服务时长[142万小时]。分领域看，助老占[31%]、生态占[22%]。", ["service_hours"] * 3),
        ("人均[12.7元]，其中餐饮占[62%]。", ["money"] * 2),
        ("[42%]的个案与家庭有关。", ["cases"]),
        ("志愿服务团体[1873个]，有活动记录的[1402个]。", ["volunteer_groups"] * 2),
        ("心理疏导——[38人次]", ["counselling_contacts"]),
        ("入户：[1320次]", ["home_visits"]),
        ("走访老人[212户]、[640人次]。", ["households_reached", "home_visits"]),
        ("毛发检测[126人次]，茶话会[11期]，前后来了[90人次]。", ["screening_checks", "sessions", "service_contacts"]),
        ("收到水[1.3万箱]，发往[26个]安置点，还剩[800箱]。", ["supplies", "facilities", "supplies"]),
        ("其余[8个]村电话问候[203通]。", ["facilities", "calls"]),
        ("灵山街道的[9家]外贸企业捐款。", ["other_organizations"]),
        ("小程序点捐[6.3万笔]。", ["money"]),
        ("排了[4台]小戏，连演[3晚]。", ["sessions", "sessions"]),
        ("磨刀[52把]，修伞[18把]。", ["other", "cases"]),
    ],
)
def test_what_a_figure_is_part_of_or_labelled_with_decides(text: str, metrics: list[str]) -> None:
    assert metrics_of(text) == metrics


def test_a_cell_takes_the_metric_of_its_header_or_row() -> None:
    layout, mentions = read("志愿者人数(人) 口罩 [278]")
    by_header = [replace(mentions[0], column_label=(0, 8))]
    assert bind_metrics(layout, by_header, nothing(mentions), nothing(mentions))[0].value == "volunteers"
    by_row = [replace(mentions[0], row_label=(9, 11))]
    assert bind_metrics(layout, by_row, nothing(mentions), nothing(mentions))[0].value == "supplies"
    for header, unit, metric in (("家属互助会(场)", "场", "sessions"), ("与家长视频(通)", "通", "calls")):
        layout, mentions = read(f"{header} [52{unit}]")
        cell = [replace(mentions[0], column_label=(0, len(header)))]
        assert bind_metrics(layout, cell, nothing(mentions), nothing(mentions))[0].value == metric
    layout, mentions = read("个案(例) 家庭小组(个) [27个]")
    beside_cases = [replace(mentions[0], row_label=(6, 13))]  # group work, no team
    assert bind_metrics(layout, beside_cases, nothing(mentions), nothing(mentions))[0].value == "sessions"
    layout, mentions = read("乐群 [6]")
    by_name = [replace(mentions[0], row_label=(0, 2))]  # 乐群 is an agency, no group of people
    assert bind_metrics(layout, by_name, nothing(mentions), nothing(mentions))[0].rule != "cell"


def test_the_deciding_word_is_given_with_the_metric() -> None:
    layout, mentions = read("协助核酸检测[88人次]。")
    decided = bind_metrics(layout, mentions, nothing(mentions), nothing(mentions))[0]
    assert layout.text[decided.start : decided.end] == "核酸检测"
    assert decided.rule == "contacts:activity"


def test_every_noun_class_and_unit_leads_to_a_known_metric() -> None:
    # civic, served and member are decided by what is done, post by whether it is offered or manned
    undecided = {"civic", "served", "member", "post"}
    assert set(NOUN_CLASSES) - undecided == {*PROVIDERS, *THINGS}
    assert {*PROVIDERS.values(), *THINGS.values(), *BY_UNIT.values()} <= set(METRICS)


def test_an_empty_text_has_no_metrics() -> None:
    layout, _ = read("")
    assert bind_metrics(layout, [], [], []) == []


PIECES = [
    "志愿者",
    "社工",
    "走访",
    "老人",
    "为",
    "等",
    "共",
    "、",
    "，",
    "。",
    "“",
    "（",
    ")",
    "的",
    "其中",
    "占",
    "率",
    "口罩",
    "热线",
    "捐款",
    "机构",
    "从",
    "到",
    "有",
    "万",
    "村",
    "\n",
]
UNITS = ["名", "人次", "户", "个", "条", "份", "次", "%", "倍", "通", "件", "块", "例", "台", "口", "对", ""]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.lists(st.sampled_from(PIECES), max_size=4), st.sampled_from(UNITS)), max_size=12))
def test_any_order_of_words_gets_known_codes(parts: list[tuple[list[str], str]]) -> None:
    marked = "".join("".join(words) + f"[3{unit}]" for words, unit in parts)
    layout, mentions = read(marked)
    metrics = bind_metrics(layout, mentions, nothing(mentions), nothing(mentions))
    dimensions = bind_dimensions(layout, mentions, nothing(mentions), metrics)
    assert len(metrics) == len(dimensions) == len(mentions)
    assert {result.value for result in metrics} <= set(METRICS)
    assert {result.value for result in dimensions} <= set(DIMENSIONS)


def test_one_endless_sentence_is_read_in_linear_time() -> None:
    layout, mentions = read("社工、志愿者走访老人[3个]和" * 3000)
    assert len(bind_metrics(layout, mentions, nothing(mentions), nothing(mentions))) == 3000


PROVIDERS_TOLD_APART = [
    ("共有[36名]家长报名参加亲子课堂", ["people_reached"]),
    ("“爱心车队”的[32名]的哥的姐免费接送考生", ["other_personnel"]),
    ("共招募培训“小青荷”志愿者[1200名]", ["volunteers"]),
    ("护工队伍稳定在[45人]左右", ["other_personnel"]),
    ("[52名]女职工领取了关爱礼包", ["people_reached"]),
    ("组建医疗救援队[6支]、[80人]", ["other_organizations", "other_personnel"]),
    ("组织律师、心理咨询师等专业力量[26人]走进社区", ["other_personnel"]),
    (
        "站点共有工作人员[6人](社工[4人]、康复师[1人]、行政[1人])",
        ["other_personnel", "social_workers", "other_personnel", "other_personnel"],
    ),
    ("慰问困难党员[32名]、老党员[56名]", ["people_reached", "people_reached"]),
    ("队员有医生[11人]、社工[6人]、司机[3人]", ["other_personnel", "social_workers", "other_personnel"]),
    ("成立志愿队[9支],最大的一支有[86人]", ["volunteer_groups", "volunteers"]),
    ("站里今年走了[2名]社工,又来了[4名]", ["social_workers", "social_workers"]),
    ("志愿者中,每天有[12人]在火车站值守", ["volunteers"]),
    ("帮教志愿者[15名]进监区讲课", ["volunteers"]),
    ("社工带着[15名]小朋友制作相框", ["people_reached"]),
    ("把沿河[119户][331人]全部转到高处", ["households_reached", "people_reached"]),
    ("志愿摩托车手[1400名]往返送水", ["volunteers"]),
    ("社工帮着转岗的有[870名]", ["people_reached"]),
    ("教会爷爷奶奶视频通话的有[305位]", ["people_reached"]),
    ("木工、瓦工来听课的有[1130人次]", ["service_contacts"]),
    ("街头采血[3200人次]", ["other_personnel"]),
    ("居家探访[12600人次],其中特困老人[4100人次]", ["home_visits", "home_visits"]),
    ("入户走访[1260户][3100人次]", ["households_reached", "home_visits"]),
    ("陪同家属探视[92人次]", ["service_contacts"]),
    ("接待群众[690批]", ["service_contacts"]),
    ("[4名]社工入户[893户次],为[615名]孩子建档", ["social_workers", "households_reached", "people_reached"]),
    ("善款都来自[31家]企业和[700名]市民", ["other_organizations", "other_personnel"]),
]
THINGS_TOLD_APART = [
    ("吸引了[50组]亲子家庭参与", ["households_reached"]),
    ("活动室配有[20张]桌子、[6台]电脑", ["facilities", "facilities"]),
    ("日间照料室有[3间]房、[10张]床", ["facilities", "facilities"]),
    ("向村小捐赠电脑[30台]、书桌[50张]", ["supplies", "supplies"]),
    ("为老人送去座椅[40把]", ["supplies"]),
    ("在公园安装休闲座椅[40把]", ["facilities"]),
    ("楼道里的共享药箱有[35只]", ["facilities"]),
    ("漂流书架放了[26处]", ["facilities"]),
    ("“共享菜园”划成[52块]地", ["facilities"]),
    ("手工皂义卖了[130块]", ["supplies"]),
    ("每人给[50块]红包", ["money"]),
    ("发了“通行牌”[860块]", ["supplies"]),
    ("录制方言广播[9条]", ["publicity_materials"]),
    ("代办老年证、医保卡[415件]", ["cases"]),
    ("审核社会救助申请[326份]", ["records_processed"]),
    ("查验健康码[61000人次],核查行程卡[860人次]", ["screening_checks", "screening_checks"]),
    ("接听来电[460个],其中心理类来电[210个]", ["calls", "counselling_contacts"]),
    ("公厕[23座]、扶手[46副],轮椅能进的由[4座]变为[21座]", ["facilities"] * 4),
    ("寄去课外书[4100册]、球[40个]", ["supplies", "supplies"]),
    ("8辆“摆渡车”来回[88趟]", ["service_contacts"]),
    ("退休司机的三轮车一天最多[23趟]", ["service_contacts"]),
    ("8月替居家群众送药[3075单],单日最多[307单]", ["cases", "cases"]),
    ("退役军人志愿者支起[2口]锅", ["facilities"]),
    ("企业捐赠铁锅[30口]", ["supplies"]),
    ("编成[9支]“石榴籽”小分队", ["volunteer_groups"]),
    ("[26名]咨询师轮班,[5条]热线接听来电", ["counsellors", "facilities"]),
]
SENT_OR_SERVED = [
    ("护理组[36名]护工分三班", ["other_personnel"]),
    ("中心签约手语翻译员[7名]", ["other_personnel"]),
    ("一家电子厂派来职工[80名],志愿者还有[45名]", ["other_personnel", "volunteers"]),
    ("守服务台的楼栋长[19名]", ["other_personnel"]),
    ("来听课的窗口工作人员[310人]", ["people_reached"]),
    ("养路工蹚出一条路,搀出滞留司乘[62人]", ["people_reached"]),
    ("社工[26名]领班,装出蔬菜包[300份]", ["social_workers", "supplies"]),
    ("驻村社工督导[17名]", ["social_workers"]),
    ("驻点社工师[3名]每晚报平安", ["social_workers"]),
    ("中心有社工[12名],其中督导[2名]", ["social_workers", "social_workers"]),
    ("民间河长[120名],都是志愿者", ["volunteers"]),
    ("志愿者名册上有[340人]", ["volunteers"]),
    ("志愿者登记[260名],常来的[70名]", ["volunteers", "volunteers"]),
    ("志愿者里退休职工有[130人]", ["volunteers"]),
    ("参与志愿者[88名]", ["volunteers"]),
    ("打出平安电话[3600个],替其中[142名]老人配药", ["calls", "people_reached"]),
    ("弄岛镇社工站为[71名]边民子女补办学籍", ["people_reached"]),
    ("[12户]橘农,凑了橘子4800斤", ["other_personnel"]),
    ("帮[190户]村民腾出屋子", ["households_reached"]),
    ("认捐市民[230名]", ["other_personnel"]),
    ("上门评估失能老人[730名]", ["people_reached"]),
    ("心理疏导[3200人次],其中医护[814人次]", ["counselling_contacts", "counselling_contacts"]),
]
ACTIVITIES_TOLD_APART = [
    ("卡口劝返外地货车[208台]", ["screening_checks"]),
    ("查问生面孔[2800人次],劝返无证进山者[516人次]", ["screening_checks", "screening_checks"]),
    ("消杀街巷、祠堂[1385处]", ["screening_checks"]),
    ("给快递消毒[1.2万件]", ["screening_checks"]),
    ("志愿者在渡口疏导旅客[1.1万人次]", ["service_contacts"]),
    ("陪老人下楼做核酸,前后[9轮]、[1500人次]", ["sessions", "testing_assisted"]),
    ("上门给卧床者补种[188人]", ["vaccination_assisted"]),
    ("叩门问安[506次]", ["home_visits"]),
    ("陪孩子说悄悄话[1940人次]", ["counselling_contacts"]),
    ("流动医疗队巡诊[37次]", ["sessions"]),
    ("由社区干部打出问候电话[5430个]", ["calls"]),
    ("接听电话[386个],其中政策咨询[241个]、求助[127个]", ["calls", "calls", "calls"]),
    ("接听电话[93个],按诉求分,求药[41个]、求菜[28个]", ["calls", "calls", "calls"]),
    ("调解家庭矛盾[31起],情绪疏导[204人次]", ["cases", "counselling_contacts"]),
    ("结成哀伤辅导小组[7个]", ["sessions"]),
    ("搭起“帐篷课堂”[3处]", ["facilities"]),
    ("投诉由去年四季度的[23件]降到[6件]", ["cases", "cases"]),
    ("修好老人家里的家电[318件]", ["cases"]),
    ("代办居住证[2217张]", ["cases"]),
    ("补了消毒液[200公斤]", ["supplies"]),
    ("核对订单[1.1万条],录入体检卡[3.1万份]", ["records_processed", "records_processed"]),
    ("画作印成明信片[1000张]", ["publicity_materials"]),
    ("送出药包[5200个],其中东关街道[1130个]", ["supplies", "supplies"]),
    ("社工站建成[1509个],其中城区站点[302个]", ["social_work_stations", "social_work_stations"]),
    ("社区社会组织备案[2700余家]", ["social_organizations"]),
    ("把[17家]机构的[92名]社工派到安置点", ["social_work_agencies", "social_workers"]),
]
SHARES_TOLD_APART = [
    ("孩子里,家长在一线的占[45%]", ["people_reached"]),
    ("存下的时长里,低龄老人攒的占[80%]", ["service_hours"]),
    ("[2条]热线昼夜有人值守,夜间来电占[40%]", ["facilities", "calls"]),
    ("手册印了[2000册],已发出[90%]", ["publicity_materials", "publicity_materials"]),
    ("服务对象中[70%]以上为独居老人", ["people_reached"]),
    ("志愿者留存率达[80%]", ["volunteers"]),
    ("企业捐赠占[70%],其余[30%]来自个人", ["money", "money"]),
    ("办班[18期],录取外来务工子女占[57%]", ["sessions", "people_reached"]),
    ("献血者中,90后占比过半,达[54%]", ["other_personnel"]),
]


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [*PROVIDERS_TOLD_APART, *THINGS_TOLD_APART, *SENT_OR_SERVED, *ACTIVITIES_TOLD_APART, *SHARES_TOLD_APART],
)
def test_constructions_of_field_reports(sentence: str, metrics: list[str]) -> None:
    assert metrics_of(sentence + "。") == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("镇里的义工队煮成宵夜，每天送[200碗]到卡口。", "supplies"),
        ("5架无人机往山上投送药品、干粮，每天[300公斤]。", "supplies"),
        ("一家食品厂运来粽子2500只，按人头分到4个封控小区，每户[6只]。", "supplies"),
        ("志愿者进驻两个镇的高速卡口，给滞留的货车司机送热饭，每天[800份]左右。", "supplies"),
        ("队员用板车把米面拉进村，前后[31车]，大约[12吨]。", "supplies supplies"),
        ("食堂给隔离点做盒饭，每餐[300份]。", "supplies"),
        ("社工给5个网点配发口罩，每处[200只]。", "supplies"),
        ("他们把蔬菜分成小包，挨家送，一天[400袋]。", "supplies"),
        ("站里熬了凉茶送到采样点，每天[60桶]。", "supplies"),
        ("企业给卡口送水，每天[50箱]。", "supplies"),
        ("A舱[372张]床，帘子是床单改的。", "facilities"),
        ("县里腾出[120张]床位。", "facilities"),
        ("养老院现有[86张]床。", "facilities"),
        ("企业捐来[50张]折叠床。", "supplies"),
        ("[3家]快递网点一起掏了运费。", "other_organizations"),
        ("[5家]民宿腾出房间给医护住。", "other_organizations"),
        ("街上[7家]饭馆轮流送餐。", "other_organizations"),
        ("社工用黎语录了广播[15条]。", "publicity_materials"),
        ("组建社工应急队[9支]。", "volunteer_groups"),
        ("社工心理服务队[3支]进驻隔离点。", "volunteer_groups"),
        ("志愿服务队21支，其中心理救援队[1支]。", "volunteer_groups"),
        ("护理组在9个预检点测温，日均[2300余人次]。", "screening_checks"),
        ("分守3个卡口，验码登记[5.2万人次]。", "screening_checks"),
        ("市红十字会有编制内人员[6人]、聘用人员[3人]。", "other_personnel other_personnel"),
        ("接受体检的[300人]中有病友30人。", "people_reached"),
        ("引导登记[7415人次]。", "records_processed"),
        ("设在文体中心的临时接种点每天有志愿者40人，引导登记[7415人次]。", "vaccination_assisted"),
        ("陇川县的[17名]返乡大学生赶来卸车。", "volunteers"),
        ("采集造血干细胞血样[132份]。", "other"),
        ("党员、网格员加上3名社工，凑成[48人]的“送菜队”，上门送药1052户次。", "other_personnel"),
        ("街道社工和楼组长编成“敲门组”，共[43人]，上门看望老人。", "other_personnel"),
        ("乡干部和志愿者编成“敲帐篷队”，共[32人]。", "other_personnel"),
        ("大学生志愿者组成“小喇叭队”，共[26人]。", "volunteers"),
        ("社工组成“暖心组”，一共[12人]，分三班值守。", "social_workers"),
        ("心理咨询行业协会招来36位咨询师，连线[715人次]，每次40分钟。", "counselling_contacts"),
        ("县里请来的3位咨询师每月来两趟，先后谈心[74人次]。", "counselling_contacts"),
        ("6名心理咨询师轮流坐班，接待[213人次]。", "counselling_contacts"),
        (
            "17名社工、五十余名大学生志愿者分班上课，头一天到校的孩子有[364名]，五天后增到[419名]。",
            "people_reached people_reached",
        ),
        ("慰问值守民兵、民警、村民[1860人]，人均500元。", "people_reached"),
        ("慰问一线医护人员和社区干部[320名]。", "people_reached"),
        ("配药队26人，代配药5318人次；[83名]透析病人由专车接送。", "people_reached"),
        ("本会协调志愿队伍27支、[1346人次]，舟艇58艘。", "volunteers"),
        ("口罩分发到[12个]县。", "facilities"),
        ("物资覆盖[6个]街道。", "facilities"),
        ("为[62个]抵边联防所采购取暖炉、净水器。", "facilities"),
        ("给[13个]村级卫生室配了血压计。", "facilities"),
        ("向[40个]护边点送去棉大衣。", "facilities"),
        ("电话簿上[960位]老人，一天要打[150个]。", "people_reached calls"),
        ("社工轮着拨电话，每天打[60多个]。", "calls"),
        ("热线接到[230个]，最忙的一天接了[41个]。", "calls calls"),
        ("志愿者敲门送菜，一天跑[30多趟]。", "service_contacts"),
        ("社工机构轮流进驻，每批[12人]。", "social_workers"),
    ],
)
def test_what_is_counted_is_told_by_what_is_done(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("退役军人志愿者支起大灶煲汤，每天[800盅]，连送六天。", "supplies"),
        ("全市开展心理支援[908人次]，危机个案19例。", "counselling_contacts"),
        ("值班手机最忙那天响了[512次]。", "calls"),
        ("夜班铃响铃[1209次]。", "calls"),
        ("九襄镇[70余户]果农自发捐出苹果。", "other_personnel"),
        ("城区[18所]学校开成避灾安置点。", "facilities"),
        ("大学生来修屋顶[46间]。", "facilities"),
        ("社工帮老人修家电[67件]。", "cases"),
        ("市、县两级出动巡查人员[7000人次]。", "other_personnel"),
        ("采样人员[120名]分三班。", "other_personnel"),
        ("接送滞留人员[230人]返乡。", "people_reached"),
        ("流浪乞讨人员[45人]得到安置。", "people_reached"),
        ("进出城卡点，[207名]退役军人、返乡青年轮流上岗。", "volunteers"),
        ("转送就医[9人]。", "people_reached"),
        ("办家属互助小组[8个]。", "sessions"),
        ("目前仍有[7个]镇没有专职社工。", "facilities"),
        ("还有[5个]村缺少卫生室。", "facilities"),
        ("登记慢病用药需求[209条]。", "records_processed"),
        ("送菜上门[56000袋]。", "supplies"),
        ("代买药上门[320单]。", "cases"),
        ("全年走访督导[42次]。", "sessions"),
        ("志愿服务总队招募志愿者。注册上岗志愿者[3.2万余名]，较前一日增加[1486名]。", "volunteers volunteers"),
        ("青年志愿者集结。报名青年[2.86万人]，上岗[19300余人]。", "volunteers volunteers"),
        ("[103名]在外打工的老乡，凑了2万元。", "other_personnel"),
        ("捐油钱的[1904人次]，共26万元。", "other_personnel"),
        ("第一单，送[3名]护士回家。", "people_reached"),
        ("帮老人扫码、登记[1.2万人次]。", "screening_checks"),
        ("社工分住在[3个]酒店里。", "facilities"),
        ("抽调社工39名，分驻镇上[27家]酒店、民宿。", "facilities"),
    ],
)
def test_what_is_counted_is_told_by_its_clause(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("草沟镇社工站、大庄镇社工站分别抽调[6名]和[7名]社工守卡口。", "social_workers social_workers"),
        ("7名心理教师进村，测评2318人次，辅导[146人]。", "counselling_contacts"),
        ("查验返乡车辆[3816辆]。", "screening_checks"),
        ("广西大学的[76名]学生当起“楼栋管家”。", "volunteers"),
        ("专职社工6名，兼职社工[22名]由护士长担任，注册志愿者[1918名]。", "social_workers volunteers"),
        ("绛州蓝天救援队、运城义工救援队等[23支]队伍、460余名队员赶到。", "social_organizations"),
        ("市义工联、县志愿者协会等[6家]组织参加。", "volunteer_groups"),
        ("采购支出83万元，比预算节省[4.7%]。", "money"),
        ("志愿者里，有[12名]是退休教师。", "volunteers"),
    ],
)
def test_whose_people_and_things_are_counted(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("街道社工站派出社工7名，“护城河”志愿队跟上[130人]。", "volunteers"),
        ("乡社工站社工[3名]、“金凤凰”巾帼志愿队[27人]编成喊话组。", "social_workers volunteers"),
        ("律师、退休法官组成的志愿团[57人]轮流坐班。", "volunteers"),
        ("[56名]志愿“团长”分发蔬菜包。", "volunteers"),
        ("社工[3名]，同[30名]退休护士一道住进隔离酒店。", "social_workers other_personnel"),
        ("我们有[64位]大学生志愿者（女生[45位]）。", "volunteers volunteers"),
        ("“送药小分队”里社工[4名]，其余[17名]是楼组长。", "social_workers other_personnel"),
        ("机构派来[9名]社工，为封控楼里的孕产妇等[237人]排出就医时刻表。", "social_workers people_reached"),
        ("志愿者上岗[2.3万人次]，其中骑手[6800人次]、油锯手[900人次]。", "volunteers volunteers volunteers"),
        ("一家医院派来[6名]精神科医生，前后看诊[300人次]。", "other_personnel service_contacts"),
        ("线上线下督导站点社工[42人次]。", "service_contacts"),
        ("36家宾馆改作安置点，住下游客[6900人]。", "people_reached"),
        ("收到捐款[276万元]，来自[43家]企业和[1072名]市民。", "money other_organizations other_personnel"),
        ("返乡大学生给[33名]毕业班孩子一对一辅导。", "people_reached"),
        ("办集体生日会[12场]，[168名]老人到场。", "sessions people_reached"),
        ("每月一次，每次剃头[35个]。", "people_reached"),
        ("服务老人[320名]。其中独居的[86名]。", "people_reached people_reached"),
        ("在册志愿者[860名]，除去[120名]学生，都常年上岗。", "volunteers volunteers"),
    ],
)
def test_whose_people_they_are_is_told_by_team_rest_or_place(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("接收捐款[2540万元]，其中[70%]为定向捐款。", "money money"),
        ("收到捐款[210万元]，其中企业占[60%]、个人占[40%]。", "money money money"),
        ("善款里[40%]来自个人。", "money"),
        ("护理员一年走了[15%]。", "other_personnel"),
        ("户均增收[3000元]，其中低保户占[30%]。", "money households_reached"),
        ("心理热线座机原为[1部]，7月增至[4部]。", "facilities facilities"),
        ("队里印发歌单[8000余张]，收处方单[1904张]。", "publicity_materials records_processed"),
        ("路口劝导岗[86个]并成[52个]，另设值班岗[12个]。", "facilities facilities facilities"),
        ("去年学员们卖出粮画[412幅]。", "supplies"),
        ("《我的愿望》发出[3500册]。", "publicity_materials"),
        ("向孩子捐赠《新华字典》[300册]。", "supplies"),
        ("收下的求助[657条]，除[19条]转卫健部门外，其余当日了结。", "cases cases"),
        ("查验送货车辆[5218台次]，劝返[320辆]。", "screening_checks screening_checks"),
        ("县社会工作者协会、县义工联合会[2家]合管安置点。", "social_organizations"),
        (
            "承接机构[29家]，按类别分，社工机构[11家]、医疗机构[13家]。",
            "social_organizations social_work_agencies other_organizations",
        ),
    ],
)
def test_what_things_and_shares_are_of(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("协会的义工来了[350名]，社工赶来[9名]。", "volunteers social_workers"),
        ("医护到岗[12名]，党员志愿者跟上[30名]。", "other_personnel volunteers"),
        ("志愿者里，大学生[51名]、退役军人[27名]。", "volunteers volunteers"),
        ("滞留的游客里，也有[57人]穿上了红马甲。", "volunteers"),
        ("社工接来[30名]老人，看望的家属来了[8名]。", "people_reached people_reached"),
    ],
)
def test_a_role_and_how_many_of_it_turned_up(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("社工站[120个]，驻站社工[480名]，平均每站[4名]。", "social_work_stations social_workers social_workers"),
        (
            "持证社工[1286名]，占在岗社工的[60%]，平均每万人拥有[3.2名]。",
            "social_workers social_workers social_workers",
        ),
        ("由社会组织承接的站占[60%]，承接机构[18家]。", "social_work_stations social_organizations"),
        ("全市养老驿站[320处]，由企业承接的占[70%]。", "facilities facilities"),
        ("五星级志愿者[12名]，四星级[48名]。", "volunteers volunteers"),
        ("全市社工持证人数突破[1.2万]。", "social_workers"),
        ("参训社工人数达[320人]。", "people_reached"),
        ("送到床头的占[15%]；陪餐志愿者[46人]。", "other volunteers"),
        ("对口帮扶的[2名]社工驻点半年。", "social_workers"),
        ("慰问的[12名]社工都来自一线。", "people_reached"),
        ("社工带着[72名]会说藏语、彝语的志愿者下乡。", "volunteers"),
        ("需要疏导的转给大学的[15名]心理教师。", "counsellors"),
        ("转运群众[1200人]，运送物资[38吨]。", "people_reached supplies"),
        ("慰问师生[320名]。", "people_reached"),
        ("[320户]居民由志愿者包干送菜。", "households_reached"),
        ("[2个]村封控，[85户]居民自发腾出房间。", "facilities other_personnel"),
        ("捐款[86万元]，七成来自企业，其余来自[2300名]市民。", "money other_personnel"),
        ("个人捐赠人合计[6049人次]。", "other_personnel"),
        ("注册志愿者[65万名]，参与服务[402万人次]。", "volunteers volunteers"),
        ("协会派出消毒志愿者[540人次]，消杀楼道[730个]。", "volunteers screening_checks"),
        ("队里派出消毒车[8台]。", "facilities"),
        ("党员[430名]报到，认领岗位[620个]。", "other_personnel facilities"),
        ("学校社工站开到[47个]。", "social_work_stations"),
        ("老党员[12位]轮流值班，一班[4个]人。", "other_personnel other_personnel"),
        ("队里一共[86个]人。", "other_personnel"),
        ("食堂从每天[80份]做到[320份]。", "supplies supplies"),
        ("敲了[1600多扇]门。", "home_visits"),
    ],
)
def test_those_at_work_and_those_for_whom_it_is_done(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("联络员[28名]，覆盖全院[90%]病区。", "other_personnel facilities"),
        ("每天送餐[120份]，[70%]收餐的是独居老人。", "supplies people_reached"),
        ("买口罩、手套花掉[60%]。", "money"),
        ("台账上志愿者[2.6万名]，其中“银发储户”占[42%]。", "volunteers volunteers"),
        ("求助[1260件]，满意率[99%]，其中就医类占[40%]。", "cases other cases"),
        ("个案[320例]、小组[96个]，两者较上年分别增长[12%]和[8%]。", "cases sessions cases sessions"),
        (
            "志愿者[1073人]，服务[1.2万小时]，分别比上年增加[6.8%]和[1900小时]。",
            "volunteers service_hours volunteers service_hours",
        ),
        ("求助[340件]，同比增长[12%]。", "cases cases"),
        ("个案[36例]、讲座[12场]，同比增长[12%]、[8%]。", "cases sessions cases sessions"),
    ],
)
def test_a_share_is_of_what_has_it(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("志愿者连夜将[56名]居民转移到学校", "people_reached"),
        ("将[156名]群众安全转移", "people_reached"),
        ("救援队把[32名]学生接出来", "people_reached"),
        ("[32名]学生分赴各村", "volunteers"),
        ("全镇把[86名]村民编成巡逻队", "volunteers"),
        ("协会将[20名]社工派往灾区", "social_workers"),
        ("引导[1200名]党员下沉社区", "other_personnel"),
        ("引导[320名]青年参与志愿服务", "volunteers"),
        ("引导家长[62名]参加课堂", "people_reached"),
    ],
)
def test_people_who_are_moved_and_people_who_are_called_on(text: str, metrics: str) -> None:
    assert "|".join(metrics_of(text)) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("被评为省级示范社工站的有[6个]", "social_work_stations"),
        ("由政府购买的[36个]社工服务项目", "other"),
        ("全区[12个]街道（乡镇）社工站均已挂牌", "social_work_stations"),
        ("设立社区基金[23支]、慈善信托[18单]", "other|other"),
    ],
)
def test_what_bodies_are_found_to_be_and_what_funds_and_projects_are(text: str, metrics: str) -> None:
    assert "|".join(metrics_of(text)) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("新增持证社工[86人]，总数达到[412人]", "social_workers|social_workers"),
        ("志愿者人数较上月净增[320人]", "volunteers"),
        ("[1200余人]取得高级社会工作师证书", "social_workers"),
        ("取得社工师资格的有[36人]", "social_workers"),
        ("表彰优秀社工[36名]、优秀志愿者[120名]", "social_workers|volunteers"),
        ("慰问社工[36名]", "people_reached"),
        ("由[5名]督导组成的团队", "other_personnel"),
        ("服务10年以上的社工有[36名]", "social_workers"),
        ("每期小组招募组员[10名]", "people_reached"),
        ("社工带领[12名]组员完成[6节]小组活动", "people_reached|sessions"),
        ("参与小组的[56名]家长", "people_reached"),
        ("排查出困境儿童[78名]", "people_reached"),
        ("排查困境儿童[78名]", "records_processed"),
        ("排查出存在心理问题的学生[56名]", "people_reached"),
    ],
)
def test_staff_by_licence_and_total_and_those_who_come_to_groups(text: str, metrics: str) -> None:
    assert "|".join(metrics_of(text)) == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("社工持证人数同比增长[32%]。", "social_workers"),
        ("捐赠收入同比下降[8.6%]。", "money"),
        ("社会组织数量年均增长[9.6%]。", "social_organizations"),
        ("社工服务人次同比增长[45%]，个案数量增加[12%]。", "service_contacts cases"),
        ("志愿者人数比去年翻了一番，增长[120%]。", "volunteers"),
        ("社工队伍较五年前增长近[3倍]。", "social_workers"),
        ("康复人员[1260人]，占登记人数的[76%]。", "people_reached people_reached"),
        ("吸毒人员[386名]，社区康复执行率达[98.6%]。", "people_reached people_reached"),
    ],
)
def test_growth_is_of_what_the_clause_names_first(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()
