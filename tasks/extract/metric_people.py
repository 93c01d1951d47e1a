"""The metric of a number of people: by their role when they provide, by what is done for them when they are served.

慰问一线民警60名        people_reached        民警 provide, but here they are served
党员骑手63名            other_personnel       a role decides
志愿者登记了1215人      volunteers            the role is the subject of the verb
其中女孩79名            as the figure before  a part of it
为18名老人提供心理疏导   counselling_contacts  the activity named in the clause beats reach
"""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.extract.evidence import PERSONS
from tasks.extract.layout import LIST_SIGNS
from tasks.extract.metric_codes import (
    BODIES_AS_PEOPLE,
    OWN_ROLES,
    PEOPLE_METRICS,
    PEOPLE_OF,
    PROVIDERS,
    VOLUNTEERS,
    activity,
    cue_pattern,
    cues,
)
from tasks.extract.metric_deeds import (
    comes_to_help,
    does_a_deed,
    gets_away,
    gives_a_hand,
    nickname,
    of_college,
    same_deed,
    volunteering,
)
from tasks.extract.metric_scene import EXCEPT, NO_WORD, OF_A_KIND, Figure, Scene, bound
from tasks.extract.metric_staff import (
    at_work_here,
    attends,
    citizens,
    employed,
    helpers,
    of_subject,
    on_a_register,
    rostered,
    staff,
)
from tasks.extract.model import Bound, Mention
from tasks.extract.noun_classes import Word, actions, lexicon

OF_PEOPLE = actions("testing", "vaccination", "counselling", "screening", "records", "calls")
"""Activities that beat reach when people are counted."""

_OF_TAIL = actions("testing", "vaccination", "counselling", "screening")
_SERVE, _MOBILISE, _SUPPLY = actions("serve"), actions("mobilise"), actions("supply")
_TAKE_PART, _DONATE, _CASEWORK = actions("take_part"), actions("donate"), actions("casework")
_TEACH, _VISIT = actions("session"), actions("visit")
_ENROLLED = actions("enrol")
_TAKES_SUBJECT = actions("mobilise", "take_part", "records", "enrol")
_WORK = actions("serve", "supply", "mobilise", "visit", "publicise", "service", "screening", "testing")
_AT_A_POST = actions("screening", "testing", "mobilise", "supply", "records")
_ROLES = frozenset(PROVIDERS.values()) | {"member"}
_UNDECIDED, _OTHERS = ("civic", ""), ("civic", "served")
_WHO = PERSONS | BODIES_AS_PEOPLE.keys()
"""Persons who may as well provide as be served, and none named at all."""

