"""The table of administrative divisions and its lookups."""

from __future__ import annotations

import pytest

from seeds.regions import (
    COUNTY,
    MUNICIPALITIES,
    PREFECTURE,
    all_regions,
    names_of,
    region_codes,
    region_exists,
    region_of,
)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("330203", ("浙江省", "宁波市", "海曙区")),
        ("500103", ("重庆市", None, "渝中区")),
        ("429004", ("湖北省", None, "仙桃市")),
        ("469005", ("海南省", None, "文昌市")),
        ("659001", ("新疆维吾尔自治区", None, "石河子市")),
        ("620200", ("甘肃省", "嘉峪关市", None)),
        ("622927", ("甘肃省", "临夏回族自治州", "积石山保安族东乡族撒拉族自治县")),
        ("310000", ("上海市", None, None)),
        ("999999", (None, None, None)),
    ],
)
def test_a_code_has_the_official_names(code: str, names: tuple[str | None, ...]) -> None:
    assert names_of(code) == names
    assert region_exists(code) == (names[0] is not None)


def test_every_division_lies_in_one_of_the_level_above() -> None:
    for region in all_regions():
        parent = region_of(region.parent)
        if region.level == PREFECTURE:
            assert parent is not None and parent.code.endswith("0000")
        if region.level == COUNTY:
            assert parent is not None and parent.level != COUNTY
            assert (parent.code in MUNICIPALITIES) or parent.code.endswith("00")


def test_former_names_lead_to_the_division_of_today() -> None:
    former = {region.name: region for region in all_regions() if region.last < 9999}
    for name, today in [
        ("新津县", "新津区"),
        ("郫县", "郫都区"),
        ("奉化市", "奉化区"),
        ("米林县", "米林市"),
        ("江干区", "上城区"),
    ]:
        successor = region_of(former[name].successor)
        assert successor is not None and successor.name == today
    assert former["新津县"].in_force(2019)
    assert not former["新津县"].in_force(2022)


def test_successors_are_in_force() -> None:
    for region in all_regions():
        if region.successor:
            successor = region_of(region.successor)
            assert successor is not None and successor.last == 9999


def test_all_codes_have_six_digits() -> None:
    assert all(len(code) == 6 and code.isdigit() for code in region_codes())
    assert len(region_codes()) > 3_200
