"""People without a role at work: what their clause says they do, and nicknames in quotes."""

from __future__ import annotations

import pytest

from tests.metric_texts import metrics_of

TOLD = [
    ("东澳镇[66名]返乡大学生编进采样组，连续12天录入信息。", "volunteers"),
    ("8月12日，[31名]退役军人开着9辆货车去高邮拉菜，当天往返3趟。", "volunteers"),
    ("贵州大学的[60名]学生结对孩子118名，写信七八百封。", "volunteers"),
    ("曲阜市夜巡队添了[9名]大学生，给二十三位露宿者理过发。", "volunteers"),
    ("[7位]“临时妈妈”隔着门陪他们。", "volunteers"),
    ("县妇联招募的[52名]“临时妈妈”，穿上防护服进了楼。", "volunteers"),
    ("如城街道的“银龄讲师团”有[38人]，平均年龄67岁，去年讲课153场。", "volunteers"),
    ("沙头角街道的“护童队”[40人]，每天护送跨境学童两趟。", "volunteers"),
    ("贵州大学的[26名]研究生开了“泥巴课堂”。", "volunteers"),
    ("[12名]老渔民成了护鱼巡逻队员，两班倒。", "volunteers"),
    ("老师是[15名]退休教师。", "volunteers"),
    ("百色学院“第二课堂”来了[21名]大学生，给娃娃们上课。", "volunteers"),
    ("[18名]货车司机连夜把菜拉到小区门口。", "other_personnel"),
    ("[24名]退役军人扛着沙袋上了堤。", "volunteers"),
    ("[33名]村民拿着铁锹清淤，一天没歇。", "volunteers"),
    ("[9名]快递小哥轮流跑药店，取药两百多份。", "other_personnel"),
    ("[15名]研究生对着屏幕给孩子讲题。", "volunteers"),
    ("[16名]返乡青年驾着冲锋舟挨家找人。", "volunteers"),
    ("[20名]大学生守着3部热线，从早接到晚。", "volunteers"),
    ("[13位]退休老教师每晚在线答疑。", "volunteers"),
    ("[22名]骑手把药送到居民门口。", "other_personnel"),
    ("[17名]村民推着板车运菜。", "volunteers"),
    ("[8名]渔民划着自家船接人。", "volunteers"),
    ("[14名]师生穿上“大白”守在登记台前。", "volunteers"),
    ("[25名]职工轮班做饭，每天做1200份。", "other_personnel"),
    ("[6名]大学生敲开了三百户人家的门。", "volunteers"),
    ("[10名]青年骑着摩托送物资。", "volunteers"),
    ("[19名]退伍军人背着药箱翻过垭口。", "volunteers"),
    ("[37名]低龄老人结成“银铃”服务队，陪高龄老人说话。", "volunteers"),
    ("[22位]退休阿婆轮班熬凉茶，免费给骑手喝。", "volunteers"),
    ("滞留的[16名]游客组成医疗小队。", "volunteers"),
    ("退休教师[5位]坐在墟口，义务代写书信。", "volunteers"),
    ("[86名]高中生在暑假里给独居老人读报。", "volunteers"),
    ("江西农业大学的[310名]学生到佐龙乡，住在村小。", "volunteers"),
    ("带班的还有湖州师范学院的[44位]大学生。", "volunteers"),
    ("来自中医药大学的[18名]研究生在村里待了3天。", "volunteers"),
    ("[21位]支教大学生住在乡中心校。", "volunteers"),
    ("从杭州来的[15名]退休教师办起“银发课堂”。", "volunteers"),
    ("贵阳市的[14位]退休教师，支教12天。", "volunteers"),
    ("奶奶们也来当老师，[12位]奶奶轮着教。", "volunteers"),
    ("诸暨市来了[31名]社工，新昌县来了[24名]，柯桥区来了[19名]。", "social_workers social_workers social_workers"),
    ("社工为师范学院的[32名]学生做了生命教育讲座。", "people_reached"),
    ("师范大学的[200名]学生因封校滞留，断了药。", "people_reached"),
    ("先后有[52名]学员找到活儿。", "people_reached"),
    ("要做透析的[9位]老乡，每周接送3次。", "people_reached"),
    ("[28名]病友组成互助小组，每周聚一次。", "people_reached"),
    ("[47名]老人坐着，理发师义务理发。", "people_reached"),
    ("[12名]大学生领到了助学金。", "people_reached"),
    ("[21名]村民学会了缝纫。", "people_reached"),
    ("[30名]退役军人参加了技能培训。", "people_reached"),
    ("[42名]职工子女在这里写作业。", "people_reached"),
    ("[16名]学生坐上了返乡专车。", "people_reached"),
    ("[9名]村民被救了出来。", "people_reached"),
    ("[28名]居民家里断了药。", "people_reached"),
    ("[33名]学生还没有返校。", "people_reached"),
    ("[45名]妇女在家门口就业。", "people_reached"),
    ("[120名]村民住进了安置点。", "people_reached"),
]