_FOUNDING, _BECOMING, _GROWTH = cue_pattern("founding"), cue_pattern("becoming"), cue_pattern("growth")
_AMONG, _RECRUIT = cues("among"), cues("recruit")
_NEED, _SERVED = cue_pattern("need"), frozenset(cues("served"))
_ROLE_REACH, _ROLE_GAP, _FOUNDING_REACH, _SEAT_REACH, _LIST_REACH = 12, 8, 2, 6, 4
_SEATS, _DONATING = cue_pattern("seats"), cue_pattern("donating")
_AT_THE_TIME = re.compile("最多时|最多的|高峰|当[时晚夜天]|[实共]际?(?:容纳|住)|累计|先后")
_HEADS = ("人", "个", "名", "位")
_FURTHER = re.compile(
    r"(?:又|再|还|另|陆续|后来|随后|接着)(?:有|新|增|招|聘|来|走|去|加|添|进|补|派|调|退|离)[^,。;\d]{0,3}$"
    r"|(?<![运送搬抬接带拉背领抱转抢])(?:走|离职|辞职|退出|流失)了$"
)
_GOES_ON = ("thing:continued", "thing:rest")
_STAFFED = cue_pattern("staffed")
_MORE = re.compile("(?:[较比].{1,6}(?:增加|增长|多|减少|少)了?|净增|净减)$")
_AT_WORK = actions("mobilise", "assist")
_DOER = re.compile(r"的(?:都|全|大多|多)?是[^,。;]{0,8}$")
_IN_ROLE = re.compile(f"(?:{cue_pattern('team_role').pattern})(?:都|全|大多|多)?是$")
_GROUP = re.compile(
    r"第?[一二三四五六七八九十]组$|[队团社][里中](?:现在|如今|目前|眼下)?(?:一共|总共|共|现|只|就|足足)?有?$"
)
_TEAM = re.compile(r"(?:(?<![排部军球])队|[”」\"][队团组社]|[队团组][”」\"])[如今现已共有约近是]*$")
_QUOTED_TEAM = re.compile(r"[^救]{3}[队团组社]?[”」\"][队团组社]?[如今现已共有约近是的]*$")
_CHIPS_IN = re.compile(f"[,]?(?:一共|共|总共|合力|自发|你一[元点])?(?:{cue_pattern('chips_in').pattern})")
_DONORS = re.compile("(?:捐|凑)[^,。;]{0,5}的(?:共|共有|有)?$")
_INTO_TEAMS = cue_pattern("formed")
_BEFELL = re.compile(f"(?:还|都|仍|一直|因[^,。;]{{1,6}})?(?:{cue_pattern('befell').pattern})")
_TAKING_PART = re.compile(f"(?:{cue_pattern('taking_part').pattern})的(?:共|共有|有)?$")
_LISTED_ON = re.compile("(?:左右|上下|多)?[、,][^、,。;0-9]{0,4}")
_GUIDES = cue_pattern("guides")
_OF_WHOM = re.compile(f"(?:{cue_pattern('within').pattern}),(?:其中)?[有共还]*$")
_LISTED_BODY = re.compile("(?:左右|上下|多)?(?:,[^、,。;0-9]{0,4}|、[^、,。;:0-9]{0,16})")
"""其中红十字会120名|、蓝天救援队|86名."""
_SIGNED_UP = re.compile("(?:报名|请战|请缨)的?$")
_FETCHED, _HOME = (
    re.compile("(?:[送接载背扶抬]|接送|护送)[了过走来]?$"),
    re.compile("(?:平安)?(?:回|返|去|到|上下?班|下班|就医|下楼|下山)"),
)
_SUPERVISOR, _SUPERVISORS = (
    re.compile("(?:专业|资深|外聘|本土|机构)?督导(?![员师团室站老对]|组(?!成))"),
    re.compile("督导$"),
)
_SIGN_UP = re.compile(
    f"(?:主动|踊跃|自愿|线上|当[天晚]|第一时间|争相)*(?:{cue_pattern('signs_up').pattern})(?=[,。;、]|参加|加入|当)"
)
_SENDERS = (*BODIES_AS_PEOPLE, "organization")
_TEAMS, _OF_SOCIAL_WORK = ("service_team", "org_team", "volunteer_team"), re.compile("社工|社会工作")
_HONOURED = re.compile(
    f"(?:{cue_pattern('honours').pattern})了?(?:在|一线|坚守|值守|奋战|驻守|执勤|参战|[^,。;了]{{0,3}}的)[^,。;]{{0,16}}$"
)
_LOOKS_AFTER = re.compile(
    f"(?:每人|人均|每[名位个][^,。;]{{0,6}}?)(?:{cue_pattern('looks_after').pattern})[着了]?"
    "(?:独居|困难|高龄)?(?:老人|孩子|家庭)?$"
)
_SIZED_TEAM = re.compile(r"(?:的|(?=[“\"]))([“\"]?[^,。;的\d]{0,10}?[队团组伍])(?=[^员长])")
_AT_EACH = f"每[一个家支所座]*(?:{cue_pattern('each_place').pattern})"
_EACH_PLACE = re.compile(
    f"(?:平?均{_AT_EACH}|{_AT_EACH}平均)(?:有|配备?|约|近|拥有|驻有|安排)*$|[站村镇校队点县]均[约近有]?$"
)
_HEADCOUNT = re.compile(
    f"的?(?:{cue_pattern('standing').pattern})?(?:{cue_pattern('headcount').pattern})"
    r"(?:[较比][^,。;\d]{1,8})?(?:净?增加了?|净?增|增长了?|减少了?|新增)?"
    f"(?:{cue_pattern('reaches').pattern})*$"
)
_TOTAL = re.compile(
    f"(?:使|让|使得|令|全[省市县区镇州盟旗]|目前|现在?|截至目前|[^,。;\\d]{{0,4}})?(?:{cue_pattern('total').pattern})"
    f"(?:{cue_pattern('reaches').pattern})*"
)
_RATED_AS = re.compile(f"(?:{cue_pattern('rated_as').pattern})[^,。;]{{2,14}}?(的(?:共有|共|有|达|为|约|近)?)$")
_RATED_REACH = 24
_JOINS_GROUP = re.compile(
    "(?:参与|参加|加入|走进|每个|每期|该|此|本)(?:了)?[^,。;\\d]{0,6}小组(?:活动)?的?(?:共有|共|有|约|近)?$"
)
_PRAISES = re.compile(
    rf"(?:{cue_pattern('praises').pattern})了?(?:[^,。;\d]{{0,8}}|[^,。;]{{0,16}}[0-9]+[名位个人]、[^,。;\d]{{0,6}})$"
)
_PRAISED = re.compile(rf"(?:进行了?|予以|给予|作出)?(?:公开|通报|集中)?(?:{cue_pattern('praises').pattern})")
_FOR_YEARS = re.compile(
    r"(?:时长|时间|年限)?(?:已|满|了|超过?|近|达)*\d+(?:\.\d+)?个?(?:年|月|小时|次|场)[^,。;\d]{0,4}的"
)
"""服务|10年以上的社工36名: what they have done."""
_FOUND_OUT = re.compile(".?出了?(?![院入行租门生车境狱所警诊])")
"""排查|出困境儿童78名: who was found is counted, not what was looked through."""
_GROUP_MEETS, _HELPERS_GROUP = cue_pattern("group_meets"), cue_pattern("helpers_group")
_GRADE = re.compile(f"(?:{cue_pattern('graded').pattern})的?[有共]?$")
_EACH_BATCH = re.compile("每支[^,。;]{0,6}?队伍?平均$|(?:每一?|一)[批组班队](?:次)?(?:有|派|来|去|各|安排|配备)?$")
_JOINED_BY = re.compile("加上|连同|外加|以及|再加")
_FORMED_REACH = 24
_FORMED = re.compile(
    rf"(?:{cue_pattern('formed').pattern})[了起]?[^,。;\d、]{{0,10}}"
    '(?:[队组团班][”」"]?,?(?:一共|总共|共有|共|合计|计))?$'
)
_LED = re.compile(f"(?:{cue_pattern('led').pattern})[了约近]?$")
_TAUGHT = re.compile(
    f"{cue_pattern('trained').pattern}|{cue_pattern('taught').pattern}|{cue_pattern('learning').pattern}"
)
_WARDS = cue_pattern("ward")
_LEARNS = re.compile(f"[^,。;]{{0,6}}?(?:{cue_pattern('learns').pattern})")
_JOB = re.compile(rf" ?(?:{cue_pattern('job').pattern})")
_DUTY = re.compile(f"(?:参与|投入|轮流|义务|连夜)?(?:{cue_pattern('job').pattern}|{cue_pattern('sent').pattern})")
_OF_JOB = re.compile(rf"(?:{cue_pattern('job').pattern})的[,“]?[共约近有只就是]*$")
_DESCRIBED = re.compile(rf"[^,。;\d的]{{2,20}}的(?={cue_pattern('described_role').pattern})")
_EARNS = re.compile("[^。;]{0,6}?[人户]均[^。;,]{0,6}?(?:增收|收入|挣)")
_MAKES = re.compile(
    r" ?[^,。;\d]{0,10}?[缝织包熬蒸煮烙捐搬扛挖铲背抬砌][了出好起走运]+(?=[近约\d一二两三四五六七八九十百千万])"
)
_ACTS_AS = re.compile(
    "[^,。;]{0,8}?(?:来|去|轮流|主动|自愿|业余|义务|排着队来|回村|返乡|报名)?(?:当|做)(?:起|上|了)?(?:临时|小|义务)?"
    rf'(?:[“"][^,。;“”]{{2,7}}[”"]|{cue_pattern("acted_role").pattern})'
)
_MONEY_FROM = re.compile("(?:[钱款金资]|捐赠|捐款|元,?|元,[^,。;]{1,6})(?:都|均|主要|全部|分别)?来自[^。;]*$")
_MONEY_FROM_REACH = 30
_IS = re.compile(" ?(?:都|全|也|还|均|正|曾)?(?:是|为|来自|属于|出自|出身)")
_IN_CHAT = re.compile("群(?:聊)?(?:里|内|中|成员)[如今现已共有约近达是的]*$")
_ROLE = re.compile(r"[“\"「][^,。;”\"」]{1,6}[员师][”\"」]")
_FOR_OTHERS = re.compile("[给向帮替陪教]|为(?!主|家|了|民|期)")
_URGES = re.compile(f"(?:{cue_pattern('urges').pattern})[^,。;\\d]{{0,6}}$")
_STEPS_IN = re.compile(
    f"[^,。;\\d]{{0,6}}?(?:{cue_pattern('steps_in').pattern})(?![^,。;]{{0,4}}(?:{cue_pattern('learning_of').pattern}))"
)
_SO_FAR = re.compile(f"(?:{cue_pattern('so_far').pattern})$")
_COMES_TO_LEARN = re.compile(
    f"(?:参[与加观]|开展|进行|接受|聆听|学习|观看|收看|体验)了?[^,。;\\d]{{0,8}}?(?:{cue_pattern('learning_of').pattern})(?:活动|班)?(?=[,。;、]|$)"
)
_GOES_THERE = re.compile("(?:主动|积极|已)?(?:到|赴|回到?|向)[^,。;\\d、]{1,6}")
"""在职党员|到社区|报到1.2万人."""
_NEXT_CHECKED = re.compile(r"(?:余|多)?[、和及][^,。;、\d]{0,6}")
_DISPATCHES = re.compile(f"(?:^|[,。;]|[^选指委分])(?:{cue_pattern('dispatches').pattern})[了近约]?$")
_BRINGS = re.compile(f"(?:{cue_pattern('brings').pattern})[^,。;\\d]{{0,6}}$")
_JABS_AND_SWABS = actions("testing", "vaccination")
_MADE_INTO = re.compile(f"[^,。;]{{0,10}}?(?:{cue_pattern('becoming').pattern}|{cue_pattern('formed').pattern})")
_HANDLED = re.compile("(?<![一两二三0-9即必大])(?:把|将)[^,。;:]{0,12}$")
_DOES_FOR = re.compile(
    r"[^。;,\d]{0,8}?手把手|"
    rf"[^。;,\d]{{0,24}},?[给为帮教陪](?:\d|[^,。;自己获]{{0,12}}(?:{cue_pattern('for_whom').pattern}))"
)
"""`32名学生住进镇中学,给260名孩子上课`: what people do for others, be it in the next clause."""
_AND = (*LIST_SIGNS, "并")
_JOB_NAME = re.compile("(?:司机|师傅|(?<!学)员|[手匠师贩]|小哥|老板|店主)$")
_HELPED = re.compile("(?:上门|主动|先后)?(?:帮着?|给|为(?!主|期)|教会?|替|陪着?|带着?|送|扶|领着?|劝|安排|推荐|介绍)")
_TAUGHT_TO = re.compile(f"(?:{cue_pattern('taught_to').pattern})[^,。;]{{0,10}}$")
_CALLING = cue_pattern("calling")
_HELPING = re.compile(
    f"[^,。;给为向替]{{0,12}}?(?:{cue_pattern('helps_how').pattern})*(?:{cue_pattern('helps_out').pattern})"
)
_FOR_SOME = re.compile("(?:[给替帮对向送]|为)其中的?[^,。;\\d]{0,4}$")
_UNPAID = ("志愿", "义务")
_ALL_VOLUNTEERS = re.compile("[,(]?(?:全|都|均|大多|清一色)+(?:都|全)?是[^,。;]{0,4}(?:志愿者|义工)(?![组协联队])")
_OF_VOLUNTEERS = re.compile(r"(?:志愿|义工)[“\"]?[^\W者服]{0,2}$")
_CREW = re.compile("(?:班组|班|组|小组|团)(?:一共|总共|共|有|只有|就)?$")
_MATCHED = cue_pattern("matched")
_UNKNOWN_ROLE = re.compile(r"[、及和与][^\W\d]{1,6}")
_ONE_OF_THEM = re.compile(r"(?:[一每各这那]|最[大小多少]的)支(?:队伍?)?[^\d,。;]{0,3}$")
_GROUP_REACH, _BRACKET_REACH = 5, 10
_NAMES_A_GROUP = re.compile("[组班](?![织员建成主])|[角岗台亭队站]")
"""What makes the name of a group or a place of the verb before it: 护理|组的44名护工, 守服务|角的楼栋长27名."""
_ASSESSES = cues("assesses")
"""Those who are assessed are served, whatever is written down."""
_STRANDED = re.compile(f"(?:{cue_pattern('stranded').pattern})的?$")
_RECORDS, _SWABS = actions("records"), re.compile("采样|核酸检测")
_JOINS = ("参与", "参加", "加入", "报名")
_LISTENS = re.compile(f"(?:{cue_pattern('attends').pattern})的[^,。;、\\d]{{0,6}}$")
_TOGETHER_WITH = re.compile("(?:[同和与跟]|携手|会同|联合)$")
_TOGETHER = re.compile("一道|一起|一同|共同|并肩|一块儿?|轮流")
_OF_PLACES = re.compile("[楼院村区镇城市县山屋家校园店馆站点舱房库乡寨街巷厂营]$")
_IN_BRACKETS = re.compile(r"\([^()]*$")
_REST_ARE = re.compile("(?:都|全|均|大多|多)?(?:是|为)")
_REST = re.compile("(?:其余|余下|剩下|剩余|其他|另外|另)的?$")
_NEEDING = re.compile("[要需患得等缺][^,。;]{1,8}的$")
_SCHOOLWORK = cue_pattern("schoolwork")
_CAME = re.compile(f"(?:{cue_pattern('came').pattern})$")
_PUTS_ON = re.compile(f"[^,。;\\d]{{0,4}}(?:{cue_pattern('puts_on').pattern})")
_AMONG_ROLE = re.compile(
    rf"(?:{cue_pattern('within').pattern})头?,"
    r"(?:[^,。;\d]{1,10}[\d一二三四五六七八九十百千余多]+[名人位]、)*[^,。;\d]{1,10}$"
)


def people(scene: Scene, figure: Figure) -> Bound:
    """The metric of a figure that counts persons."""
    if figure.named.noun == "case" and (figure.around.before_adjacent or figure.named.start >= figure.mention.end):
        return bound("cases", figure.named, "people:cases")
    if figure.named.noun not in _WHO:
        figure.named = figure.named._replace(noun="")
    for rule in _FIRST:
        decided = rule(scene, figure)
        if decided:
            return decided
    called = nickname(scene, figure) if figure.named.noun not in PROVIDERS else None
    if called:
        return _by_role(scene, figure, called)
    if figure.named.noun == "member" or _in_body(scene, figure):
        return _member(scene, figure)
    return _by_role(scene, figure, _as_provider(scene, figure))


def _by_role(scene: Scene, figure: Figure, word: Word) -> Bound:
    if word.noun in PROVIDERS:
        return provider(scene, figure, word)
    if word.noun not in BODIES_AS_PEOPLE or not figure.around.before_adjacent:
        return served(scene, figure, word)
    role = scene.word_before(word.start)
    if role.noun in PROVIDERS:
        return bound(PROVIDERS[role.noun], role, "people:role_of_body")
    called = scene.side[max(figure.around.floor, word.start - 4) : word.end]
    if word.noun in _TEAMS and _OF_SOCIAL_WORK.search(called):
        return bound("social_workers", word, "people:body")
    return bound("counsellors" if "心理" in called else BODIES_AS_PEOPLE[word.noun], word, "people:body")


