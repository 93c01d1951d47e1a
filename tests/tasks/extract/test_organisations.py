"""Names of organisations and groups: where they begin and end, and who is an individual."""

from __future__ import annotations

import pytest

from tasks.extract.layout import lay_out
from tasks.extract.organisations import GROUP, ORGANISATION_NAME, PERSON_NAME, PRONOUN_NAME, QUOTED, SELF, find_names
from tasks.extract.wording import read_words


def names_of(text: str) -> list[tuple[str, str]]:
    words = read_words(lay_out(text, []), [])
    return [(name.kind, text[name.start : name.end]) for name in find_names(words)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("宁乡市诚一社会工作发展中心积极对接资源", "宁乡市诚一社会工作发展中心"),
        ("海曙区和义社工师事务所开展服务", "海曙区和义社工师事务所"),
        ("奉化区锋之社爱心公益协会征集帐篷", "奉化区锋之社爱心公益协会"),
        ("宁波市之江社会工作服务评估与研究中心加入工作组", "宁波市之江社会工作服务评估与研究中心"),
        ("“莼菜青”服务队参加护林", "“莼菜青”服务队"),
        ("徐汇区中心医院社工部积极组织志愿者", "徐汇区中心医院社工部"),
        ("1月26日，市民政局会同团市委发文", "市民政局"),
        ("三山镇的“云调解”室连线海外乡亲", "“云调解”室"),
        ("江苏银行淮安分行捐赠轮椅", "江苏银行淮安分行"),
        ("柳州市同行助残社会工作服务中心上门", "柳州市同行助残社会工作服务中心"),
        ("全市工会系统走访企业", "全市工会系统"),
    ],
)
def test_an_organisation_reaches_from_its_place_to_its_last_word(text: str, name: str) -> None:
    assert (ORGANISATION_NAME, name) in names_of(text)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("彭州社工拨打电话", GROUP, "彭州社工"),
        ("镇上的“澥小美”志愿者送汤圆", GROUP, "“澥小美”志愿者"),
        ("他们走访老人", PRONOUN_NAME, "他们"),
        ("我院派出医生", SELF, "我院"),
        ("“轮椅图书车”接送老人", QUOTED, "“轮椅图书车”"),
        ("社工周赛姣连续服务", PERSON_NAME, "社工周赛姣"),
        ("志愿者老夏开车送来西瓜", PERSON_NAME, "志愿者老夏"),
    ],
)
def test_groups_pronouns_quoted_names_and_individuals_are_told_apart(text: str, kind: str, name: str) -> None:
    assert (kind, name) in names_of(text)


@pytest.mark.parametrize("text", ["社工马上赶到现场", "志愿者全程陪伴老人", "社工周末也不休息"])
def test_a_word_behind_a_group_is_no_personal_name(text: str) -> None:
    assert names_of(text)[0][0] == GROUP


def test_a_text_may_end_with_a_person() -> None:
    assert names_of("对话社区项目负责人周念")[-1][1].endswith("负责人")


def test_a_number_or_verb_ends_a_name_on_the_left() -> None:
    assert names_of("走访社工站") == [(ORGANISATION_NAME, "社工站")]
    assert (ORGANISATION_NAME, "市社会工作协会") in names_of("指导市社会工作协会发出倡议")


@pytest.mark.parametrize("text", ["", "。", "“", "”””", "的的的", "组", "一组"])
def test_fragments_hold_no_name(text: str) -> None:
    assert names_of(text) == []
