"""The metric of things, places and bodies: by the class of the noun; without one by what the clause does.

口罩1000副      supplies              摩托车4辆       facilities   equipment in place; 捐赠轮椅 supplies
手册八千余份     publicity_materials   问卷回收1126份   records_processed
岗位781个轮值    facilities            提供岗位210个   other
其余17个        as the figure before   一二百份        by unit and verb
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tasks.extract.evidence import PERSONS
from tasks.extract.metric_activities import calls
from tasks.extract.metric_codes import (
    BY_DIMENSION,
    BY_UNIT,
    PEOPLE_METRICS,
    THINGS,
    UNIT_KIND,
    activity,
    cue_pattern,
    cues,
)
from tasks.extract.metric_people import people, rated_as
from tasks.extract.metric_scene import ANY, EXCEPT, Figure, Scene, bound
from tasks.extract.model import Bound, Mention
from tasks.extract.noun_classes import BODY_CLASSES, Word, actions, lexicon

_OF_THINGS = actions("counselling", "calls", "records", "casework", "screening")
_CALLS, _ASKED = actions("calls"), ("求助", "咨询")
_SERVICE, _SCREENING = actions("service"), actions("screening")
_PUBLICISE = actions("publicise")
_CASEWORK, _COUNSEL, _RECORDS = actions("casework"), actions("counselling"), actions("records")
_SUPPLY, _HAND_OVER, _MOBILISE = actions("supply"), actions("supply", "donate"), actions("mobilise")
_BY_ACTION = (
    (actions("publicise"), "publicity_materials"),
    (actions("records"), "records_processed"),
    (actions("casework"), "cases"),
    (actions("calls"), "calls"),
    (actions("fit"), "facilities"),
    (actions("supply"), "supplies"),
)
_OF_PERSONS = ("person", "pair", "place", "session")
"""Kinds of unit that count people as well: 个, 对, 口."""
_TOPICS = ("publicity", "goods", "record", "other")
_GROUP_WORK = ("cases", "sessions", "home_visits")
_GIVING, _AFTER_YUAN, _REGISTER = frozenset(cues("giving")), cues("yuan"), cues("register")
_MANY_YUAN = 1000
_MONEY, _MONEY_EACH, _REMADE = cue_pattern("yuan_before"), cue_pattern("yuan_each"), cue_pattern("remade")
_REPAIR = cue_pattern("repair")
_DURABLE, _IN_PLACE = re.compile(f"(?:{cue_pattern('durable').pattern})$"), cue_pattern("in_place")
_LONGEST_UNKNOWN = 3
_PUBLIC = ("共享", "公共")
_IN_PLACE_REACH, _ENDS_LIST = 24, re.compile("[,;。:]")
_COMING_END = re.compile(rf"(?:{cue_pattern('coming').pattern})[了的有共约又]?$")
_FURTHEST, _LONG_AGO, _FEW_CHARACTERS = 5, 600, 4
_ITS_SOCIAL_WORKERS = re.compile("的[^,。;]{0,8}(?:社工|社会工作者)(?![站室])")
_KINDS_OF_HOUSES = re.compile(f"(?:{cue_pattern('house_kind').pattern})机构")
_REMADE_REACH, _COMING_REACH, _FEW = 12, 6, ("个", "")
_KIND_OF, _KIND_REACH = re.compile("[^,。;、]{2,}的(?:共有?|有|达|约|近|就有)?$"), 16
_RESPECTIVELY = re.compile("分别[为是有达]?$")
_GOT_THROUGH = re.compile("[打拨接]通[了的]?$")
_FIT, _BROUGHT = actions("fit"), ("带", "携")
_LAND = ("地", "田", "园", "林", "滩")
_MENDS = cue_pattern("mends")
_DONATED = re.compile(f"(?:{cue_pattern('got').pattern})[^,。;、印]{{0,8}}$")
_AIDS = re.compile(f"(?:{cue_pattern('aid').pattern})$")
_SOLD = cue_pattern("sold")
_PACKED = frozenset("箱袋桶瓶盒包罐捆斤吨双副册本枚颗粒株棵") | {"公斤"}
_PORTIONED = frozenset("碗份吨克升筐篮车") | {"公斤", "千克", "毫升"}
_RIDES = re.compile(f"(?:{cue_pattern('rides').pattern})$")
_PAYS = re.compile(rf"[^,。;、]{{0,6}}?(?:[掏垫凑出捐送][了来出]|[送捐赞]助?来|{cue_pattern('pays').pattern})")
_BED_UNITS = ("张", "床")
_PEOPLE_COME = actions("take_part", "enrol", "mobilise")
_NO_SITES = ("goods", "publicity", "record", "session", "money")
_NEVER = {
    "body": (*_NO_SITES, "case", "call", "equipment", "other"),
    "team": ("session", "case", "record", "call", "other"),
}
"""What bodies and teams cannot be, whatever noun stands beside them (红色宣讲类61支)."""
_THIS_NUMBER = re.compile("(?:[这该]一?个?(?:数字?|数目|数量|规模)|家底|总数)[^,。;、]{0,6}$")
_FORMED = re.compile("(?:编|组|结|成立|建|分|拉|凑|搭)(?:成|起|建|立|组|了|为)|组织起|成立")
_FUND, _OF_FUNDS = re.compile(f"(?:{cue_pattern('fund').pattern})$"), ("支", "只", "单", "个", "项", "笔")
_GROUP_WORK_NAME = re.compile(f"(?:{cue_pattern('group_work').pattern})(?:类|性|式)?小组$")
_MEETS = re.compile(
    "[、,]?(?:共|累计)?(?:开展|开|办|活动|聚会)?了?[约近]?[0-9一二三四五六七八九十百两]+(?:节|次活动|场)"
)
_HELD = re.compile(f"(?:{cue_pattern('held').pattern})了?[^,。;、成立建]{{0,8}}$")
_FLEET = re.compile("[车船艇]队(?:[^,。;]{0,4}[从由到有达共]|共|有)?$")
_RESCUED = cue_pattern("rescued")
_ANIMAL_UNITS = ("只", "头", "匹", "峰", "羽", "尾", "条")
_SOLD_UNITS = (
    "块",
    "件",
    "只",
    "张",
    "条",
    "副",
    "本",
    "把",
    "双",
    "台",
    "套",
    "瓶",
    "袋",
    "盒",
    "箱",
    "斤",
    "幅",
    "个",
)
_FOUND = cue_pattern("found")
_FOUND_THINGS = ("goods", "equipment", "other", "publicity", "money", "")
_SHEETS = ("封", "份", "张")
_DONE_FOR_THEM = cue_pattern("errand")
_MATTERS = ("件", "件次", "宗", "项", "起")
_AIRED = re.compile(f"录[了的“]|{cue_pattern('aired').pattern}")
_HERE_ARE = re.compile(
    "(?:[站点家院室所园校馆堂角屋房铺店棚营里内上间厅社区村基地]|中心)(?:里|内|中)?(?:还|共|只|都|就|现)?有"
)
_INSIDE = re.compile("[站点店棚亭馆室屋园院舱]里(?:的|那)?$")
_GENERAL = ("队伍", "组织", "团队", "机构", "单位", "力量", "团体", "社会力量")
_BOUGHT_FOR = re.compile(
    "(?:[为给向])(?!了|主|期)[^,。;]{2,24}(?:购置|采购|购买|添购|捐)|用于(?:购置|采购|购买|添置|配备)"
)
_RECEIVES = re.compile(f"(?:{cue_pattern('received').pattern})了?[^,。;、]{{0,8}}$")
_FOR_THEM = re.compile("[给为]")
_GREW = re.compile(f"(?:{cue_pattern('grew').pattern})[到至成为][了约近]?$")
_STAYS_IN = re.compile(rf"(?:{cue_pattern('stays_in').pattern})[^,。;、\d]{{0,12}}$")
_RINGS = re.compile(f"(?:{cue_pattern('rings').pattern})[约近有了]?$")
_DIALS = re.compile("[打拨][了出通]?[约近有了]?$")
_LINES = cue_pattern("by_phone")
_DIVIDED = re.compile("(?:按|从)[^,。;]{2,8}[分看],")
_MADE_UP_OF = re.compile(",?(?:分别为|分别是|主要为|主要是|按[^,。;]{2,6}分,|其中属于)")
_SOME_OF_THEM = re.compile("[,(]?其中")
_AMONG_THEM = re.compile(f"(?:{cue_pattern('within').pattern}),?[已共现]?有?$")
_ENTRIES = frozenset("份条张本册卷盒页")
_NEEDS = re.compile(f"(?:{cue_pattern('request').pattern})$")
_PAPER = re.compile(f"(?:{cue_pattern('paper').pattern})$")
_ENTERS = cue_pattern("enters")
_LISTED_PLACES = re.compile(r"(?:[^\W\d]{1,5}[、和及])*[^\W\d]{0,3}")
_MACHINES, _CLAIMED, _MEALS = cues("machine"), cue_pattern("claimed"), cues("portion")
_KNOCKED = re.compile(f"(?:{cue_pattern('knocked').pattern})了?[近约]?$")
_CHECKED = ("件", "台", "辆", "部", "艘", "间")
_COUNSELLED = cue_pattern("counselling")
_BROADCAST = re.compile(f"(?:{cue_pattern('broadcast').pattern})$")
_NEWS = re.compile("(?:信息|消息)$")
_STOPPED = re.compile(
    f"(?:{cue_pattern('checked').pattern}|{cue_pattern('turned_back').pattern})"
    "(?!(?<=登记)(?:在册|注册|的))[^,。;、]{0,8}$"
)
_BATCHES, _RECEIVED = ("批", "批次"), cue_pattern("hosts")
_MEASURED = frozenset("斤吨克升箱袋桶瓶盒包罐捆") | {"公斤", "千克", "毫升"}
_WRITTEN, _LEAVES = ("则", "篇", "首"), ("张", "份", "本", "册", "枚", "页")
_PRINTS = re.compile(rf"(?:{cue_pattern('prints').pattern})[了好]?[^,。;、\d]{{0,10}}$")
_MENDED_ALONE = re.compile(f"(?:{cue_pattern('mended').pattern})了?[近约共]?$")
_MENDED_FOR = re.compile(
    rf"(?:{cue_pattern('mended_for').pattern})了?(?:[老居村群学患残困][^,。;、\d]{{1,8}}|家里|各家|户内|村里)的$"
)
_MENDED = re.compile("(?:修|焊|疏通|(?<![添增候])补)[了好过]?$")
_SPOTS, _PUT_UP = (
    ("处", "点位", "个点", "个点位"),
    re.compile(f"(?:{cue_pattern('put_up').pattern})[放了设有置在点]?了?$"),
)
_PIECE = re.compile(rf"(?:{cue_pattern('piece').pattern}|[”」』》\"])[共约近有各了]*$")
_BUILT = ("座", "间", "栋", "幢", "所")
_KINDS_OF_THINGS = ("supplies", "facilities", "publicity_materials")
_LISTED_ON = re.compile("[、和及][^\\W\\d]{1,4}")
_OF_CHANNELS = ("条", "部", "台", "间", "处", "座")
_SOLD_HERE = re.compile(f"(?:{cue_pattern('sold').pattern})[^,。;、\\d]{{0,8}}$")
_TITLED = re.compile("[》”](?:也|已|都|共|又|一共|总共|累计)*(?:印|发|派|送|编|制|寄)[^,。;]{0,3}$")
_DONATED_BOOKS = cue_pattern("book_got")
_GROOMED = re.compile(f"(?:{cue_pattern('groomed').pattern})[了过好约近]*$")
_OTHER_BODIES = ("agency", "social_org", "rescue")
_RUNNING_BODIES = cues("running_body")
_OWN_BODIES = ("agency", "station", "volunteer_org", "rescue")
_PIECES = ("套", "台", "只", "本", "箱", "盒", "瓶")
_IN_HOUSEHOLDS = ("户", "个", "家", "组", "对", "")


def thing(scene: Scene, figure: Figure) -> Bound:
    """The metric of a figure that counts things, places, bodies or what its unit does not tell."""
    word, unit = figure.named, figure.mention.unit or ""
    if figure.mention.dimension == "cases":
        return _fund(scene, figure, unit) or _case(scene, figure)
    if _is_of_calls(scene, figure, unit):
        made = _DIALS.search(scene.text_before(figure, _COMING_REACH))
        return Bound("calls", rule="thing:dialled") if made else calls(scene, figure)
    told = _fund(scene, figure, unit) or _persons(scene, figure, unit) or _pieces(scene, figure, unit)
    told = told or _this_number(scene, figure) or _found(scene, figure) or _goes_on(scene, figure)
    told = told or _given_to(scene, figure) or _taken_out(scene, figure) or _sold(scene, figure, unit)
    if told:
        return told
    if not word.noun and _titled(scene, figure, unit):
        return Bound("publicity_materials", rule="thing:titled")
    if not word.noun or _misfit(figure, unit):
        body = _body_before(scene, figure, unit)
        return body or _unnamed(scene, figure)
    if _screened(scene, figure):
        return bound("screening_checks", word, "thing:screened")
    if _entered(scene, figure, unit):
        return bound("records_processed", word, "thing:entered")
    listed = _of_listed(scene, figure)
    if listed:
        return listed
    rule = _OF_CLASS.get(word.noun)
    special = rule(scene, figure, unit) if rule else None
    if special == "calls":
        return calls(scene, figure)
    return bound(special or THINGS[word.noun], word, "thing:class" if special else "thing:noun")


def _fund(scene: Scene, figure: Figure, unit: str) -> Bound | None:
    """`设立社区基金23支`, `慈善信托18单`: funds, neither teams nor cases."""
    word = figure.named
    told = unit in _OF_FUNDS and _FUND.search(scene.side, max(0, word.start), max(0, word.end))
    return bound("other", word, "thing:fund") if told else None


def _persons(scene: Scene, figure: Figure, unit: str) -> Bound | None:
    """Persons counted in 个, 批 and the like, named or only said to come: 18个老人, 来了60个."""
    if _counts_persons(figure, unit):
        if unit in _BATCHES and _RECEIVED.search(scene.text_before(figure, _KIND_REACH)):
            return bound("service_contacts", figure.named, "thing:batches")
        return people(scene, figure)
    if unit == "个" and _GROOMED.search(scene.text_before(figure, _COMING_REACH)) and not figure.around.after.noun:
        return Bound("people_reached", rule="people:groomed")
    unnamed = not figure.named.noun or figure.named.end <= figure.around.floor
    if unit not in _FEW or not unnamed or not _persons_come(scene, figure):
        return None
    goes_on = scene.previous(figure) and scene.same_unit_before(figure)
    return scene.again(figure, "people:more") if goes_on else people(scene, figure)


def _pieces(scene: Scene, figure: Figure, unit: str) -> Bound | None:
    """What 块 is of when it is no piece of goods: money (三万块) or land (52块地)."""
    if unit == "块" and _is_money(scene, figure):
        return Bound("money", rule="thing:yuan")
    end = figure.mention.end
    land = unit in ("块", "片") and scene.side[end : end + 1] in _LAND
    return Bound("facilities", end, end + 1, "thing:land") if land else None


def _counts_persons(figure: Figure, unit: str) -> bool:
    """Whether a unit that counts things as well counts persons here (18个老人, 七十多条汉子)."""
    word = figure.named
    if figure.mention.dimension == "items" and unit != "条":
        return False
    if unit == "条":
        return word.noun in ("civic", "served") and word.start >= figure.mention.end
    return word.noun in PERSONS and UNIT_KIND.get(unit, "person") in _OF_PERSONS


def _goes_on(scene: Scene, figure: Figure) -> Bound | None:
    """The metric of the figure before: 分别为12个和8个, 其余34条, 有活动记录的1402个."""
    if scene.same_unit_before(figure) and _RESPECTIVELY.search(scene.text_before(figure, _COMING_REACH)):
        return scene.again(figure, "thing:respectively")
    divided = _DIVIDED.search(scene.side, scene.previous_end(figure), figure.mention.start)
    own_body = figure.named.noun in _OWN_BODIES and figure.named.end == figure.mention.start
    if divided and not own_body and (earlier := _same_unit_earlier(scene, figure)):
        return earlier._replace(rule="thing:rest")
    grown = _grown(scene, figure)
    if grown:
        return grown
    rest = _is_rest(scene, figure) or _of_that_kind(scene, figure) or _is_kind_of_whole(scene, figure)
    return scene.again(figure, "thing:rest") if rest else None


def _is_of_calls(scene: Scene, figure: Figure, unit: str) -> bool:
    """`一天要打150个`, `热线接到230个`: calls of which only the verb speaks."""
    near = figure.named.end > figure.around.floor and figure.named.noun not in ("", "line", "call")
    if unit not in _FEW[:1] or figure.around.after.noun or near:
        return False
    if not _RINGS.search(scene.text_before(figure, _COMING_REACH)):
        return False
    start, end = figure.around.sentence_start, scene.layout.sentence_at(figure.mention.start).end
    return _LINES.search(scene.side, start, end) is not None


def _of_listed(scene: Scene, figure: Figure) -> Bound | None:
    """`绛州蓝天救援队、运城义工救援队等23支队伍`: a general noun behind 等 counts what is listed before."""
    start, word = figure.mention.start, figure.named
    general = word.start >= figure.mention.end and scene.side[word.start : word.end] in _GENERAL
    if not general or scene.side[start - 1 : start] != "等":
        return None
    item = scene.word_before(start - 1)
    return bound(THINGS[item.noun], item, "thing:listed_before") if item.noun in BODY_CLASSES else None


def _body_before(scene: Scene, figure: Figure, unit: str) -> Bound | None:
    """`社会组织备案2700家`, `行业协会商会中,有215家参加`: bodies, told from what is said of them."""
    if UNIT_KIND.get(unit) != "body":
        return None
    floor = max(figure.around.sentence_start, scene.previous_end(figure))
    among = _AMONG_THEM.search(scene.side, floor, figure.mention.start)
    position = among.start() if among else figure.named.start if figure.around.before_adjacent else -1
    body = scene.word_before(position) if position > scene.previous_end(figure) else figure.named
    return bound(THINGS[body.noun], body, "thing:body_before") if body.noun in BODY_CLASSES else None


def _taken_out(scene: Scene, figure: Figure) -> Bound | None:
    """`求助657条,除19条转卫健部门外,其余当日了结`: what 除 takes out of the things just counted."""
    before = scene.previous(figure)
    if not before or not scene.same_unit_before(figure) or before.value < figure.mention.value:
        return None
    told = EXCEPT.search(scene.text_before(figure, _COMING_REACH))
    return scene.again(figure, "thing:taken_out") if told else None


def _sold(scene: Scene, figure: Figure, unit: str) -> Bound | None:
    """`卖出粮画412幅`: works that no table knows, which are sold."""
    sold = unit in (*_SOLD_UNITS, "份", "单") and not figure.named.noun and not figure.around.after.noun
    told = sold and _SOLD_HERE.search(scene.text_before(figure, _REMADE_REACH))
    return Bound("supplies", rule="thing:sold") if told else None


def _titled(scene: Scene, figure: Figure, unit: str) -> bool:
    """`《我的五个愿望》发出3500册`: a title that is handed out and given to nobody as a book."""
    told = _TITLED.search(scene.text_before(figure, _KIND_REACH)) if unit in (*_LEAVES, "封") else None
    return told is not None and not scene.clause_says(figure, _DONATED_BOOKS)


def _given_to(scene: Scene, figure: Figure) -> Bound | None:
    """`为62个抵边联防所采购取暖炉`: not the goods but the places that they are for."""
    end, named = figure.mention.end, figure.named
    if named.noun not in ("goods", "equipment") or named.start < end or figure.mention.dimension == "items":
        return None
    verb = next((word for word in scene.near.tail(figure.around, end) if word.acts), None)
    if verb is None or not end + 1 < verb.start < named.start or not verb.acts & (_HAND_OVER | _FIT):
        return None
    given = scene.near.done_for(figure.around, figure.mention.start)
    return Bound("facilities", end, verb.start, "thing:given_to") if given else None


def _this_number(scene: Scene, figure: Figure) -> Bound | None:
    """`社工站320个。到年底,这个数字变成512个`: the number that the text last gave in the same unit."""
    if not figure.number or not _THIS_NUMBER.search(scene.text_before(figure, _KIND_REACH)):
        return None
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _FURTHEST), -1):
        if scene.mentions[earlier].unit == figure.mention.unit:
            return scene.results[earlier]._replace(rule="thing:this_number")
    return None


def _found(scene: Scene, figure: Figure) -> Bound | None:
    """`收走打火机480个`, `捡到号码布47张、手机6部`: what is found or cleared away is no supply."""
    if figure.named.noun not in _FOUND_THINGS or UNIT_KIND.get(figure.mention.unit or "") in ("site", "place"):
        return None
    before = scene.text_before(figure, _KIND_REACH)
    rescued = figure.mention.unit in _ANIMAL_UNITS and figure.named.noun != "publicity" and _RESCUED.search(before)
    told = _FOUND.search(before) or rescued
    listed = scene.side[figure.mention.start - 1 : figure.mention.start] == "、" or not scene.nearest(figure)
    goes_on = listed and scene.previous(figure) and scene.results[figure.number - 1].rule == "thing:found"
    same_clause = goes_on and scene.mentions[figure.number - 1].start >= figure.around.clause_start
    return bound("other", figure.named, "thing:found") if told or same_clause else None


def _screened(scene: Scene, figure: Figure) -> bool:
    """`消毒楼道612处`, `查验车辆860台`: places and vehicles that are checked or disinfected."""
    word = figure.named
    if word.acts & _SCREENING and word.noun == "goods":
        return True  # 给快递|消毒1.2万件
    if word.noun not in ("place", "equipment", "organization", "record") or word.end < 0:
        return False
    if word.noun == "record":
        before = scene.word_before(word.start)  # 查验|通行证441张
        return scene.side[word.end - 1] in "证码" and bool(before.acts & _SCREENING) and not before.acts & _RECORDS
    if word.noun == "equipment" and _turned_back(scene, figure):
        return True
    if word.start >= figure.mention.end:
        before = scene.word_before(figure.mention.start)
        return bool(before.acts & _SCREENING) and not before.noun  # 查验|816辆车辆
    for before in scene.lead(figure)[:_FURTHEST]:
        if before.end == word.start and scene.side[word.start : word.end] in _MACHINES:
            return False  # 消毒|车8台
        near = scene.side[before.end : word.start]  # 查验|返乡|车辆3816辆
        if before.end <= word.start and before.acts & _SCREENING:
            return _LISTED_PLACES.fullmatch(near) is not None
    return False


def _turned_back(scene: Scene, figure: Figure) -> bool:
    """`劝返外埠货车208台`, `给过桥的412辆货车消了毒`: vehicles at a checkpoint."""
    start, end = figure.mention.start, max(figure.mention.end, figure.named.end)
    if _STOPPED.search(scene.side, max(figure.around.floor, start - _COMING_REACH * 2), start):
        return True
    behind = scene.reading.first_from(end)
    word = scene.words[behind] if behind < len(scene.words) else figure.named
    treated = word.start == end and word.acts & _SCREENING and not word.noun
    return bool(treated) and scene.near.done_for(figure.around, start)


def _entered(scene: Scene, figure: Figure, unit: str) -> bool:
    """`录入体检卡3.1万份`, `核对订单1.1万条`: papers and entries that somebody collects, enters, checks."""
    word = figure.named
    if unit not in _ENTRIES or word.noun not in ("case", "goods", "publicity", "other") or word.start < 0:
        return False
    if word.noun != "case" and not _PAPER.search(scene.side, word.start, word.end):
        return False
    verb = scene.nearest(figure)
    between = scene.side[verb.end : word.start] if verb and verb.end <= word.start else "-"
    if word.noun == "case" and not _NEEDS.search(scene.side, word.start, word.end):
        return False
    told = verb is not None and _ENTERS.match(scene.side, verb.start) is not None
    return told and "成" not in between and (not between or (between.isalpha() and len(between) <= _FEW_CHARACTERS))


def _misfit(figure: Figure, unit: str) -> bool:
    """Whether the noun beside the figure cannot be what its unit counts (接送老人2.3万单, 车队620辆)."""
    noun, kind = figure.named.noun, UNIT_KIND.get(unit, "")
    if noun == "money":
        return kind != "money"
    if noun == "household_member":
        return unit not in _IN_HOUSEHOLDS
    if noun in PERSONS or noun in BODY_CLASSES:
        team_of_it = unit == "支" and noun in ("organization", "station", "agency")  # 突击队1265支,其中省直单位92支
        return team_of_it or figure.mention.dimension == "items" or noun in PERSONS or kind in ("thing", "money")
    if noun in _NEVER.get(kind, ()):
        return True
    if noun == "place":
        return (
            unit in _PACKED
            or unit in _PORTIONED
            or (kind in ("thing", "money", "team", "pair") and unit not in ("张", "块"))
        )
    if noun == "equipment" and unit in _PORTIONED:
        return True
    # 轮椅能进的由4座变为21座
    built = unit in _BUILT and noun in ("goods", "publicity")
    return built or (kind == "site" and noun in _NO_SITES and figure.named.start >= figure.mention.end)


# --- classes of nouns whose metric depends on more than the noun; None leaves it at the noun


def _of_organization(scene: Scene, figure: Figure, unit: str) -> str | None:
    """机构 in a text about social work are agencies; organisations counted in 处, 座 are places."""
    word = figure.named
    if UNIT_KIND.get(unit) == "site" or _is_remade(scene, figure):
        return "facilities"
    if _STAYS_IN.search(scene.text_before(figure, _IN_PLACE_REACH)):
        return "facilities"
    if word.start < 0 or scene.side[word.start : word.end] not in ("机构", "服务机构"):
        return None
    if scene.side.find("社会组织", figure.around.clause_start, word.start) >= 0:
        return "social_organizations"
    if word.end > figure.mention.end and _ITS_SOCIAL_WORKERS.match(scene.side, word.end):
        return "social_work_agencies"
    if _of_care(scene, word.start):
        return None
    return "social_work_agencies" if scene.on_social_work else None


def _of_care(scene: Scene, position: int) -> bool:
    """Whether the kind of 机构 that the text named last in full is a home or a school: 养老机构, 托育机构."""
    named = [*_KINDS_OF_HOUSES.finditer(scene.side, max(0, position - _LONG_AGO), position)]
    return bool(named) and not named[-1].group().startswith(("社工", "社会工作"))


def _is_remade(scene: Scene, figure: Figure) -> bool:
    """`把2所学校改成安置点`: a building that becomes something else."""
    end = max(figure.mention.end, figure.named.end)
    return _REMADE.search(scene.side, end, min(end + _REMADE_REACH, figure.around.tail_end)) is not None


def _of_post(scene: Scene, figure: Figure, unit: str) -> str | None:
    """Jobs offered (提供岗位210个) are no capacity, posts that are manned (781个岗位轮值) are."""
    word = figure.named
    on_duty = scene.side[word.start : word.end] == "岗" and scene.word_before(word.start).acts & _MOBILISE
    if on_duty or scene.clause_says(figure, _CLAIMED):
        return "facilities"  # 值班|岗12个, 认领岗位620个
    if word.end <= figure.mention.start:
        return "other"
    tail = scene.near.tail_of_series(figure.number, figure.named.end)
    return "facilities" if any(other.acts & _MOBILISE for other in tail) else "other"


def _of_publicity(scene: Scene, figure: Figure, unit: str) -> str | None:
    """小戏4台: what is put on a stage; 义拍作品43件: what is sold."""
    if unit in ("台", "出"):
        return "sessions"
    if unit == "封" and not scene.side.startswith(("公开信", "倡议"), max(figure.named.start, 0)):
        return None if scene.nearest(figure, _PUBLICISE) else "other"
    donated = unit in _PACKED and _DONATED.search(scene.text_before(figure, _REMADE_REACH))
    return "supplies" if donated or _SOLD.search(scene.text_before(figure, _REMADE_REACH)) else None


def _of_social_org(scene: Scene, figure: Figure, unit: str) -> str | None:
    """团体 and 组织 alone, in a text about volunteers, are theirs."""
    named = scene.side[max(figure.named.start, 0) : max(figure.named.end, 0)]
    if named.endswith(_RUNNING_BODIES) and (running := _body_that_runs(scene, figure)):
        return running
    plain = named in ("团体", "组织")
    return "volunteer_groups" if plain and scene.on_volunteers and not scene.names_social_orgs else None


def _body_that_runs(scene: Scene, figure: Figure) -> str | None:
    """`由社工机构承接的站占七成,承接机构38家`: what the bodies that run the stations were called last."""
    if _MADE_UP_OF.match(scene.side, figure.mention.end):
        return None
    block = scene.layout.blocks[scene.layout.block_number(figure.mention.start)]
    for word in scene.lead(figure, block.start):
        if word.noun in _OTHER_BODIES and not scene.side.endswith(_RUNNING_BODIES, word.start, word.end):
            return THINGS[word.noun]
    return "social_work_agencies" if scene.on_stations or scene.on_social_work else None


def _of_case(scene: Scene, figure: Figure, unit: str) -> str | None:
    """登记需求1763条: requests entered are records."""
    start = figure.named.start
    if unit not in _MATTERS and scene.side.startswith(_ASKED, start) and scene.word_before(start).acts & _CALLS:
        return "calls"
    if unit in _SHEETS:
        entered = scene.nearest(figure, _RECORDS)
        return "records_processed" if entered else ("other" if unit == "封" else None)
    told = scene.side[max(figure.around.floor, start - _COMING_REACH - 2) : max(start, 0)]
    registered = unit == "条" and start >= 2 and any(word in told for word in _REGISTER)
    return "records_processed" if registered else None


def _of_team(scene: Scene, figure: Figure, unit: str) -> str | None:
    """小组2个, between 个案 and 社区活动, are group work and no team."""
    word = figure.named
    if unit == "家":
        return "social_organizations"
    if not scene.side.endswith("小组", word.start, word.end):
        return None
    held = scene.clause_says(figure, _HELD, min(word.start, figure.mention.start))
    named_so = _GROUP_WORK_NAME.search(scene.side, max(0, word.start - _COMING_REACH), word.end)
    if held or named_so or _MEETS.match(scene.side, figure.mention.end):
        return "sessions"
    if word.end > figure.mention.start or scene.side[word.start : word.end] != "小组":
        return None
    if _FORMED.search(scene.text_before(figure, _KIND_REACH)):
        return None
    listed = figure.number > 0 and scene.results[figure.number - 1].value in _GROUP_WORK
    return "sessions" if scene.on_social_work or listed or _before_group_work(scene, figure) else None


def _before_group_work(scene: Scene, figure: Figure) -> bool:
    """Whether the next figure of the list counts activities or cases (小组9个、社区活动21场)."""
    following = figure.number + 1
    if following >= len(scene.mentions) or scene.mentions[following].start > figure.mention.end + _REMADE_REACH:
        return False
    word = scene.word_before(scene.mentions[following].start)
    return word.noun in ("session", "case")


def _of_place(scene: Scene, figure: Figure, unit: str) -> str | None:
    """站 alone, in a text about social work stations, is one of them."""
    word = figure.named
    plain = word.start >= 0 and scene.side[word.start : word.end] == "站"
    verb = scene.nearest(figure, _HAND_OVER, figure.around.clause_start) if unit in _BED_UNITS else None
    if verb and scene.side[verb.start] in _GIVING:
        return "supplies"
    if unit == "家" and _gives(scene, figure):
        return "other_organizations"
    if word.start >= 0 and scene.side[word.start : word.end] == "站点" and _is_part_of_stations(scene, figure):
        return "social_work_stations"
    return "social_work_stations" if plain and scene.on_stations else None


def _is_part_of_stations(scene: Scene, figure: Figure) -> bool:
    """`社工站建成1509个,其中城区站点302个`."""
    before = scene.previous(figure)
    if not before or scene.results[figure.number - 1].value != "social_work_stations":
        return False
    return _SOME_OF_THEM.match(scene.side, before.end) is not None and before.value >= figure.mention.value


def _gives(scene: Scene, figure: Figure) -> bool:
    """`3家快递网点一起掏了运费`: shops that give or take turns to help."""
    end = max(figure.mention.end, figure.named.end)
    if scene.near.done_for(figure.around, figure.mention.start):
        return False
    told = _PAYS.match(scene.side, end)
    first = next((word for word in scene.near.tail(figure.around, end) if word.acts), None)
    return told is not None or (first is not None and bool(first.acts & (_HAND_OVER | _MOBILISE)))


def _of_goods(scene: Scene, figure: Figure, unit: str) -> str | None:
    """Goods repaired (修家电67件) are jobs done; goods after publicity (折页、手提袋6万份) go with it."""
    if figure.named.end <= figure.mention.start and "publicity" in scene.together(figure, figure.named):
        return "publicity_materials"
    paper = figure.named.end > 0 and scene.side[figure.named.end - 1] in "证卡"
    if (paper or unit in _MATTERS) and _is_errand(scene, figure):
        return "cases"
    if (unit == "口" and not _handed_over(scene, figure)) or _furnishes(scene, figure) or _is_bed(scene, figure, unit):
        return "facilities"
    if _is_mended(scene, figure, unit):
        return "facilities" if unit in _BUILT else "cases"
    if unit in _WRITTEN or _is_printed(scene, figure, unit):
        return "publicity_materials"
    if unit == "辆" and scene.side[figure.named.end - 1] == "车" and not _handed_over(scene, figure):
        return "facilities"
    placed = unit in _SPOTS and _PUT_UP.search(scene.text_before(figure, _COMING_REACH))
    return "facilities" if placed else None


def _is_mended(scene: Scene, figure: Figure, unit: str) -> bool:
    """`修好老人家里的家电318件`, against `补了消毒液200公斤`."""
    start = figure.named.start
    if start < 0 or unit in _MEASURED:
        return False
    first, end = max(figure.around.floor, start - _COMING_REACH), min(start, figure.mention.start)
    mended = _REPAIR.search(scene.side, first, end) or _MENDED.search(scene.side[max(first, 0) : max(end, 0)])
    return bool(mended) or _MENDED_FOR.search(scene.side, figure.around.clause_start, end) is not None


def _is_printed(scene: Scene, figure: Figure, unit: str) -> bool:
    """`画作印成明信片1000张`: goods that are printed to be read."""
    printed = _PRINTS.search(scene.side, figure.around.clause_start, max(figure.named.start, 0))
    return unit in _LEAVES and printed is not None


def _is_bed(scene: Scene, figure: Figure, unit: str) -> bool:
    """`A舱372张床`: beds that nobody hands over stand in a house."""
    bed = unit in _BED_UNITS and scene.side[figure.named.start : figure.named.end] in ("床", "病床", "床铺")
    return bed and figure.named.start >= figure.mention.end and not _handed_over(scene, figure)


def _handed_over(scene: Scene, figure: Figure) -> bool:
    """`捐赠铁锅30口`, against `支起两口锅`, `四口大锅从早烧到晚`."""
    return scene.nearest(figure, _HAND_OVER, figure.around.clause_start) is not None


def _is_errand(scene: Scene, figure: Figure) -> bool:
    """`代办老年证、医保卡415件`: matters seen to for others, not the papers themselves."""
    done = scene.nearest(figure, _CASEWORK)
    return done is not None and _DONE_FOR_THEM.match(scene.side, done.start) is not None


def _furnishes(scene: Scene, figure: Figure) -> bool:
    """`活动室配有20张桌子、6台电脑`: furniture and devices that stand in a place and are handed to nobody."""
    start, word = figure.mention.start, figure.named
    if word.start < 0:
        return False
    if scene.side.startswith(_PUBLIC, word.start - 2) or scene.side.startswith(_PUBLIC, word.start):
        return not _handed_over(scene, figure)
    if not _DURABLE.search(scene.side, word.start, word.end) or _AIDS.search(scene.side, word.start, word.end):
        return False
    between = scene.side[scene.previous_end(figure) : start]
    if scene.previous(figure) and "、" in between and not scene.nearest(figure) and not _ENDS_LIST.search(between):
        return scene.results[figure.number - 1].value == "facilities"
    told = scene.text_before(figure, _IN_PLACE_REACH)
    handed = scene.nearest(figure, _HAND_OVER, figure.around.clause_start)
    given = handed is not None and scene.side[handed.start] in _GIVING
    placed = _IN_PLACE.search(told) or _HERE_ARE.search(told) or _INSIDE.search(told)
    given = given or scene.clause_says(figure, _BOUGHT_FOR)
    return not given and placed is not None and not scene.near.done_for(figure.around, start)


def _of_org_team(scene: Scene, figure: Figure, unit: str) -> str | None:
    """志愿消防队7支: a team that volunteers."""
    start = figure.named.start
    return "volunteer_groups" if start >= 2 and scene.side[start - 2 : start] == "志愿" else None


def _of_record(scene: Scene, figure: Figure, unit: str) -> str | None:
    """Reports counted in 件 are matters reported; news that is published is publicity."""
    if _NEWS.search(scene.side, max(figure.named.start, 0), max(figure.named.end, 0)):
        verb = scene.nearest(figure)
        return "publicity_materials" if verb and verb.acts & _PUBLICISE and not verb.acts & _RECORDS else None
    return "cases" if unit == "件" else None


def _of_equipment(scene: Scene, figure: Figure, unit: str) -> str | None:
    """Equipment in place or at work, unless it is handed over; 广播9条 that are recorded are publicity."""
    floor = figure.around.clause_start
    if _AIDS.search(scene.side, max(figure.named.start, 0), max(figure.named.end, 0)) and not _in_public(scene, figure):
        return "supplies"
    if unit in ("段", "则") and _BROADCAST.search(scene.side, max(figure.named.start, 0), max(figure.named.end, 0)):
        return "publicity_materials"
    if unit in ("条", "期", "档", "段") and _AIRED.search(scene.text_before(figure, _KIND_REACH)):
        return "publicity_materials"
    first = max(figure.around.floor, figure.named.start - _COMING_REACH)
    if figure.named.start >= 0 and _REPAIR.search(scene.side, first, min(figure.named.start, figure.mention.start)):
        return "cases"
    if _RIDES.search(scene.text_before(figure, _COMING_REACH)):
        return "facilities"
    verb = scene.nearest(figure, _HAND_OVER | _MOBILISE, floor)
    if not verb:
        tail = scene.near.tail_of_series(figure.number, max(figure.mention.end, figure.named.end))
        verb = next((other for other in tail if other.acts), None)
    if not verb and _after_goods(scene, figure):
        return "supplies"
    start = scene.side[verb.start] if verb else ""
    given = verb and verb.acts & _HAND_OVER and start in _GIVING and start not in _BROUGHT
    bought = scene.clause_says(figure, _BOUGHT_FOR)
    received = _RECEIVES.search(scene.text_before(figure, _KIND_REACH)) or _fitted_for_people(scene, figure)
    return "supplies" if given or bought or received else "facilities"


def _in_public(scene: Scene, figure: Figure) -> bool:
    """Whether the clause names a public place that a device is put up in: 楼道烟感器36个."""
    words = scene.lead(figure, figure.around.clause_start)
    return any(word.noun in ("place", "organization", "station") for word in words)


def _fitted_for_people(scene: Scene, figure: Figure) -> bool:
    """`给独居老人装了呼叫器520台`: what is put up in the homes of those who are served is handed over to them."""
    words = (word for word in scene.lead(figure, figure.around.clause_start) if word.noun == "served")
    person = next(words, None)
    return (
        person is not None
        and _FOR_THEM.search(scene.side[max(0, person.start - _COMING_REACH) : person.start]) is not None
    )


def _after_goods(scene: Scene, figure: Figure) -> bool:
    """Whether the figure goes on with a list of goods (铁锹3000把、抽水机37台)."""
    between = scene.side[scene.previous_end(figure) : figure.mention.start]
    near = len(between) <= _REMADE_REACH and not any(sign in between for sign in "。;")
    return (
        figure.number > 0
        and near
        and not scene.nearest(figure, _FIT)
        and scene.results[figure.number - 1].value == "supplies"
    )


def _of_call(scene: Scene, figure: Figure, unit: str) -> str | None:
    """A line counted as such (心理热线3条), else the calls on it."""
    return "facilities" if UNIT_KIND.get(unit) == "line" else "calls"


def _of_line(scene: Scene, figure: Figure, unit: str) -> str | None:
    return "calls" if figure.mention.dimension == "calls" else None


def _of_session(scene: Scene, figure: Figure, unit: str) -> str | None:
    """`成立红白理事会12个`: what is founded and called 会 is a body; 手工皂义卖了130块: goods are sold."""
    if unit in _SOLD_UNITS and _SOLD.match(scene.side, figure.named.start):
        return "supplies"
    if UNIT_KIND.get(unit) == "site":
        return "facilities"
    called = figure.named.end > 0 and scene.side[figure.named.end - 1] == "会" and unit in ("个", "家")
    founded = _FORMED.search(scene.text_before(figure, _KIND_REACH)) is not None
    return "social_organizations" if called and founded else None


def _of_other(scene: Scene, figure: Figure, unit: str) -> str | None:
    """`代办残疾证23本`: the matter seen to, not the paper."""
    paper = figure.named.end > 0 and scene.side[figure.named.end - 1] in "证卡"
    return "cases" if paper and _is_errand(scene, figure) else None


def _of_agency(scene: Scene, figure: Figure, unit: str) -> str | None:
    """Agencies named together with social organisations."""
    return "social_organizations" if "social_org" in scene.together(figure, figure.named) else None


def _of_volunteer_org(scene: Scene, figure: Figure, unit: str) -> str | None:
    """`县社会工作者协会、县义工联合会两家`: named together with bodies of another kind."""
    if figure.named.end > figure.mention.start:
        return None
    floor = max(figure.around.clause_start, scene.previous_end(figure))
    others = (word for word in scene.lead(figure, floor) if word.end < figure.named.start)
    listed = any(word.noun in _OTHER_BODIES and scene.side[word.end] in "、和与及" for word in others)
    return "social_organizations" if listed else None


_OF_CLASS: dict[str, Callable[[Scene, Figure, str], str | None]] = {
    "organization": _of_organization,
    "place": _of_place,
    "goods": _of_goods,
    "post": _of_post,
    "publicity": _of_publicity,
    "social_org": _of_social_org,
    "volunteer_org": _of_volunteer_org,
    "case": _of_case,
    "volunteer_team": _of_team,
    "org_team": _of_org_team,
    "service_team": _of_org_team,
    "record": _of_record,
    "equipment": _of_equipment,
    "call": _of_call,
    "line": _of_line,
    "agency": _of_agency,
    "session": _of_session,
    "other": _of_other,
}


# --- figures that a unit or their place decides


def _case(scene: Scene, figure: Figure) -> Bound:
    """例, 起, 件次: cases, but 心理疏导96例 counts counselling."""
    word = figure.named
    first = scene.reading.first_from(figure.mention.end)
    behind = scene.words[first] if first < len(scene.words) else word
    between = scene.side[figure.mention.end : behind.start]
    counsels = (
        (not between or between.isalpha())
        and behind.acts & _COUNSEL
        and not behind.acts & _CASEWORK
        and behind.noun != "case"
    )
    if counsels and 0 <= behind.start - figure.mention.end <= _FEW_CHARACTERS:
        return bound("counselling_contacts", behind, "thing:case")  # 96例一对一疏导
    verb = word if word.acts else scene.nearest(figure) or word
    counselled = verb.acts & _COUNSEL and not verb.acts & _CASEWORK and word.noun != "case"
    return bound("counselling_contacts" if counselled else "cases", verb, "thing:case")


def _is_money(scene: Scene, figure: Figure) -> bool:
    """Whether 块 is money here (三万块, 三十六块五) and no piece of something (十块毛毯)."""
    mention = figure.mention
    if scene.side.startswith(_AFTER_YUAN, mention.end) or figure.named.noun == "money":
        return True
    if _PIECE.search(scene.text_before(figure, _COMING_REACH)):
        return False
    touching = figure.named.noun if not scene.side[figure.named.end : figure.mention.start].strip() else ""
    if figure.around.after.noun or touching in ("goods", "equipment", "publicity", "place", "other", "case"):
        return False
    lead = scene.lead(figure, figure.around.clause_start)
    if any(other.noun == "goods" for other in lead):
        return False
    if mention.value >= _MANY_YUAN or mention.value % 1 or any(other.noun == "money" for other in lead):
        return True
    told = scene.text_before(figure, _REMADE_REACH)
    return bool(_MONEY.search(told) or _MONEY_EACH.search(told))


def _persons_come(scene: Scene, figure: Figure) -> bool:
    """Whether a number without a noun counts people: 来了60个, 报名的有12个, after other people."""
    if figure.around.after.noun or (figure.around.before_adjacent and figure.around.before.acts & ~_PEOPLE_COME):
        return False
    told = scene.text_before(figure, _COMING_REACH)
    before = scene.previous(figure)
    counted = scene.results[figure.number - 1].value if before else None
    followed = (
        before is not None and before.dimension in ("people", None) and counted in PEOPLE_METRICS - {"cases", "calls"}
    )
    if _COMING_END.search(told):
        return not before or before.dimension in ("people", None, "percent", "person_times", "events")
    verb = scene.nearest(figure)
    if figure.around.relative and (not verb or verb.acts & _PEOPLE_COME):
        return followed or verb is not None
    others = any(word.noun and word.noun not in PERSONS for word in scene.lead(figure))
    unknown = figure.mention.unit and _unknown_before(scene, figure) > _LONGEST_UNKNOWN
    return followed and not others and not unknown


def _unknown_before(scene: Scene, figure: Figure) -> int:
    """How many characters right before a figure no table knows (冲洗相框|102个)."""
    start, floor = figure.mention.start, figure.around.floor
    lead = scene.lead(figure)
    return start - max(lead[0].end if lead else floor, floor)


def _is_rest(scene: Scene, figure: Figure) -> bool:
    """`解决286条,其余34条转交部门`: nothing but 其余 before it, the unit of the figure before."""
    around = figure.around
    if not scene.previous(figure) or not scene.same_unit_before(figure) or around.before.noun:
        return False
    if around.after.start == figure.mention.end:
        return False
    return any(word.glue == "partitive" for word in scene.lead(figure)[:1])


def _grown(scene: Scene, figure: Figure) -> Bound | None:
    """`开通热线两条。后来增加到4条`: the same things at a later time, of the same paragraph."""
    if figure.around.after.noun or not _GREW.search(scene.text_before(figure, _COMING_REACH)):
        return None
    block = scene.layout.block_number(figure.mention.start)
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _FURTHEST), -1):
        if scene.layout.block_number(scene.mentions[earlier].start) != block:
            return None
        if scene.mentions[earlier].unit == figure.mention.unit:
            return scene.results[earlier]._replace(rule="thing:grown")
    return None


def _is_kind_of_whole(scene: Scene, figure: Figure) -> bool:
    """`议题263条,分别为停车充电74条、环境卫生69条`: what the things just counted are made up of."""
    before = scene.previous(figure)
    if not before or before.unit != figure.mention.unit or figure.named.noun in BODY_CLASSES:
        return False
    between = scene.side[before.end : figure.mention.start]
    if scene.results[figure.number - 1].rule == "thing:rest" and between.startswith("、"):
        return before.value != figure.mention.value or not figure.named.noun
    placed = figure.named.noun == "place" and _SOME_OF_THEM.match(between) and figure.named.end <= figure.mention.start
    if placed and before.dimension == figure.mention.dimension:
        return before.value > figure.mention.value  # 药包5200个,其中东关街道|1130个
    asked = scene.results[figure.number - 1].value == "calls" and _SOME_OF_THEM.match(between)
    if asked and not _COUNSELLED.search(between) and figure.named.noun in ("", "case", "call"):
        return before.value > figure.mention.value
    return before.value > figure.mention.value and _MADE_UP_OF.match(between) is not None


def _of_that_kind(scene: Scene, figure: Figure) -> bool:
    """`团体1873个,有活动记录的1402个`: fewer of those just counted, told apart by a clause with 的."""
    before = scene.previous(figure)
    if not before or before.unit != figure.mention.unit or before.value < figure.mention.value:
        return False
    alone = figure.around.after.start != figure.mention.end and not scene.side[figure.mention.end :][:1].isalpha()
    return alone and _KIND_OF.search(scene.text_before(figure, _KIND_REACH)) is not None


# --- figures that no noun names


def _unnamed(scene: Scene, figure: Figure) -> Bound:
    """No known noun: the activity counted, the figure it continues, the topic, the verb, the unit."""
    word, mention = figure.named, figure.mention
    told = _told_by_phrase(scene, figure) or _built(scene, figure) or _rated_as(scene, figure)
    if told:
        return told
    if figure.around.before_adjacent and word is figure.around.before and word.acts:
        metric = _of_activity(scene, mention, word)
        if metric:
            return bound(metric, word, "thing:activity")
    continued = _continued(scene, figure)
    if continued:
        return continued
    grouped = UNIT_KIND.get(mention.unit or "") == "team" or mention.unit in _PACKED
    if grouped and (earlier := _same_unit_earlier(scene, figure)):
        return earlier
    if mention.dimension in BY_DIMENSION and mention.dimension != "items":
        return Bound(BY_DIMENSION[mention.dimension], rule="thing:dimension")
    if mention.dimension == "items" and _FLEET.search(scene.text_before(figure, _REMADE_REACH)):
        return Bound("facilities", rule="thing:fleet")
    told = _by_topic(scene, figure) or _by_verb(scene, figure)
    given = not told and UNIT_KIND.get(mention.unit or "") == "vehicle" and scene.nearest(figure, _HAND_OVER)
    if given and scene.side[given.start] in _GIVING:
        return Bound("supplies", rule="thing:handed_over")
    return told or _by_unit(mention)


def _rated_as(scene: Scene, figure: Figure) -> Bound | None:
    """`被评为省级示范社工站的有6个`: what those counted were found to be."""
    word = rated_as(scene, figure)
    return bound(THINGS[word.noun], word, "thing:rated_as") if word.noun in THINGS else None


def _built(scene: Scene, figure: Figure) -> Bound | None:
    """`社工站累计建成126个`: the bodies or places that stand first in the clause are what is built or founded."""
    fronted = scene.objects[figure.number]
    counts_bodies = figure.mention.unit == "个" or UNIT_KIND.get(figure.mention.unit or "") in ("site", "body", "team")
    if fronted.rule != "object.fronted" or not fronted.value or not counts_bodies:
        return None
    noun = lexicon().head(fronted.value)[0]
    known = noun in BODY_CLASSES or noun == "place"
    return Bound(THINGS[noun], fronted.start, fronted.end, "thing:built") if known and noun in THINGS else None


def _told_by_phrase(scene: Scene, figure: Figure) -> Bound | None:
    """`打通121个`, `劝返320辆`, `修好86件`: what the verb right before the number alone tells."""
    told, unit = scene.text_before(figure, _COMING_REACH), figure.mention.unit or ""
    if unit == "扇" and _KNOCKED.search(told):
        return Bound("home_visits", rule="thing:knocked")  # 敲了1600多扇|门
    if unit in _FEW and _GOT_THROUGH.search(told):
        return Bound("calls", rule="thing:got_through")
    if unit in ("辆", "艘") and _STOPPED.search(told):
        return Bound("screening_checks", rule="thing:stopped")
    mended = _MENDED_ALONE.search(told) and unit not in (*_BUILT, *_MEASURED)
    return Bound("cases", rule="thing:mended") if mended else None


def _of_activity(scene: Scene, mention: Mention, word: Word) -> str | None:
    """The metric of what the verb right before a number is done to: 抽查24处, 修屋顶46间, 磨刀52把."""
    if _inspected(mention, word.acts):
        return "facilities"
    metric, mends = _done(mention, word.acts), _MENDS.match(scene.side, word.start)
    if metric == "cases" and mention.unit in _BUILT and mends:
        return "facilities"
    if not metric and mention.dimension == "items" and _is_job(scene, word) and mention.unit not in _PACKED:
        return "cases" if mends else "other"
    return metric


def _is_job(scene: Scene, word: Word) -> bool:
    """Whether a service is done to things that nobody hands over (磨刀52把; but 送药30盒, 写春联20副)."""
    thing_made = lexicon().nouns.get(scene.side[word.start + 1 : word.end], "") in ("goods", "publicity")
    mended = _MENDS.match(scene.side, word.start) is not None
    return bool(word.acts & _SERVICE) and not word.acts & _SUPPLY and (mended or not thing_made)


def _inspected(mention: Mention, acts: int) -> bool:
    """Whether places are counted that somebody looks into (抽查24处)."""
    return bool(acts & _RECORDS) and UNIT_KIND.get(mention.unit or "") == "site"


def _done(mention: Mention, acts: int) -> str | None:
    """The metric of an activity that is itself counted (情绪疏导近百个, 危机干预7件)."""
    if acts & _SCREENING and (mention.unit in _CHECKED or UNIT_KIND.get(mention.unit or "") == "site"):
        return "screening_checks"
    if mention.unit in _PIECES or mention.unit in _PACKED or UNIT_KIND.get(mention.unit or "") == "body":
        return None
    if UNIT_KIND.get(mention.unit or "") == "pair":
        return "counselling_contacts" if acts & _COUNSEL else None
    if mention.unit == "件":
        return "cases" if acts & (_CASEWORK | _COUNSEL | _SERVICE) else None
    return activity(acts, _OF_THINGS)


def _continued(scene: Scene, figure: Figure) -> Bound | None:
    """The metric of the figure before, when this one only goes on counting the same (接通121个, 只剩几十本)."""
    before, mention = scene.previous(figure), figure.mention
    result = scene.results[figure.number - 1] if before else None
    if not before or not result or result.value in ("money", "service_hours"):
        return None
    same_unit = before.unit == mention.unit
    portion = mention.unit in _PACKED or mention.unit in _PORTIONED
    if portion and not same_unit and result.value in PEOPLE_METRICS:
        return None  # 96名菜农每晚装菜包，累计4.2万份
    if result.value in PEOPLE_METRICS and mention.unit in _OF_CHANNELS and not same_unit:
        return None  # 26名咨询师轮班，5条热线
    if UNIT_KIND.get(before.unit or "") in ("body", "team") and not same_unit:
        return None
    if _LISTED_ON.fullmatch(scene.side, before.end, mention.start) and mention.unit == "个":
        return result._replace(rule="thing:listed") if result.value in _KINDS_OF_THINGS else None
    if not same_unit and before.dimension != "items" == mention.dimension:
        return None
    if not (figure.around.bare or same_unit or before.dimension == "items" == mention.dimension):
        return None
    if (mention.unit in _PACKED or mention.unit in _PORTIONED or mention.unit == "只") and result.value == "facilities":
        return _same_unit_earlier(scene, figure)
    given = result.value == "facilities" and scene.nearest(figure, _SUPPLY)
    return result._replace(value="supplies" if given else result.value, rule="thing:continued")


def _same_unit_earlier(scene: Scene, figure: Figure) -> Bound | None:
    """`收到水1.3万箱,发往26个安置点,还剩800箱`: the things of an earlier figure of the sentence."""
    alike = []
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _FURTHEST), -1):
        if not scene.same_sentence(figure, earlier):
            break
        if scene.mentions[earlier].unit == figure.mention.unit:
            alike.append(earlier)
    if not alike:
        return None
    whole = max(alike, key=lambda number: scene.mentions[number].value)  # of all of them, not of the last kind
    divided = _DIVIDED.search(scene.side, scene.previous_end(figure), figure.mention.start)
    return scene.results[whole if divided else alike[0]]._replace(rule="thing:same_unit")


def _by_topic(scene: Scene, figure: Figure) -> Bound | None:
    """`小词典,去年印了3000册`: the thing that an earlier clause of the sentence put first."""
    around = figure.around
    lead = scene.lead(figure, max(around.sentence_start, scene.previous_end(figure)))
    topics = [word for word in lead if word.noun in _TOPICS and word.end < around.clause_start]
    if figure.mention.unit in _LEAVES:
        topics.sort(key=lambda word: word.noun != "publicity")  # 印成提示卡,塞进蔬菜包,发出1.2万张
    return bound(THINGS[topics[0].noun], topics[0], "thing:topic") if topics else None


def _by_verb(scene: Scene, figure: Figure) -> Bound | None:
    """What the nearest verb of the clause, else of the sentence, makes of things unnamed."""
    floor = max(figure.around.sentence_start, scene.previous_end(figure))
    verb = scene.nearest(figure, ANY, figure.around.clause_start) or scene.nearest(figure, ANY, floor)
    if UNIT_KIND.get(figure.mention.unit or "") == "body":
        return None
    rules = _BY_ACTION[:1] if figure.mention.dimension == "items" else _BY_ACTION
    eaten = figure.mention.unit in _MEALS  # 食堂开了两年,从每天80份做到320份
    for bits, metric in rules:
        if verb and verb.acts & bits and not (eaten and metric == "facilities"):
            return bound(metric, verb, "thing:verb")
    return None


def _by_unit(mention: Mention) -> Bound:
    metric = BY_UNIT.get(mention.unit or "") or BY_DIMENSION.get(mention.dimension or "")
    return Bound(metric or "other", rule="thing:unit")