def _came(scene: Scene, figure: Figure) -> Bound | None:
    """`社工来了9名`, `义工赶来60名`: a role, and how many of it turned up; `57人穿上了红马甲` are volunteers."""
    if _PUTS_ON.match(scene.side, figure.mention.end):
        return Bound("volunteers", rule="people:puts_on")
    if figure.named.noun not in PROVIDERS and volunteering(scene, figure):
        return Bound("volunteers", rule="people:volunteering")
    if figure.around.after.noun:
        return None
    told = _CAME.search(scene.text_before(figure, _SEAT_REACH))
    role = scene.word_before(figure.mention.start - len(told.group())) if told else NO_WORD
    return bound(PROVIDERS[role.noun], role, "people:came") if role.noun in PROVIDERS else None


def urged(scene: Scene, figure: Figure) -> Bound | None:
    """`引导1200名党员下沉社区`, `发动群众3200人次参与清淤`: people called on to help, who then do."""
    word, end = figure.named, max(figure.mention.end, figure.named.end)
    verb_only = word.start >= 0 and _URGES.fullmatch(scene.side, word.start, word.end)  # 组织|1200余人次参与抢险
    called = word.noun in PROVIDERS or word.noun in _UNDECIDED or verb_only
    if not called or not _URGES.search(scene.text_before(figure, _SEAT_REACH)):
        return None
    if not _STEPS_IN.match(scene.side, end):
        return None
    return bound(PROVIDERS.get(word.noun) or citizens(scene, figure), word, "people:urged")


def done_to_people(scene: Scene, figure: Figure) -> Bound | None:
    """`累计|排查人员2.3万人`: behind 累计 the verb in a name of staff is one, and 人员 are whom it is done to."""
    word = figure.named
    told = scene.side[word.start : word.end] if 0 <= word.start < word.end <= figure.mention.start else ""
    if not told.endswith("人员") or not _SO_FAR.search(scene.side, max(0, word.start - _LIST_REACH), word.start):
        return None
    acts = lexicon().acts.get(told.removesuffix("人员"), 0)
    return bound(activity(acts, OF_PEOPLE) or "people_reached", word, "people:done_to") if acts else None


def _checked_with(scene: Scene, figure: Figure) -> Bound | None:
    """`劝返车辆160台、人员320人`: people who are checked together with the vehicles just counted."""
    before = scene.previous(figure)
    if not before or before.dimension != "items" or figure.named.noun not in _OTHERS:
        return None
    checked = scene.results[figure.number - 1].value == "screening_checks"
    listed = checked and _NEXT_CHECKED.fullmatch(scene.side, before.end, figure.mention.start)
    return scene.again(figure, "people:checked_with") if listed else None


def _dispatched(scene: Scene, figure: Figure) -> Bound | None:
    """`派36人前往灾区`: bare people whom somebody sends."""
    alone = not figure.named.noun and figure.around.after.start != figure.mention.end
    if not alone or not _DISPATCHES.search(scene.text_before(figure, _SEAT_REACH)):
        return None
    return Bound(helpers(scene, figure), rule="people:dispatched")


def _brought(scene: Scene, figure: Figure) -> Bound | None:
    """`动员860名老人接种疫苗`, `组织620名居民参加核酸检测`: people who are brought to be tested or vaccinated."""
    if figure.named.noun in PROVIDERS or not _BRINGS.search(scene.text_before(figure, _SEAT_REACH)):
        return None
    tail = scene.near.tail(figure.around, max(figure.mention.end, figure.named.end))
    first = next((word for word in tail if word.acts & ~_TAKE_PART), None)
    metric = activity(first.acts, _JABS_AND_SWABS) if first else None
    return bound(metric, first, "people:brought") if first and metric else None


