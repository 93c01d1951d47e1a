"""What kind of quantity a figure is."""

from __future__ import annotations

import pytest

from tests.metric_texts import dimensions_of


@pytest.mark.parametrize(
    ("sentence", "dimension"),
    [
        ("来了[41个]孩子", "people"),
        ("接待群众[690批]", "events"),
        ("吸引了[50组]亲子家庭参与", "households"),
        ("“共享菜园”划成[52块]地", "sites"),
        ("为公厕装了[5块]小屏", "items"),
        ("搭起“帐篷课堂”[3处]", "sites"),
        ("活动室配有[20张]桌子", "items"),
        ("调解夫妻[76对]", "people"),
        ("志愿服务组织[2000个]", "organizations"),
        ("成立志愿服务小组[4个]", "teams"),
        ("救援队[23支]赶到", "teams"),
        ("社工机构[6家]", "organizations"),
        ("老年食堂[38家]", "sites"),
        ("[120个]村", "sites"),
        ("捐建幸福院[9所]", "sites"),
        ("走进学校[26所]", "organizations"),
        ("开通热线[3条]", "lines"),
        ("[2部]手机值守", "lines"),
        ("[2部]值班手机不关机", "lines"),
        ("救援艇[7条]", "items"),
        ("安装摄像头[12个]", "items"),
        ("口罩[5.7万余件]", "items"),
        ("悬挂横幅[60条]", "items"),
        ("拨打电话[34649个]", "calls"),
        ("热线接到呼叫[3.1万次]", "calls"),
        ("核查信息[31122条]", "records"),
        ("回收问卷[1126份]", "records"),
        ("登满台账[3本]", "records"),
        ("个案[15个]", "cases"),
        ("群众来信[16件]", "cases"),
        ("解决难题[71件]", "cases"),
        ("课程[9门]", "events"),
        ("大锅支起[15口]", "items"),
        ("打井[7口]", "sites"),
        ("提供岗位[210个]", "other"),
        ("服务旅客[8万人次]", "person_times"),
        ("补助[2.4万元]", "money"),
        ("满意率[97%]", "percent"),
        ("山里的孩子来了[43个]", "people"),
        ("工资每月[3200]", "money"),
        ("修好小家电[67件]", "items"),
        ("书屋面积[260平方米]", "other"),
    ],
)
def test_the_unit_decides_and_where_it_cannot_the_noun(sentence: str, dimension: str) -> None:
    assert dimensions_of(sentence + "。") == [dimension]


@pytest.mark.parametrize(
    ("sentence", "dimension"),
    [
        ("手术示教[112台次]", "events"),
        ("流动站停靠[46站次]", "events"),
        ("夜校连开[5晚]", "events"),
        ("孩子排了[4台]小戏", "events"),
        ("其余[8个]村电话问候", "sites"),
        ("镇上的[9家]外贸企业捐款", "organizations"),
        ("颁发奖牌[12块]", "items"),
    ],
)
def test_units_of_turns_and_nights_count_events(sentence: str, dimension: str) -> None:
    assert dimensions_of(sentence + "。") == [dimension]


def test_a_figure_that_continues_another_takes_its_dimension() -> None:
    assert dimensions_of("打出电话[138个]，接通[121个]，其余[17个]改为上门。") == ["calls"] * 3
