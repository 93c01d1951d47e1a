"""The metric codes, and what each class of word, unit and cue stands for among them.

    noun class social_worker -> social_workers      action class testing -> testing_assisted
    unit 场 -> a session                            cue 壮大到 -> the figure before, grown

`seeds/reference/metrics.csv` lists the codes; `unit_metrics.csv` and `metric_cues.csv` hold the words, and
say of what kind they are.
"""

from __future__ import annotations

import re

from seeds.tables import ReferenceTableError, read_reference
from tasks.extract.noun_classes import Word, actions

METRICS = tuple(
    row["code"]
    for row in read_reference(
        "metrics.csv",
        ("code", "group", "label_en", "label_zh", "description_en", "description_zh"),
        key=("code",),
        required=("group", "label_en", "label_zh", "description_en", "description_zh"),
    )
)

PROVIDERS = {
    "social_worker": "social_workers",
    "volunteer": "volunteers",
    "counsellor": "counsellors",
    "provider": "other_personnel",
    "donor": "other_personnel",
}
"""Classes of persons who provide or give, and their metric."""

OWN_ROLES = ("social_worker", "volunteer", "counsellor")
"""Those of them who have a metric of their own."""

BODIES_AS_PEOPLE = {
    "agency": "social_workers",
    "station": "social_workers",
    "volunteer_org": "volunteers",
    "volunteer_team": "volunteers",
    "org_team": "other_personnel",
    "service_team": "other_personnel",
    "rescue": "other_personnel",
    "social_org": "other_personnel",
}
"""What the people of a body are, when a body is named before a number of people (突击队45人)."""

PEOPLE_OF = {
    "volunteer_groups": "volunteers",
    "social_organizations": "other_personnel",
    "social_work_agencies": "social_workers",
    "social_work_stations": "social_workers",
}
"""The same by the metric of the bodies counted before (志愿队3支、75人)."""

THINGS = {
    "agency": "social_work_agencies",
    "station": "social_work_stations",
    "volunteer_org": "volunteer_groups",
    "volunteer_team": "volunteer_groups",
    "org_team": "other_organizations",
    "service_team": "volunteer_groups",
    "rescue": "social_organizations",
    "social_org": "social_organizations",
    "organization": "other_organizations",
    "household_member": "households_reached",
    "place": "facilities",
    "line": "facilities",
    "equipment": "facilities",
    "call": "calls",
    "record": "records_processed",
    "case": "cases",
    "session": "sessions",
    "project": "other",
    "publicity": "publicity_materials",
    "goods": "supplies",
    "money": "money",
    "other": "other",
    "hours": "service_hours",
}

_ACTIVITIES = {
    "testing": "testing_assisted",
    "vaccination": "vaccination_assisted",
    "counselling": "counselling_contacts",
    "screening": "screening_checks",
    "records": "records_processed",
    "calls": "calls",
    "visit": "home_visits",
    "casework": "cases",
}
_ACTIVITY_BITS = [(actions(name), metric) for name, metric in _ACTIVITIES.items()]

PEOPLE_METRICS = frozenset(
    {
        "people_reached",
        "service_contacts",
        "home_visits",
        "households_reached",
        "social_workers",
        "volunteers",
        "counsellors",
        "other_personnel",
        "counselling_contacts",
        "testing_assisted",
        "vaccination_assisted",
        "screening_checks",
        "records_processed",
        "calls",
        "cases",
    }
)
"""What can be counted in people or person-times, and have a part."""

VOLUNTEERS = frozenset({"volunteer", "volunteer_team", "volunteer_org"})

BY_DIMENSION = {
    "items": "supplies",
    "records": "records_processed",
    "lines": "facilities",
    "sites": "facilities",
    "organizations": "other_organizations",
    "teams": "volunteer_groups",
}
"""What to take when nothing but the dimension of the unit is known."""

_UNIT_ROWS = read_reference("unit_metrics.csv", ("unit", "kind", "metric"), ("unit",), required=("kind",))
UNIT_KIND = {row["unit"]: row["kind"] for row in _UNIT_ROWS}
BY_UNIT = {row["unit"]: row["metric"] for row in _UNIT_ROWS if row["metric"]}
TRIP_UNITS = tuple(unit for unit, kind in UNIT_KIND.items() if kind == "trip")