def _among_role(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿者里,大学生51名、退役军人27名`: those of a role, told by what else they are."""
    start = scene.layout.sentence_at(figure.mention.start).start
    among = _AMONG_ROLE.search(scene.side, start, figure.mention.start)
    role = scene.word_before(among.start()) if among else NO_WORD
    return bound(PROVIDERS[role.noun], role, "people:among_role") if role.noun in PROVIDERS else None


# --- people who belong to the figure before


def _seats(scene: Scene, figure: Figure) -> Bound | None:
    """`能坐96人`: what a place holds."""
    told = _SEATS.search(scene.text_before(figure, _SEAT_REACH))
    people_named = figure.around.after.noun or figure.named.noun in ("served", "civic")
    if told and told.group().startswith(("坐下", "住下")) and people_named:
        return None
    if told and _AT_THE_TIME.search(scene.text_before(figure, _SEAT_REACH * 2)):
        return None
    return Bound("facilities", rule="people:seats") if told else None


def _doers(scene: Scene, figure: Figure) -> Bound | None:
    """`跑腿的都是村里的9名老人`, `敲门嫂23位`: those who do it."""
    word, start = figure.named, figure.mention.start
    if word.noun in PROVIDERS:
        return None
    if word.noun == "civic" and _IN_ROLE.search(scene.text_before(figure, _SEAT_REACH)):
        return bound(citizens(scene, figure), word, "people:in_role")
    by_job = _OF_JOB.search(scene.side[max(figure.around.floor, word.start - _SEAT_REACH) : max(word.start, 0)])
    if word.noun == "civic" and by_job:
        return bound(citizens(scene, figure), word, "people:of_job")  # 授课的退休教师6名
    job = _at_a_job(scene, figure)
    if job:
        return job
    single = 0 <= word.start == word.end - 1
    done = scene.word_before(word.start) if single and word.noun == "civic" else None
    subject_of = _DOER.search(scene.side, max(figure.around.floor, start - _SEAT_REACH * 2), start)
    if subject_of:
        done = scene.word_before(subject_of.start())
    elif word.noun == "civic" and scene.side[word.start - 1 : word.start] == "的":
        done = scene.word_before(word.start - 1)
        return bound(citizens(scene, figure), done, "people:doers") if _at_work(done) else None
    if not done or not done.acts & _WORK or done.acts & _TAKE_PART:
        return None
    return bound(citizens(scene, figure), done, "people:doers")


def _at_a_job(scene: Scene, figure: Figure) -> Bound | None:
    """`掌勺的5名阿姨`, `7名渔民驾船`, `领着14名阿婆义卖`: what they do is work for others."""
    word, start = figure.named, figure.mention.start
    if scene.near.done_for(figure.around, start):
        return None
    end = max(figure.mention.end, word.end)
    told = scene.text_before(figure, _SEAT_REACH * 2)
    named_behind = word.start >= figure.mention.end or not word.noun
    by_job = (named_behind and _OF_JOB.search(told)) or (figure.around.bare and _JOB.match(scene.side, end))
    if by_job or (_LED.search(told) and _led_to_work(scene, figure, end)):
        return Bound(helpers(scene, figure, "civic"), start, figure.mention.end, "people:at_a_job")
    return None


def _led_to_work(scene: Scene, figure: Figure, end: int) -> bool:
    """Whether those whom somebody leads do something for others, not take part in something for them."""
    if _JOB.match(scene.side, end):
        return True
    named = scene.side[max(figure.named.start, 0) : max(figure.named.end, 0)]
    if (figure.named.noun == "served" and _WARDS.search(named)) or _LEARNS.match(scene.side, end):
        return False
    first = next((word for word in scene.near.tail(figure.around, end) if word.acts), None)
    return first is not None and bool(first.acts & _WORK) and not first.acts & _TAKE_PART


def _at_work(word: Word) -> bool:
    """Whether a word says that somebody is at work, for nobody in particular."""
    return bool(word.acts & _AT_WORK) and not word.acts & (_SERVE | _TAKE_PART)


def _alike(scene: Scene, figure: Figure) -> Bound | None:
    """`两县分别选出讲解员18名、24名`: nothing but 、 stands between two numbers of people."""
    between = scene.side[scene.previous_end(figure) : figure.mention.start].strip()
    if (
        between not in LIST_SIGNS
        or not scene.same_unit_before(figure)
        or figure.around.after.start == figure.mention.end
    ):
        return None
    return scene.again(figure, "people:alike")


def _are(scene: Scene, figure: Figure) -> Bound | None:
    """`11名店员里,8名是心智障碍青年`: what some of the people just counted are."""
    before = scene.previous(figure)
    if not before or before.dimension != "people" or before.value < figure.mention.value or not figure.around.bare:
        return None
    counted = scene.results[figure.number - 1].value in PEOPLE_METRICS
    return scene.again(figure, "people:are") if counted and _IS.match(scene.side, figure.mention.end) else None


def _of_them(scene: Scene, figure: Figure) -> Bound | None:
    """`打平安电话3655个,替其中142名老人配药`: for some of those whom the sentence is on something is done."""
    word = figure.named
    told = _FOR_SOME.search(scene.side, figure.around.clause_start, figure.mention.start)
    helped = told is not None and word.noun not in PROVIDERS
    return bound("people_reached", word, "people:of_them") if helped else None


def _further(scene: Scene, figure: Figure) -> Bound | None:
    """`今年走了2名社工,又来了4名`: more of the people just counted, of whom nothing new is said."""
    before = scene.previous(figure)
    if not before or before.unit not in _HEADS or figure.named.noun or figure.around.after.start == figure.mention.end:
        return None
    counted = scene.results[figure.number - 1].value in PEOPLE_METRICS
    told = counted and _FURTHER.search(scene.text_before(figure, _SEAT_REACH))
    return scene.again(figure, "people:further") if told else None


def _parallel(scene: Scene, figure: Figure) -> Bound | None:
    """`组织21家、志愿者1034名,较昨日增加3家、76名`: the figures of a second list go on with those of the first."""
    first = figure.number - 1
    if figure.mention.column_label or first < 1 or not figure.around.bare or not scene.same_sentence(figure, first):
        return None
    if figure.named.noun and figure.named.start >= figure.mention.end:
        return None
    inherited = scene.results[first].end <= scene.mentions[first - 1].start
    if not inherited and scene.results[first].rule not in _GOES_ON:
        return None
    for earlier in range(first - 1, max(-1, first - 1 - _LIST_REACH), -1):
        if not scene.same_sentence(figure, earlier):
            return None
        if scene.mentions[earlier].unit == figure.mention.unit:
            return scene.results[earlier]._replace(rule="people:parallel")
    return None


def _part(scene: Scene, figure: Figure) -> Bound | None:
    """`其中女孩79名`, `党员有29名`: a part of the people of the figure before keeps their metric."""
    if figure.named.noun in OWN_ROLES:
        return None
    rest = _rest_are(scene, figure)
    if rest:
        return rest
    among = _among(scene, figure)
    if among:
        return among
    whole = scene.previous(figure)
    if not whole or whole.dimension not in ("people", "person_times", "percent", None):
        return None
    if scene.results[figure.number - 1].value not in PEOPLE_METRICS:
        return None
    lead = scene.lead(figure, max(figure.around.clause_start, whole.end))
    marked = any(_marks_a_part(scene, other) for other in lead) or _bracketed(scene, figure, whole)
    marked = marked or EXCEPT.search(scene.text_before(figure, _LIST_REACH)) is not None
    return scene.again(figure, "people:part") if marked or _has_part(scene, figure, whole) else None


def _has_part(scene: Scene, figure: Figure, whole: Mention) -> bool:
    """`志愿者312名,党员有29名`: there are so many of a kind among the people of the figure before, `whole`."""
    word, counted = figure.named, scene.results[figure.number - 1].value
    if not figure.around.before_adjacent or word is not figure.around.before or whole.dimension == "percent":
        return False
    if word.noun == "provider" and counted not in _ROLES:
        return False
    others = word.noun == "served" and counted not in ("people_reached", "cases")  # 社工17名，来的孩子有364名
    paired = scene.side[whole.start - 1] == "有"  # 志愿者有217名,管护员有35名
    if others or paired or "有" not in scene.side[word.end : figure.mention.start]:
        return False
    return scene.nearest(figure, _SERVE) is None


def _marks_a_part(scene: Scene, word: Word) -> bool:
    """Whether a word makes a part of what follows it: 其中, 志愿者里的; but not 楼里的, which says where."""
    if word.glue == "partitive":
        return True
    where = word.glue == "among" and scene.side[word.start] in "里中"
    return word.glue == "among" and not (where and _OF_PLACES.search(scene.side, max(0, word.start - 1), word.start))


def _bracketed(scene: Scene, figure: Figure, whole: Mention) -> bool:
    """`64位大学生志愿者(女生45位)`: fewer people, counted in brackets right behind the others."""
    opened = _IN_BRACKETS.search(scene.side, whole.end, figure.mention.start)
    if opened is None or figure.mention.value >= whole.value or figure.named.noun not in _OTHERS:
        return False
    return not any(word.acts for word in scene.lead(figure, opened.start()))


def _rest_are(scene: Scene, figure: Figure) -> Bound | None:
    """`小分队21人,社工4名,其余17名是楼组长`: the rest have another role, which stands behind 是."""
    told = figure.number and _REST.search(scene.text_before(figure, _LIST_REACH))
    says = told and _REST_ARE.match(scene.side, figure.mention.end)
    if not says or scene.results[figure.number - 1].rule in ("people:part", "people:next_part"):
        return None
    first = scene.reading.first_from(says.end())
    role = next((word for word in scene.words[first : first + 3] if word.noun in PROVIDERS), None)
    near = role is not None and role.start - says.end() <= _ROLE_GAP and role.end <= figure.around.tail_end
    return bound(PROVIDERS[role.noun], role, "people:rest_are") if role and near else None


def _part_of_body(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿者320名,其中红十字会120名、蓝天救援队86名`: what each body sends of the people just counted."""
    of_body = figure.number and scene.objects[figure.number].rule == "object.part_of_body"
    return scene.again(figure, "people:part_of_body") if of_body else None


def _next_part(scene: Scene, figure: Figure) -> Bound | None:
    """`社工402名,其中永康121名、东阳103名`: the next of the parts just counted, named by nothing but a place."""
    if not scene.previous(figure) or not scene.same_unit_before(figure):
        return None
    before = scene.results[figure.number - 1]
    if before.rule not in ("people:part", "people:next_part"):
        return None
    if figure.named.noun in PERSONS and (figure.named.noun not in _OTHERS or before.value not in PROVIDERS.values()):
        return None
    bodies = figure.named.noun not in PERSONS and not any(word.acts for word in scene.lead(figure))
    pattern = _LISTED_BODY if bodies else _LISTED_ON
    listed = pattern.fullmatch(scene.side, scene.previous_end(figure), figure.mention.start)
    return scene.again(figure, "people:next_part") if listed else None


def _some_of_them(scene: Scene, figure: Figure) -> Bound | None:
    """`原有13名社工,前一晚5名没赶回来`: some of the people just counted, of whom only is said what befell them."""
    before = scene.previous(figure)
    if not before or not scene.same_unit_before(figure) or before.value < figure.mention.value or figure.named.noun:
        return None
    counted = scene.results[figure.number - 1].value in _ROLES
    return (
        scene.again(figure, "people:some_of_them")
        if counted and _BEFELL.match(scene.side, figure.mention.end)
        else None
    )


def _another_part(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿者2921名,其中党员占三成半、在校大学生近六百名`: a further part, behind a share, of those who provide."""
    before, first = scene.previous(figure), figure.number - 2
    if not before or before.dimension != "percent" or figure.named.noun not in ("civic", "provider", "member"):
        return None
    if not scene.same_sentence(figure, first) or scene.results[first].value not in PROVIDERS.values():
        return None
    whole = scene.mentions[first]
    listed = _LISTED_ON.fullmatch(scene.side, before.end, figure.named.start) is not None
    among = scene.side.find("其中", whole.end, before.start) >= 0
    smaller = whole.value > figure.mention.value and figure.named.end <= figure.mention.start
    return scene.results[first]._replace(rule="people:another_part") if listed and among and smaller else None


def _portion(scene: Scene, figure: Figure) -> Bound | None:
    """`注册志愿者917名,健听的占八成八,听障的有110人`: fewer people of a kind are of those who provide."""
    told = OF_A_KIND.search(scene.text_before(figure, _SEAT_REACH))
    if not told or (figure.named.noun and not figure.around.bare):
        return None
    if figure.around.after.start == figure.mention.end or scene.nearest(figure, _SERVE):
        return None
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _LIST_REACH), -1):
        whole = scene.mentions[earlier]
        if not scene.same_sentence(figure, earlier) or whole.dimension not in ("people", "percent"):
            return None
        provides = scene.results[earlier].value in PROVIDERS.values()
        if whole.dimension == "people" and not _is_part(scene, earlier):
            of_them = provides and whole.value > figure.mention.value
            return scene.results[earlier]._replace(rule="people:portion") if of_them else None
        if whole.dimension == "percent" and provides:
            return scene.results[earlier]._replace(rule="people:portion_of_share")
    return None


def _supervisors(scene: Scene, figure: Figure) -> Bound | None:
    """`另派2名督导`, `督导3名`: who supervises social workers is one."""
    start, end = figure.mention.start, figure.mention.end
    told = _SUPERVISOR.match(scene.side, end) or _SUPERVISORS.search(scene.side, max(0, start - _FOUNDING_REACH), start)
    if told is None or figure.mention.unit not in _HEADS[2:]:
        return None
    called = _OF_SOCIAL_WORK.search(scene.side, max(0, start - _SEAT_REACH), start) is not None
    whole = scene.previous(figure) and scene.results[figure.number - 1].value == "social_workers"
    own = called or whole or scene.on_social_work
    return Bound("social_workers" if own else "other_personnel", *told.span(), "people:supervisors")