@pytest.mark.parametrize(("text", "metrics"), TOLD)
def test_what_people_do_for_others_makes_them_providers(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


CALLED_ON = [
    ("共有[2.3万人]参与志愿服务，服务时长15万小时。", "volunteers"),
    ("累计[5600人次]参与疫情防控志愿服务。", "volunteers"),
    ("发动群众[3200人次]参与环境整治。", "volunteers"),
    ("组织[1200余人次]参与抢险救灾。", "other_personnel"),
    ("组织[86名]学生参与防汛演练。", "people_reached"),
    ("社区组织[86名]居民参加急救培训。", "people_reached"),
    ("组织[86名]居民参加急救培训。", "people_reached"),
    ("组织[1260名]村民撤离。", "people_reached"),
    ("组织[126名]学生开展心理健康活动。", "people_reached"),
    ("该组织[86名]成员参与救援。", "other_personnel"),
    ("县里派[36人]前往灾区。", "other_personnel"),
    ("动员[860名]老人接种新冠疫苗。", "vaccination_assisted"),
    ("组织[620名]居民参加核酸检测。", "testing_assisted"),
    ("累计排查人员[2.3万人]。", "records_processed"),
    ("排查人员[12名]。", "other_personnel"),
    ("劝返车辆[160台]、人员[320人]。", "screening_checks screening_checks"),
]
"""People who are called on, sent or brought, and what is done to 人员."""


@pytest.mark.parametrize(("text", "metrics"), CALLED_ON)
def test_people_called_on_help_and_people_brought_are_treated(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


RESCUED = [
    ("在民警护送下，[56名]学生安全撤离。", "people_reached"),
    ("[12名]村民已全部脱险。", "people_reached"),
    ("[36名]援沪医疗队员平安返程。", "other_personnel"),
    ("[36名]学生转移物资。", "volunteers"),
]


@pytest.mark.parametrize(("text", "metrics"), RESCUED)
def test_people_who_get_away_are_helped_and_teams_that_come_home_are_not(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


OF_ROLES = [
    ("在职党员到社区报到[1.2万人]。", "other_personnel"),
    ("[36名]“90后”党员主动请缨。", "other_personnel"),
    ("[12批次][360人次]参与救援。", "sessions other_personnel"),
    ("注册志愿者较去年增加[1260人]。", "volunteers"),
    ("志愿者来自[36所]高校，共计[560人]。", "other_organizations volunteers"),
    ("社工分为[6个]小组，共[36人]。", "volunteer_groups social_workers"),
    ("志愿者上门走访老人，共计[560人]。", "people_reached"),
    ("安置点现有志愿者（[36名]）、社工（[12名]）。", "volunteers social_workers"),
    ("组建突击队（[12支]），参与单位（[36家]）。", "volunteer_groups other_organizations"),
    ("省外支援队伍[46支]、[1560人]全部到位。", "other_organizations other_personnel"),
]
"""Bare people of the role that the clause is on, and numbers alone in brackets."""


@pytest.mark.parametrize(("text", "metrics"), OF_ROLES)
def test_bare_people_are_of_the_role_that_the_clause_is_on(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()


PLACES_AND_LINES = [
    ("志愿者深入[36个]村开展消杀。", "facilities"),
    ("先锋队对[3个]小区实行值守。", "facilities"),
    ("对[86个]楼栋进行消杀。", "facilities"),
    ("热线坐席由[3个]增至[12个]。", "facilities facilities"),
    ("热线接听量较上月增长[35%]。", "calls"),
    ("来电量同比增长[56%]。", "calls"),
]


@pytest.mark.parametrize(("text", "metrics"), PLACES_AND_LINES)
def test_places_where_work_is_done_and_lines_at_work(text: str, metrics: str) -> None:
    assert metrics_of(text) == metrics.split()
