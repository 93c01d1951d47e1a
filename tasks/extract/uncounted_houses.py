"""Rules that see that a number names one of many: houses, rooms, beds, sessions, hospitals, running numbers.

    "3栋2单元501室"          ordinal       "每人管12床病人"       counted
    "01栋到31栋"             identifier    "改造楼房12栋"         counted
    "B区12床", "12床的老人"  ordinal       "送去棉被12床"         counted
    "十八届人大四次会议"     ordinal       "开了四次会"           counted
    "302医院"                name          "覆盖36家医院"         counted

A rule returns the reason and its own name, or None when it has nothing to say.
"""

from __future__ import annotations

import re

from tasks.extract.scene import Scene, Verdict, neighbours

_ADDRESS = ("ordinal", "address")
_LEADING_ZERO = ("identifier", "leading_zero")
_BUILDINGS = frozenset(("栋", "幢", "座", "排", "间"))
_BLOCKS = frozenset(("栋", "幢"))
_HOUSE_AFTER = re.compile(
    r"\d|[一二三四五六七八九十]?单元|[东西南北]\d{3,4}|架空层|[底首]层|楼[下道顶]|门[口前洞]|大堂|电梯|天台|的[小老阿][一-鿿]"
)
_NEXT_HOUSE = re.compile(r" ?[到至—~-] ?(?:0\d|\d{1,3}(?=[栋幢座]))")
_DAY_CODE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_UNTIL = frozenset("到至—~-")
_WARD = re.compile(r"(?:[区舱馆厅室科层楼房]|病[区房]|[A-Za-z]|(?:隔壁|对面|旁边|邻床)的?|住[在到]?)$")
_IN_BED = re.compile(
    rf"的?(?:{neighbours('after', 'patient')})|的[^\W\d_a-zA-Z](?:{neighbours('after', 'address')})|的?[小老][^\W\d]"
)
_TENDS = re.compile("[管带护看了负共有设收]$|照[护看料顾]$|负责$")
_SESSION = re.compile(f"(?:{neighbours('after', 'members')})*(?:大会|会议|全会)")
_BODY = re.compile(neighbours("after", "numbered_body"))


def numbered(scene: Scene) -> Verdict | None:
    """01栋 and 0311 begin with a zero; 四次会议 and 302医院 are names."""
    quantity, side = scene.quantity, scene.side
    start = quantity.number_start
    if side[start] == "0" and side[start + 1 : start + 2].isdigit():
        return _LEADING_ZERO
    if _DAY_CODE.fullmatch(side, start, quantity.number_end):
        return "identifier", "day_code"
    if quantity.han and quantity.unit_name == "次" and _SESSION.match(scene.after(8)):
        return "ordinal", "session_number"
    if quantity.unit is None and not quantity.han and 100 <= quantity.value <= 999 and _BODY.match(scene.after(4)):
        return "name", "named_by_number"
    return None


def address(scene: Scene) -> Verdict | None:
    """3栋2单元501室, 01栋到31栋, B区12床: a house, a room and a bed are numbered, not counted."""
    unit = scene.quantity.unit_name
    if unit == "床":
        return ("ordinal", "bed_number") if _is_a_bed(scene) else None
    if unit not in _BUILDINGS:
        return None
    after = scene.after(6)
    lived_in = unit in _BLOCKS and (scene.before(1) in ("第", "住") or scene.before(2) in ("住在", "住进", "搬到"))
    return _ADDRESS if lived_in or _HOUSE_AFTER.match(after) or _in_a_row(scene, after) else None


def _in_a_row(scene: Scene, after: str) -> bool:
    """1栋到31栋: where the houses begin and end; 20至30栋 may be a count."""
    quantity = scene.quantity
    if quantity.han or quantity.unit_name in ("排", "间") or quantity.unit_name is None:
        return False
    ends = scene.last_verdict in (_ADDRESS, _LEADING_ZERO) and scene.before(1) in _UNTIL
    both = quantity.upper is not None and quantity.unit_name in scene.side[quantity.start : quantity.end - 1]
    return ends or both or _NEXT_HOUSE.match(after) is not None


def _is_a_bed(scene: Scene) -> bool:
    """B区12床, 住24床 and 12床的老人, but not 每人管12床病人."""
    if scene.quantity.han or scene.quantity.hinted:
        return False
    if _WARD.search(scene.before(3)):
        return True
    return _IN_BED.match(scene.after(4)) is not None and not _TENDS.search(scene.before(4))