def _of_volunteers(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿病友87人`: whoever is named right behind 志愿 is a volunteer."""
    word = figure.named
    called = scene.side[max(0, word.start - 2) : max(0, word.start)]
    told = word.noun in ("served", "civic", "provider") and called in _UNPAID
    says = _ALL_VOLUNTEERS.match(scene.side, max(figure.mention.end, word.end))
    return bound("volunteers", word, "people:volunteering") if told or says else None


def _is_part(scene: Scene, number: int) -> bool:
    """Whether an earlier figure is itself a part (其中党员3.12万人)."""
    start = scene.mentions[number].start
    clause = scene.layout.clause_at(start).start
    return scene.side.find("其中", max(clause, start - _SEAT_REACH * 2), start) >= 0


def _among(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿者里有48名学生`: the group that the people are part of."""
    start = figure.mention.start
    role = scene.word_before(start - 1)
    if role.noun in PROVIDERS and scene.side[start - 1] in _AMONG:
        return bound(PROVIDERS[role.noun], role, "people:among")
    told = _OF_WHOM.search(scene.side, max(figure.around.sentence_start, scene.previous_end(figure)), start)
    if told:
        group = scene.word_before(told.start())
        if group.noun == "served" and figure.named.noun not in PROVIDERS:
            return bound("people_reached", group, "people:among_served")
        metric = PROVIDERS.get(group.noun) or BODIES_AS_PEOPLE.get(group.noun)
        return bound(metric, group, "people:among") if metric else None
    for group in scene.lead(figure):
        of_role = group.noun in PROVIDERS and group.noun != "donor" and group.end < figure.named.start
        if of_role and scene.side[group.end] in _AMONG:
            return bound(PROVIDERS[group.noun], group, "people:among")  # 志愿者|里退休职工有130人
    for word, group in pairwise(scene.lead(figure)):
        if word.glue == "among" and group.end == word.start:
            metric = PROVIDERS.get(group.noun) or ("other_personnel" if group.noun == "member" else "")
            return bound(metric, group, "people:among") if metric else None
    return None


def _grown(scene: Scene, figure: Figure) -> Bound | None:
    """`从7人壮大到400多人`: the same people at a later time."""
    end = scene.previous_end(figure)
    before = scene.previous(figure)
    people_before = before is not None and before.unit in _HEADS and figure.mention.unit in _HEADS
    if not scene.same_unit_before(figure) and not people_before:
        return None
    if before and _MORE.search(scene.text_before(figure, _SEAT_REACH * 2)):
        return scene.again(figure, "people:more_than_before")
    if end < figure.around.clause_start and not (before and _same_kind(scene, figure, end)):
        return None
    grown = _GROWTH.search(scene.side, max(end, figure.around.floor), figure.mention.start)
    return scene.again(figure, "people:grown") if grown else None


def _same_kind(scene: Scene, figure: Figure, end: int) -> bool:
    """Whether nobody else was named since the figure of people before (`只有5个人,如今发展到320人`)."""
    counted = scene.results[figure.number - 1].value in PEOPLE_METRICS
    return counted and not any(word.noun in _WHO or word.acts & _SERVE for word in scene.lead(figure, end))


def _of_body(scene: Scene, figure: Figure) -> Bound | None:
    """`夜巡队3支、75人`: the people of the bodies just counted."""
    after = figure.around.after
    if not figure.number or (after.noun in PROVIDERS and figure.named is after):
        return None  # 社会组织214家、386名专职社工
    if _ONE_OF_THEM.search(scene.text_before(figure, _SEAT_REACH * 2)) and figure.named.noun in _UNDECIDED:
        told = PEOPLE_OF.get(scene.results[figure.number - 1].value or "")
        return Bound(told, rule="people:of_one_of_them") if told else None
    named_before = scene.results[figure.number - 1].end == figure.mention.start - 1 >= scene.previous_end(figure)
    if not figure.around.bare and not (named_before and figure.named.noun in ("", *BODIES_AS_PEOPLE)):
        return None
    if figure.mention.start - scene.previous_end(figure) > _FOUNDING_REACH and not named_before:
        return None
    counted = scene.results[figure.number - 1]
    if counted.value == "sessions":
        return None  # 生日|会12场,168名老人到场
    of_class = BODIES_AS_PEOPLE.get(lexicon().nouns.get(scene.side[max(counted.start, 0) : counted.end], ""))
    metric = PEOPLE_OF.get(counted.value or "") or of_class
    return Bound(metric, rule="people:of_body") if metric else None


def _of_each_helper(scene: Scene, figure: Figure) -> Bound | None:
    """`社工27名,每人包联20至30人`: those whom each of them looks after."""
    told = _LOOKS_AFTER.search(scene.text_before(figure, _SEAT_REACH * 2))
    return Bound("people_reached", rule="people:of_each_helper") if told and not figure.named.noun else None


def _mean_of_places(scene: Scene, figure: Figure) -> Bound | None:
    """`社工站166个,驻站社工612名,平均每站3.7名`: so many of the people just counted are at one place."""
    if figure.named.noun or not _EACH_PLACE.search(scene.text_before(figure, _SEAT_REACH * 2)):
        return None
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _LIST_REACH), -1):
        whole = scene.mentions[earlier]
        if not scene.same_sentence(figure, earlier) or whole.dimension not in ("people", "percent"):
            return None
        if whole.dimension == "people":
            counted = scene.results[earlier].value in PEOPLE_METRICS and whole.value >= figure.mention.value
            return scene.results[earlier]._replace(rule="people:mean_of_places") if counted else None
    return None


def _headcount(scene: Scene, figure: Figure) -> Bound | None:
    """`社工持证人数突破1.2万`: how many there are of a role."""
    told = _HEADCOUNT.search(scene.text_before(figure, _SEAT_REACH * 2))
    role = scene.word_before(figure.mention.start - len(told.group())) if told else NO_WORD
    counted = role.noun in PROVIDERS and not is_served(scene, figure, role)
    return bound(PROVIDERS[role.noun], role, "people:headcount") if counted else None


def rated_as(scene: Scene, figure: Figure) -> Word:
    """`被评为优秀社工的有6名`: the noun for what those counted were found to be, NO_WORD without one."""
    told = _RATED_AS.search(scene.text_before(figure, _RATED_REACH))
    return scene.word_before(figure.mention.start - len(told.group(1))) if told else NO_WORD


def _honoured(scene: Scene, figure: Figure) -> Bound | None:
    """`被评为优秀社工的有6名`, `表彰优秀社工36名`: people of a role, who are not served by being praised."""
    named, end = figure.named, max(figure.mention.end, figure.named.end)
    start = figure.mention.start if named.start < 0 else min(figure.mention.start, named.start)
    praised = _PRAISES.search(scene.side, figure.around.clause_start, start) or _PRAISED.match(scene.side, end)
    if praised and named.noun in PROVIDERS:
        return bound(PROVIDERS[named.noun], named, "people:praised")
    role = rated_as(scene, figure)
    return bound(PROVIDERS[role.noun], role, "people:rated_as") if role.noun in PROVIDERS else None


def _in_total(scene: Scene, figure: Figure) -> Bound | None:
    """`新增持证社工86人,总数达到412人`: how many of the people just counted there are in all."""
    before = scene.previous(figure)
    if not before or not scene.same_unit_before(figure) or before.value > figure.mention.value:
        return None
    counted = scene.results[figure.number - 1].value in PEOPLE_METRICS
    told = counted and _TOTAL.fullmatch(scene.text_before(figure, _SEAT_REACH * 2))
    return scene.again(figure, "people:in_total") if told else None


def _graded(scene: Scene, figure: Figure) -> Bound | None:
    """`五星级志愿者12名,四星级48名`: the next grade of the people just counted."""
    told = _GRADE.search(scene.text_before(figure, _SEAT_REACH)) if figure.named.noun in _UNDECIDED else None
    if not told or not scene.previous(figure) or not scene.same_unit_before(figure):
        return None
    return scene.again(figure, "people:graded") if scene.results[figure.number - 1].value in _ROLES else None


def _of_sized_team(scene: Scene, figure: Figure) -> Bound | None:
    """`88人的志愿队分成6组`: the people of the team that is named behind its size."""
    told = _SIZED_TEAM.match(scene.side, figure.mention.end)
    if not told or figure.mention.unit not in ("人", "名"):
        return None
    noun = lexicon().head(told.group(1))[0]
    return Bound(BODIES_AS_PEOPLE[noun], *told.span(1), "people:of_sized_team") if noun in BODIES_AS_PEOPLE else None


def _of_each_batch(scene: Scene, figure: Figure) -> Bound | None:
    """`社工机构轮流进驻,每批12人`: the people of the body or role that the sentence sends."""
    if figure.named.noun not in _UNDECIDED or not _EACH_BATCH.search(scene.text_before(figure, _SEAT_REACH)):
        return None
    for word in scene.lead(figure, figure.around.sentence_start):
        metric = BODIES_AS_PEOPLE.get(word.noun) or PROVIDERS.get(word.noun)
        if metric or word.noun in PERSONS:
            return bound(metric, word, "people:of_each_batch") if metric else None
    return None


def _formed(scene: Scene, figure: Figure) -> Bound | None:
    """`乡干部和志愿者编成“敲帐篷队”,共32人`: the people of a team that the sentence makes of one role or of several."""
    start = figure.mention.start
    told = _FORMED.search(scene.side, max(figure.around.sentence_start, start - _FORMED_REACH), start)
    if not told:
        return None
    clause = scene.layout.clause_at(max(0, told.start() - 2)).start
    if _JOINED_BY.match(scene.side, clause):
        clause = scene.layout.clause_at(max(0, clause - 2)).start
    words = [word for word in scene.lead(figure, max(clause, figure.around.sentence_start)) if word.end <= told.start()]
    roles = {PROVIDERS[word.noun] for word in words if word.noun in PROVIDERS}
    if not roles:
        return None
    if "志愿" in told.group() and "social_workers" not in roles:
        return Bound("volunteers", *told.span(), "people:formed")  # 律师、退休法官组成的志愿团|57人
    metric = "other_personnel" if len(roles) > 1 else roles.pop()
    return Bound(metric, *told.span(), "people:formed")


def _of_households(scene: Scene, figure: Figure) -> Bound | None:
    """`转移119户331人`: the people of the households just counted."""
    before = scene.previous(figure)
    if not before or before.dimension != "households" or figure.mention.unit not in ("人", "口"):
        return None
    between = scene.side[before.end : figure.mention.start].strip(" 、,共计约近")
    reached = scene.results[figure.number - 1].value == "households_reached"
    return Bound("people_reached", rule="people:of_households") if reached and not between else None


def _crew(scene: Scene, figure: Figure) -> Bound | None:
    """`厨师班8个人忙了两天`: the crew of a role."""
    told = _CREW.search(scene.text_before(figure, _SEAT_REACH))
    if not told or (figure.named.noun not in ("", *BODIES_AS_PEOPLE) and figure.named.end - figure.named.start > 1):
        return None
    role = scene.word_before(figure.mention.start - len(told.group()))
    return bound(PROVIDERS[role.noun], role, "people:crew") if role.noun in PROVIDERS else None


def _of_teams(scene: Scene, figure: Figure) -> Bound | None:
    """`派出实践团23支,师生418人奔赴四省`: nothing but who they are stands between the teams and their people."""
    before, word = scene.previous(figure), figure.named
    if not before or scene.results[figure.number - 1].value != "volunteer_groups" or word.noun != "civic":
        return None
    between = scene.side[before.end : min(word.start, figure.mention.start)].strip()
    joined = between in (",", "、", ",共", ",共有") and word.end <= figure.mention.start
    return Bound("volunteers", word.start, word.end, "people:of_teams") if joined else None


def _in_body(scene: Scene, figure: Figure) -> bool:
    """`艺术团42名团员`, `挑夫队(其实是23位村民)`, `第一组16人`: people of the body right before them."""
    before, start = figure.around.before, figure.mention.start
    if _in_group_work(scene, figure):
        return False
    if _GROUP.search(scene.side, max(figure.around.floor, start - _GROUP_REACH), start):
        return True
    learns = _COMES_TO_LEARN.match(scene.side, max(figure.mention.end, figure.named.end))
    if figure.named.noun not in _UNDECIDED or (learns and figure.named.noun):
        return False
    if not (before.noun and figure.around.before_adjacent) and _TEAM.search(scene.text_before(figure, _SEAT_REACH * 2)):
        return True
    bracket = scene.side.rfind("(", max(figure.around.floor, start - _BRACKET_REACH), start)
    if bracket > 0:
        before = scene.word_before(bracket)
    elif not figure.around.before_adjacent or figure.named is before or _is_verb(scene, before):
        return False
    return before.noun in BODIES_AS_PEOPLE or (bracket > 0 and scene.side[bracket - 1] in "队组团")


def _in_group_work(scene: Scene, figure: Figure) -> bool:
    """`参与小组的56名家长`: those who come to the group of a social worker, no team that helps."""
    if figure.named.noun not in _UNDECIDED and figure.named.noun != "served":
        return False
    told = _JOINS_GROUP.search(scene.text_before(figure, _SEAT_REACH * 2))
    return told is not None and not _HELPERS_GROUP.search(told.group())


def _becoming(scene: Scene, figure: Figure) -> Bound | None:
    """`14790人登记成为捐献志愿者`: people who take up a role."""
    end = figure.mention.end
    acting = _ACTS_AS.match(scene.side, max(end, figure.named.end))
    if acting and figure.named.noun in ("", "civic", "served"):
        metric = citizens(scene, figure) if figure.named.noun == "civic" else helpers(scene, figure, "civic")
        return Bound(metric, *acting.span(), "people:acting_as")
    if figure.named.noun in OWN_ROLES:
        return None
    taken = _BECOMING.search(scene.side, end, min(figure.around.tail_end, end + _ROLE_REACH))
    if not taken:
        return None
    first = scene.reading.first_from(taken.end())
    for word in scene.words[first : first + 3]:
        if word.start - taken.end() > _ROLE_GAP:
            break
        if word.noun in PROVIDERS:
            return bound(PROVIDERS[word.noun], word, "people:becoming")
        if word.noun in ("volunteer_team", "rescue") and figure.named.noun in _UNDECIDED:
            return bound(BODIES_AS_PEOPLE[word.noun], word, "people:joining")
    role = _ROLE.match(scene.side, taken.end())
    return Bound(helpers(scene, figure), *role.span(), "people:becoming") if role else None


def _is_verb(scene: Scene, word: Word) -> bool:
    """社区|组织|86名居民参加培训: a word for a body that is a verb where nothing points at the body (该组织)."""
    verb = word.noun == "social_org" and word.acts & _MOBILISE
    return bool(verb) and scene.side[word.start - 1 : word.start] not in ("该", "本", "此", "个", "各")


def _member(scene: Scene, figure: Figure) -> Bound:
    """Members and regulars (骨干, 队员) of whatever group the sentence speaks of."""
    word = figure.named
    if _of_sessions(scene, figure):
        return bound("people_reached", word, "people:of_sessions")
    if "volunteer" in scene.together(figure, word):
        return bound("other_personnel", word, "people:mixed")
    if word.start > 1 and _NEED.search(scene.side, word.start - 2, word.start):
        return bound("people_reached", word, "people:members_in_need")
    for other in scene.lead(figure, figure.around.sentence_start):
        metric = BODIES_AS_PEOPLE.get(other.noun) or PROVIDERS.get(other.noun)
        if metric and metric != "volunteers" and _volunteering(scene, figure, other):
            return Bound(helpers(scene, figure, "civic"), *other[-2:], "people:member_of_team")
        if metric:
            return bound(metric, other, "people:member_of")
    before = scene.previous(figure)
    if before and scene.results[figure.number - 1].value in ("volunteers", "social_workers", "counsellors"):
        return scene.again(figure, "people:member_continued")
    return _member_of_text(scene, figure, word)


def _of_sessions(scene: Scene, figure: Figure) -> bool:
    """`开展小组8节,组员12名`, `每期小组招募组员10名`: those who come to group work are served, no helpers."""
    if not scene.side.startswith(("组员", "营员"), figure.named.start):
        return False
    if scene.previous(figure) and scene.results[figure.number - 1].value == "sessions":
        return True
    led = any(word.noun == "social_worker" for word in scene.lead(figure, figure.around.sentence_start))
    return (led or scene.sentence_says(figure, _GROUP_MEETS)) and not scene.said_before(figure, _HELPERS_GROUP)


def _member_of_text(scene: Scene, figure: Figure, word: Word) -> Bound:
    """Members of a group that only the paragraph so far or the actor of the figure names."""
    floor = scene.layout.blocks[scene.layout.block_number(figure.mention.start)].start
    for other in scene.lead(figure, floor):
        if other.noun in ("rescue", "volunteer_team", "volunteer_org"):
            return bound(BODIES_AS_PEOPLE[other.noun], other, "people:member_of_text")
    noun = lexicon().head(scene.actors[figure.number].value or "")[0]
    if noun in ("rescue", "org_team", "service_team"):
        return bound(BODIES_AS_PEOPLE[noun], word, "people:member_of_actor")
    quoted = _QUOTED_TEAM.search(scene.text_before(figure, _SEAT_REACH * 2))
    return bound("volunteers" if quoted else helpers(scene, figure), word, "people:member")


def _volunteering(scene: Scene, figure: Figure, body: Word) -> bool:
    """Whether a body is one of volunteers by its name, or another team was named since (社工站成立护岸队,队员52名)."""
    clause = scene.layout.clause_at(body.start).start
    if scene.side.find("志愿", max(clause, body.start - _ROLE_REACH), body.end) >= 0:
        return True
    return body.noun in ("agency", "station", "social_org") and scene.side.find("队", body.end, figure.named.start) >= 0


def _in_chat(scene: Scene, figure: Figure) -> Bound | None:
    """`群里491人`: those who keep in touch in a chat of volunteers."""
    if figure.named.noun not in ("", *VOLUNTEERS) or not _IN_CHAT.search(scene.text_before(figure, _SEAT_REACH * 2)):
        return None
    metric = helpers(scene, figure)
    return Bound(metric, rule="people:in_chat") if metric == "volunteers" else None


def _with_providers(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿者612人、急救跑者80人上岗`: people of any kind listed with those who go to work together with them."""
    before, word = scene.previous(figure), figure.named
    if not before or word.noun in PROVIDERS or scene.results[figure.number - 1].value not in _ROLES:
        return None
    if _side_by_side(scene, figure):
        return bound("other_personnel", word, "people:side_by_side")
    listed = scene.side[before.end : before.end + 2].lstrip().startswith("、") and word.end <= figure.mention.start
    if word.noun in BODIES_AS_PEOPLE or not listed or "," in scene.side[before.end : figure.mention.start]:
        return None
    first = next((other for other in scene.near.tail(figure.around, figure.mention.end) if other.acts), None)
    goes = first is not None and first.acts & (_MOBILISE | _ENROLLED) and not first.acts & _SERVE
    return scene.again(figure, "people:with_providers") if goes else None


def _side_by_side(scene: Scene, figure: Figure) -> bool:
    """`社工3名,同三十名退休护士一道住进酒店`: people of any calling who do something together with those at work."""
    word = figure.named
    joined = word.noun == "civic" and _TOGETHER_WITH.search(scene.text_before(figure, _FOUNDING_REACH))
    return joined is not None and _TOGETHER.match(scene.side, max(word.end, figure.mention.end)) is not None


# --- people who provide


def _as_provider(scene: Scene, figure: Figure) -> Word:
    """`党员骑手`, `养路工和村民`, `聋人徒弟`: people named after a role or a need, or together with a role, have it."""
    word = figure.named
    if word.noun != "civic":
        return word
    role = scene.word_before(word.start)
    if role.noun in PROVIDERS or role.noun == "served":
        return word._replace(noun=role.noun, start=role.start)
    if scene.side[word.start : word.end] == "人员" and role.acts & _AT_A_POST and not role.acts & (_SERVE | _TAKE_PART):
        return word._replace(noun="provider", start=role.start)
    listed = _listed_with_providers(scene, figure) or _listed_jobs(scene, figure, word)
    mixed = listed or "provider" in scene.together(figure, word)
    return word._replace(noun="provider") if mixed and not _takes_part(scene, figure, word) else word


def _listed_with_providers(scene: Scene, figure: Figure) -> bool:
    """`3名社工、1名司机`: the figure goes on with a list of people at work."""
    start = figure.mention.start
    if scene.side[start - 1 : start] not in LIST_SIGNS or not scene.previous(figure):
        return False
    result = scene.results[figure.number - 1]
    return (
        result.value in _ROLES
        and result.rule == "people:role"
        and result.end in (start - 1, scene.previous_end(figure))
    )


def _listed_jobs(scene: Scene, figure: Figure, word: Word) -> bool:
    """`医生11人、社工6人、司机3人`: the list of roles goes on with people named by their job."""
    before = scene.previous(figure)
    if not before or scene.results[figure.number - 1].rule != "people:role" or word.end > figure.mention.start:
        return False
    listed = scene.side[before.end : word.start] in (*LIST_SIGNS, ",")
    return listed and _JOB_NAME.search(scene.side, word.start, word.end) is not None


def provider(scene: Scene, figure: Figure, word: Word) -> Bound:
    """A role that provides, unless these very people are served (慰问医护人员60名)."""
    if is_served(scene, figure, word):
        return served(scene, figure, word)
    mention = figure.mention
    if word.noun == "provider" and word.start >= 0:
        start = mention.end if word.start >= mention.end else max(figure.around.floor, word.start - 6)
        mind = scene.side.find("心理", start, word.start)
        if mind >= 0 and scene.side[mind - 1] not in LIST_SIGNS:
            return bound("counsellors", word, "people:counsellor")
    if word.noun != "counsellor" and _OF_VOLUNTEERS.search(scene.side[max(0, word.start - 4) : word.start]):
        return bound("volunteers", word, "people:volunteering")
    together = scene.together(figure, word)
    roles = {PROVIDERS.get(role, role) for role in together}
    joined = "civic" in together and word.start >= mention.end and scene.sentence_says(figure, _INTO_TEAMS)
    if len(roles & _ROLES) > 1 or joined:
        return bound("other_personnel", word, "people:mixed")
    return bound(PROVIDERS[word.noun], word, "people:role")


def is_served(scene: Scene, figure: Figure, word: Word) -> bool:
    """Whether a role is named for being served: 慰问医护人员60名, 为志愿者, 参训教师."""
    if word.noun == "donor":
        return False
    if scene.clause_says(figure, _HONOURED) or _STRANDED.search(scene.side[: max(word.start, 0)][-_LIST_REACH:]):
        return True
    if word.noun == "provider" and attends(scene, figure, word):
        return True
    if word.noun == "provider" and _EARNS.match(scene.side, max(word.end, figure.mention.end)):
        return True
    floor = figure.around.floor if word.start >= figure.around.floor else figure.around.clause_start
    verb = scene.nearest(figure, _SERVE | _MOBILISE | _SUPPLY, floor)
    if verb and verb.acts & _TEACH and scene.side.startswith("的", verb.end):
        return False  # 授课的老师
    if verb and (_says_who_they_are(scene, verb, word) or _come_to_help(scene, figure, verb, word)):
        return False
    if verb and verb.acts & _SERVE and not verb.acts & _MOBILISE and verb.start < word.start + 2:
        return True
    if figure.around.relative and _HELPED.match(scene.side, word.end):
        return True
    if _takes_part_in_it(scene, word) or _listed_with_served(scene, figure) or _fetched(scene, figure, word):
        return True
    start = figure.mention.start
    return scene.near.done_for(figure.around, min(word.start, start) if word.start >= 0 else start)


def _says_who_they_are(scene: Scene, verb: Word, word: Word) -> bool:
    """Whether a verb before a role does nothing for its people: 招募培训的志愿者, 帮教志愿者, 护理|组的护工."""
    if _NAMES_A_GROUP.match(scene.side, verb.end) or _FOR_YEARS.match(scene.side, verb.end, max(verb.end, word.start)):
        return True
    return _taken_on(scene, verb) or _by_calling(scene, verb, word)


def _takes_part_in_it(scene: Scene, word: Word) -> bool:
    """`参训教师`, but not `上岗志愿者`."""
    verb = scene.word_before(word.start)
    if word.noun == "volunteer" and scene.side.startswith(_JOINS, verb.start):
        return False
    if _LISTENS.search(scene.side, max(0, word.start - _SEAT_REACH * 2), max(0, word.start)):
        return True
    return bool(verb.acts & _TAKE_PART) and not verb.acts & _ENROLLED and scene.side[verb.start] not in _RECRUIT


def _fetched(scene: Scene, figure: Figure, word: Word) -> bool:
    """`送3名护士回家`: people of a role whom somebody takes somewhere."""
    if not _FETCHED.search(scene.text_before(figure, _SEAT_REACH)):
        return False
    return _HOME.match(scene.side, max(word.end, figure.mention.end)) is not None


def _listed_with_served(scene: Scene, figure: Figure) -> bool:
    """`慰问困难党员32名、老党员56名`: a list of people of some role goes on who are served."""
    before = scene.previous(figure)
    if not before or before.dimension != "people" or scene.results[figure.number - 1].value != "people_reached":
        return False
    verb = scene.nearest(figure, floor=figure.around.clause_start)
    if verb is None or verb.end > before.start or scene.side[before.end : before.end + 1] not in LIST_SIGNS:
        return False
    if not verb.acts & (_SERVE | _VISIT) or verb.acts & _MOBILISE:
        return False
    tail = scene.near.tail_of_series(figure.number, max(figure.mention.end, figure.named.end))
    return not any(word.acts & (_MOBILISE | _DONATE | _TAKE_PART) for word in tail)


def _taken_on(scene: Scene, verb: Word) -> bool:
    """`招募培训志愿者1200名`, `选拔并培训了讲解员`: those who are trained have just been taken on."""
    end = verb.start - 1 if scene.side[verb.start - 1 : verb.start] in _AND else verb.start
    return bool(verb.acts & _TEACH) and bool(scene.word_before(end).acts & _MOBILISE)


def _by_calling(scene: Scene, verb: Word, word: Word) -> bool:
    """`帮教志愿者15名`: what the verb right before the role says is what they do."""
    own = word.noun in OWN_ROLES and verb.end <= word.start
    end = word.start if word.start - verb.end <= _FOUNDING_REACH else verb.end
    return own and _CALLING.fullmatch(scene.side, verb.start, end) is not None


def _come_to_help(scene: Scene, figure: Figure, verb: Word, word: Word) -> bool:
    """`对口帮扶的2名社工驻点45天`: those of the helping professions whom a clause begins with, and who help."""
    behind = scene.side.startswith("的", verb.end) and verb.end + 1 == figure.mention.start
    if not behind or word.noun not in OWN_ROLES or word.start < figure.mention.end:
        return False
    begins = _HELPING.fullmatch(scene.side, figure.around.clause_start, verb.end)
    return begins is not None and scene.side[word.end : word.end + 1].isalpha()


def giving(scene: Scene, figure: Figure) -> bool:
    """Whether the people beside a figure are donors (个人1093人次捐款)."""
    for word in scene.near.tail(figure.around, figure.mention.end)[:3]:
        if word.acts & (_DONATE | _SERVE):
            return bool(word.acts & _DONATE)
    clause = scene.layout.clause_at(figure.mention.start)
    if _named_donors(scene, figure):
        return True
    alone = figure.around.bare or not scene.nearest(figure)
    chips_in = alone and _CHIPS_IN.match(scene.side, clause.end)
    if chips_in or _DONORS.search(scene.text_before(figure, _ROLE_GAP)):
        return True
    return bool(figure.around.before_adjacent and figure.around.before.acts & _DONATE)


def _named_donors(scene: Scene, figure: Figure) -> bool:
    """`认捐市民230名`, `捐款的市民有1203人`."""
    word = figure.named
    if word.noun != "civic" or word.start < 0 or word.end > figure.mention.start:
        return False
    said = word.start - 1 if scene.side[word.start - 1 : word.start] == "的" else word.start
    return bool(scene.word_before(said).acts & _DONATE)


def _among_donors(scene: Scene, figure: Figure) -> bool:
    """`走上献血车,报名600名,体检合格541名`: people of a sentence on giving blood whom nothing is done for.

    Those whom money comes from (钱来自31家企业和七百余名市民) are donors too.
    """
    start = figure.mention.start
    if _MONEY_FROM.search(scene.side, max(figure.around.sentence_start, start - _MONEY_FROM_REACH), start):
        return True
    verb = scene.nearest(figure)
    done = verb and verb.acts & (_SERVE | _DONATE) and not verb.acts & _TAKE_PART
    return not done and scene.sentence_says(figure, _DONATING)


def subject(scene: Scene, figure: Figure, verb: Word) -> Word | None:
    """`志愿者登记了1215人`: the role right before a verb of taking part is what is counted."""
    if not verb.acts & _TAKES_SUBJECT or verb.acts & _SERVE or scene.side.startswith("签", verb.start):
        return None
    taught = _TAUGHT.search(scene.side, verb.start, verb.end)
    for word in scene.lead(figure):
        if word.end <= verb.start and word.noun != "place":
            if taught and word.noun == "provider":
                return None
            near = verb.start - word.end <= 2 or _GOES_THERE.fullmatch(scene.side, word.end, verb.start)
            return word if word.noun in PROVIDERS and near else None
    return None


# --- people who are served


def served(scene: Scene, figure: Figure, word: Word) -> Bound:
    """People without a providing role: at work all the same, else the activity of the clause, else reached."""
    mention = figure.mention
    if scene.side[mention.end : mention.end + 1] == "的":
        done = next((other for other in scene.near.tail(figure.around, mention.end) if other.acts & OF_PEOPLE), None)
        if done:
            return bound(activity(done.acts, OF_PEOPLE) or "", done, "people:activity_of")
    working = _working(scene, figure, word)
    if working:
        return working
    verb, act = scene.nearest(figure), scene.nearest(figure, OF_PEOPLE)
    before = scene.side[mention.start - 1 : mention.start]
    done_for = before in _SERVED or (before == "的" and word.noun in PROVIDERS)  # 为坚守卡口的30名民警
    floor = figure.around.floor
    if verb and verb.acts & _SERVE and _GUIDES.match(scene.side, verb.start) and _counsellor_acts(scene, figure):
        return bound("counselling_contacts", verb, "people:of_counsellors")
    matched = act and (
        _MATCHED.search(scene.side, act.end, mention.start)
        or _TAUGHT_TO.search(scene.side[floor : act.start])
        or _FOUND_OUT.match(scene.side, act.end - 1)
    )
    if act and act.acts & _RECORDS and not done_for and scene.sentence_says(figure, _SWABS):
        return bound("testing_assisted", act, "people:at_the_swabs")
    assessed = act is not None and scene.side.startswith(_ASSESSES, act.start)
    if act and verb and act.start >= verb.start and not (done_for or matched or assessed):
        return bound(activity(act.acts, OF_PEOPLE) or "", act, "people:activity")
    for other in scene.near.tail(figure.around, max(mention.end, word.end)):
        if other.acts & _OF_TAIL and not _SCHOOLWORK.search(scene.side, mention.end, other.end):
            return bound(activity(other.acts, _OF_TAIL) or "", other, "people:activity_after")
    if not word.noun and _goes_on_with_roles(scene, figure):
        return bound("other_personnel", word, "people:role")
    return bound("people_reached", word, "people:reached")


def _counsellor_acts(scene: Scene, figure: Figure) -> bool:
    """`7名心理教师进村,…,辅导146人`: whether those whom the sentence speaks of are counsellors."""
    roles = [word.noun for word in scene.lead(figure, figure.around.sentence_start) if word.noun in PROVIDERS]
    return roles[:1] == ["counsellor"] and "social_worker" not in roles


def _goes_on_with_roles(scene: Scene, figure: Figure) -> bool:
    """`社工4人、康复师1人、行政1人`: what no table knows, in a list of roles."""
    before = scene.previous(figure)
    if not before or scene.results[figure.number - 1].rule != "people:role" or not scene.same_unit_before(figure):
        return False
    return _UNKNOWN_ROLE.fullmatch(scene.side, before.end, figure.mention.start) is not None


def _working(scene: Scene, figure: Figure, word: Word) -> Bound | None:
    """The metric of people without a providing role who are at work all the same: sent out, enrolled, giving."""
    verb = scene.nearest(figure)
    if not verb and figure.around.bare and word.noun in _UNDECIDED:
        verb = scene.nearest(figure, floor=max(figure.around.sentence_start, scene.previous_end(figure)))
    if word.noun not in PERSONS and verb:
        decided = _by_subject(scene, figure, verb) or _taking_part(scene, figure)
        if decided:
            return decided
    if word.noun in _OTHERS and _helps_others(scene, figure, word):
        metric = citizens(scene, figure) if word.noun == "civic" else "volunteers"
        return bound(metric, word, "people:gives_a_hand")
    if word.noun not in _UNDECIDED:
        return None
    return _undecided(scene, figure, word, verb)


def _undecided(scene: Scene, figure: Figure, word: Word, verb: Word | None) -> Bound | None:
    """The same of people whom their noun leaves open: donors, founders, those who sign up, come, are sent or act."""
    if giving(scene, figure) or _among_donors(scene, figure):
        return bound("other_personnel", word, "people:giving")
    if not verb and _FOUNDING.search(scene.side, figure.around.floor, figure.mention.start):
        return Bound(staff(scene), rule="people:founding")
    if word.noun == "civic":
        if _signs_up(scene, figure, word):
            return bound(citizens(scene, figure), word, "people:signs_up")
        if comes_to_help(scene, figure, max(figure.mention.end, word.end)):
            return bound(citizens(scene, figure), word, "people:comes_to_help")
    return _sent_or_acting(scene, figure, word, verb)


def _sent_or_acting(scene: Scene, figure: Figure, word: Word, verb: Word | None) -> Bound | None:
    """What the verb before makes of people, else what they do in the clause that they begin."""
    if verb:
        sent = _mobilised(scene, figure, word, verb) or _recruited(scene, figure)
        if sent or not figure.around.bare or verb.end > figure.around.clause_start:
            return sent
    return _acting(scene, figure, word) if word.noun == "civic" else on_duty(scene, figure, word)


def _helps_others(scene: Scene, figure: Figure, word: Word) -> bool:
    """`37名低龄老人结成服务队`: people, at the beginning of what is said of them, who do something for others."""
    if scene.near.done_for(figure.around, figure.mention.start) or scene.nearest(figure, _SERVE | _TAKE_PART):
        return False
    return gives_a_hand(scene, max(figure.mention.end, word.end))


def _by_subject(scene: Scene, figure: Figure, verb: Word) -> Bound | None:
    """Of people whom no noun names: the subject of the verb, or the case that was referred (转介医院4人)."""
    agent = subject(scene, figure, verb)
    if agent:
        return bound(PROVIDERS[agent.noun], agent, "people:subject")
    referral = scene.nearest(figure, _CASEWORK)
    return bound("cases", referral, "people:referral") if referral and referral.noun == "case" else None


def _taking_part(scene: Scene, figure: Figure) -> Bound | None:
    """`全部由红十字志愿者承担,参加的有96名`: those who take part in what volunteers do are volunteers."""
    if not _TAKING_PART.search(scene.text_before(figure, _SEAT_REACH)):
        return None
    roles = (word for word in scene.lead(figure, figure.around.sentence_start) if word.noun in PERSONS)
    role = next(roles, None)
    return bound("volunteers", role, "people:taking_part") if role and role.noun == "volunteer" else None


def _mobilised(scene: Scene, figure: Figure, word: Word, verb: Word) -> Bound | None:
    """`调动3029人`, `如今在册1386人`: people whom the verb before sends to work."""
    if verb.acts & _ENROLLED and not word.noun:
        return _enrolled(scene, figure, verb)
    if not verb.acts & _MOBILISE or verb.acts & (_SERVE | _TAKE_PART) or _takes_part(scene, figure, word):
        return None
    unnamed = None if word.noun else _described(scene, figure) or _of_station(scene, figure)
    return unnamed or bound(citizens(scene, figure), verb, "people:mobilised")


def _described(scene: Scene, figure: Figure) -> Bound | None:
    """`带着72名会说傣语、景颇语的志愿者`: the role stands behind what is said of those who have it."""
    told = _DESCRIBED.match(scene.side, figure.mention.end)
    role = scene.word_from(told.end()) if told else NO_WORD
    return bound(PROVIDERS[role.noun], role, "people:described") if role.noun in PROVIDERS else None


def _of_station(scene: Scene, figure: Figure) -> Bound | None:
    """`社工站派出12名`: people of whom nothing is said but which body sends them."""
    if scene.side[figure.mention.end : figure.mention.end + 1].isalpha():
        return None
    sender = next((other for other in scene.lead(figure, figure.around.sentence_start) if other.noun in _SENDERS), None)
    if sender is None:
        return None
    of_workers = sender.noun == "agency" or (sender.noun == "station" and figure.mention.unit in ("名", "位"))
    return bound("social_workers", sender, "people:of_station") if of_workers else None


def _signs_up(scene: Scene, figure: Figure, word: Word) -> bool:
    """`409名学生报名`, in a text on volunteers: citizens who put their names down."""
    end = max(figure.mention.end, word.end)
    told = _SIGN_UP.match(scene.side, end) or _SIGNED_UP.search(scene.side, figure.around.floor, max(word.start, 0))
    return scene.on_volunteers and told is not None


def _enrolled(scene: Scene, figure: Figure, verb: Word) -> Bound | None:
    """`报名800人,到岗620人`: the same people as before, else staff and helpers; whoever else signs up is reached."""
    before = scene.previous(figure)
    if before and before.dimension == "people" and scene.results[figure.number - 1].value in PEOPLE_METRICS:
        return scene.again(figure, "people:enrolled")
    if scene.word_before(verb.start).noun == "served":
        return None
    metric = helpers(scene, figure)
    if scene.previous(figure) and scene.results[figure.number - 1].value == "volunteer_groups":
        metric = "volunteers"
    staffed = _STAFFED.search(scene.side, verb.start, verb.end)
    return bound(metric, verb, "people:enrolled") if staffed or metric == "volunteers" else None


def _takes_part(scene: Scene, figure: Figure, word: Word) -> bool:
    """`组织学生200名参加体检`: people who are brought to take part, unless what they take part in is volunteering."""
    end = max(figure.mention.end, word.end)
    if _COMES_TO_LEARN.match(scene.side, end) or gets_away(scene, end):
        return True
    tail = scene.near.tail_of_series(figure.number, max(figure.mention.end, word.end))
    first = next((other for other in tail if other.acts), None)
    if not first or not first.acts & _TAKE_PART or first.acts & _MOBILISE:
        return False
    return not any(other.noun in VOLUNTEERS or other.acts & _MOBILISE for other in tail)


def _recruited(scene: Scene, figure: Figure) -> Bound | None:
    """`招募老人当骑手,首批9人`: people who begin a clause, taken on in the clause before."""
    if not figure.around.bare:
        return None
    for word in scene.lead(figure, max(figure.around.sentence_start, scene.previous_end(figure))):
        if word.acts & _MOBILISE and scene.side[word.start] in _RECRUIT:
            return bound(helpers(scene, figure), word, "people:recruited")
    return None


def on_duty(scene: Scene, figure: Figure, word: Word) -> Bound | None:
    """`每天有12人在火车站值守`, `40多人连夜上堤`: people whom no noun names, and the duty that they do."""
    first = next((other for other in scene.near.tail(figure.around, figure.mention.end) if other.acts), None)
    if not first or first.acts & (_SERVE | _TAKE_PART) or not _DUTY.match(scene.side, first.start, first.end):
        return None
    return bound(helpers(scene, figure), word, "people:on_duty")


def _acting(scene: Scene, figure: Figure, word: Word) -> Bound | None:
    """`286名学生分赴各地`: people who go to work in the clause that they begin, and are in no need themselves."""
    if word.start >= 0 and _NEED.search(scene.side, max(0, word.start - 4), word.start):
        return None
    end = max(figure.mention.end, word.end)
    if _HANDLED.search(scene.text_before(figure, _SEAT_REACH)) and not _MADE_INTO.match(scene.side, end):
        return None  # 将56名居民|转移, but 把56名居民|编成3支队伍
    if gets_away(scene, end):
        return None
    if scene.near.done_for(figure.around, figure.mention.start) or scene.side[end : end + 1] in ("由", "被", "受"):
        return None
    if _FOR_OTHERS.match(scene.side, end) or _DOES_FOR.match(scene.side, end) or _MAKES.match(scene.side, end):
        return bound(citizens(scene, figure), word, "people:acting_for")
    needy = _NEEDING.search(scene.text_before(figure, _SEAT_REACH)) is not None
    alone = scene.side[end : end + 1] == "," and not (needy or scene.nearest(figure))
    if does_a_deed(scene, end + 1 if alone else end):
        return bound(citizens(scene, figure), word, "people:deed")
    for other in scene.near.tail_of_series(figure.number, max(figure.mention.end, word.end)):
        if other.acts:
            works = other.acts & _WORK and not other.acts & _TAKE_PART
            return bound(citizens(scene, figure), word, "people:acting") if works else None
    return None


_FIRST = (
    _seats,
    _part_of_body,
    _came,
    urged,
    of_subject,
    _dispatched,
    _brought,
    _checked_with,
    done_to_people,
    _headcount,
    _honoured,
    _in_total,
    _among_role,
    _doers,
    employed,
    _supervisors,
    _of_volunteers,
    _alike,
    _are,
    _further,
    same_deed,
    of_college,
    _of_them,
    on_a_register,
    _part,
    _next_part,
    _some_of_them,
    _another_part,
    _portion,
    _parallel,
    _grown,
    _of_body,
    _formed,
    _of_sized_team,
    _of_each_helper,
    _mean_of_places,
    _graded,
    _of_each_batch,
    _of_households,
    _crew,
    _of_teams,
    _with_providers,
    _in_chat,
    _becoming,
    rostered,
    at_work_here,
)
"""The rules that look for whom the people belong to, in their order."""