CUE_KINDS = (
    "accompanied",
    "acted_role",
    "aid",
    "aired",
    "amount",
    "among",
    "area",
    "assesses",
    "at_post",
    "attends",
    "becoming",
    "befell",
    "book_got",
    "brings",
    "broadcast",
    "by_phone",
    "calling",
    "came",
    "checked",
    "checkpoint",
    "chips_in",
    "chosen",
    "claimed",
    "college",
    "coming",
    "counselling",
    "count",
    "deed",
    "described_role",
    "dispatches",
    "donating",
    "done_to",
    "durable",
    "each_place",
    "employed",
    "employee",
    "employer",
    "enrolled",
    "enters",
    "errand",
    "for_whom",
    "gets_away",
    "formed",
    "found",
    "founding",
    "fund",
    "gift_record",
    "giving",
    "got",
    "graded",
    "grew",
    "groomed",
    "group_meets",
    "group_work",
    "growth",
    "guards",
    "guides",
    "handed_out",
    "headcount",
    "held",
    "helpers_group",
    "helps_along",
    "helps_how",
    "helps_out",
    "honours",
    "hosts",
    "house_kind",
    "in_all",
    "in_place",
    "in_turn",
    "indicator",
    "job",
    "job_market",
    "job_title",
    "joins_in",
    "kin",
    "knocked",
    "learning",
    "learning_of",
    "learns",
    "lectures",
    "led",
    "left",
    "licence_got",
    "light",
    "looks_after",
    "machine",
    "made_up",
    "manner",
    "matched",
    "mended",
    "mended_for",
    "mends",
    "money_rate",
    "money_source",
    "moves",
    "named_call",
    "need",
    "numbers",
    "office",
    "on_duty",
    "others",
    "outward",
    "own_thing",
    "paid",
    "paper",
    "pays",
    "piece",
    "portion",
    "praises",
    "prints",
    "put_down",
    "put_up",
    "puts_on",
    "radio",
    "rated_as",
    "rate",
    "reaches",
    "received",
    "recruit",
    "register",
    "regulars",
    "remade",
    "repair",
    "request",
    "rescued",
    "rides",
    "rings",
    "roll",
    "rostered",
    "run_by",
    "running_body",
    "safely",
    "schoolwork",
    "seats",
    "rose",
    "sent",
    "sent_by",
    "served",
    "served_as",
    "signs_up",
    "so_far",
    "sold",
    "spent",
    "spent_on",
    "staffed",
    "standing",
    "stays_in",
    "stopped",
    "stranded",
    "student",
    "student_in_need",
    "sum_named",
    "supervised",
    "supervises",
    "takes_in",
    "takes_part",
    "taking_part",
    "talk",
    "target",
    "taught",
    "taught_to",
    "team_of_deeds",
    "team_role",
    "telephone",
    "to_homes",
    "total",
    "trained",
    "trend",
    "turned_back",
    "turned_out",
    "turned_up",
    "undertakes",
    "urges",
    "steps_in",
    "vital_sign",
    "voluntary_work",
    "waiting",
    "ward",
    "within",
    "workplace",
    "yuan",
    "yuan_before",
    "yuan_each",
)
_CUE_ROWS = read_reference(
    "metric_cues.csv", ("kind", "cue"), ("kind", "cue"), codes={"kind": CUE_KINDS}, each=("kind",)
)


def cues(kind: str) -> tuple[str, ...]:
    """The cue words of one kind, as the table lists them. Raises ReferenceTableError where it lists none."""
    found = tuple(row["cue"] for row in _CUE_ROWS if row["kind"] == kind)
    if not found:
        raise ReferenceTableError(f"metric_cues.csv: it has no cue of the kind {kind}")
    return found


def cue_pattern(kind: str) -> re.Pattern[str]:
    """A pattern that finds any cue of one kind."""
    return re.compile("|".join(sorted(map(re.escape, cues(kind)), key=len, reverse=True)))


def activity(acts: int, wanted: int) -> str | None:
    """The metric of the first activity among `wanted` that a word with the action bits `acts` names."""
    for bit, metric in _ACTIVITY_BITS:
        if acts & wanted & bit:
            return metric
    return None


def counted_as(word: Word) -> str | None:
    """The metric of a noun, be it a thing, a body or a provider."""
    return THINGS.get(word.noun) or PROVIDERS.get(word.noun)
