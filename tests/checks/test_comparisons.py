"""Totals and parts, contradictions, headline and body: worked out by hand."""

from datetime import date

import pytest

from checks import lookups
from tests.builders import article, batch, figure

FLOW = {"aggregation": "flow"}


def compared(text, *figures, column, **fields):
    """What the comparison in `column` says of each figure, in order."""
    data = batch(article("a", text, *figures, **fields))
    return lookups.figures(data.figures, data.documents, data.numerals)[column].to_list()


def blocks(*parts):
    """Blocks of the kinds given, one after the other."""
    spans, reached = [], 0
    for kind, end in parts:
        spans.append({"kind": kind, "level": 0, "char_start": reached, "char_end": end})
        reached = end
    return spans


@pytest.mark.parametrize(
    ("men", "women", "fits"),
    [(60, 105, True), (60, 90, True), (60, 120, False)],
    ids=["all of it", "less", "more"],
)
def test_parts_may_not_exceed_their_total(men, women, fits):
    text = f"社工165名，其中男性{men}名、女性{women}名。"
    parts = (figure(f"{men}名", men, part_of=0), figure(f"{women}名", women, part_of=0))
    assert compared(text, figure("165名", 165), *parts, column="_parts_fit") == [fits, None, None]


def test_a_total_without_an_upper_bound_has_room_for_any_parts():
    text = "社工165余名，其中男性60名、女性120名。"
    total = figure("165余名", 165, value_high=None, qualifier="more_than")
    parts = (figure("60名", 60, part_of=0), figure("120名", 120, part_of=0))
    assert compared(text, total, *parts, column="_parts_fit") == [None, None, None]


def test_parts_of_another_unit_and_shares_are_not_summed():
    text = "物资300件，其中大米500斤，占98%。"
    goods = {"metric": "supplies", "dimension": "items"}
    figures = (
        figure("300件", 300, unit="件", **goods),
        figure("500斤", 500, part_of=0, unit="斤", **goods),
        figure("98%", 98, part_of=0, unit="%", dimension="percent", aggregation="share"),
    )
    assert compared(text, *figures, column="_parts_fit") == [None, None, None]


def test_a_part_whose_total_is_its_own_part_does_not_fit():
    text = "社工165名，男性60名。"
    given = (figure("165名", 165, part_of=1), figure("60名", 60, part_of=0))
    assert compared(text, *given, column="_parent_fits") == [False, False]


def test_a_total_in_another_document_does_not_fit():
    one = batch(article("a", "社工165名。", figure("165名", 165)))
    other_id = one.figures["figure_id"][0]
    two = batch(
        article("a", "社工165名。", figure("165名", 165)),
        article("b", "男性60名。", figure("60名", 60, parent_figure_id=other_id)),
    )
    assert lookups.figures(two.figures, two.documents, two.numerals)["_parent_fits"].to_list() == [None, False]


def test_statements_of_one_thing_must_have_a_number_in_common():
    text = "社工165名。社工170名。社工160余名。义工9名。"
    given = (
        figure("165名", 165, object="社工"),
        figure("170名", 170, object="社工"),
        figure("160余名", 160, value_high=None, qualifier="more_than", object="社工"),
        figure("9名", 9, object="义工"),
    )
    assert compared(text, *given, column="_agrees") == [False, False, False, True]


@pytest.mark.parametrize(
    "other",
    [{"object": "义工"}, {"adm1": "浙江省"}, {"period_end": date(2022, 3, 1)}, {"actor": "总站"}, FLOW, {"per": "day"}],
    ids=lambda other: next(iter(other)),
)
def test_statements_of_different_things_do_not_contradict(other):
    text = "社工165名。社工170名。"
    given = (figure("165名", 165, object="社工"), figure("170名", 170, **{"object": "社工", **other}))
    assert False not in compared(text, *given, column="_agrees")


def test_what_one_sentence_says_of_a_thing_is_taken_together():
    text = "社工从19名到4270名。全市社工4000余名。另有社工5000名。"
    grown = (figure("19名", 19, object="社工"), figure("4270名", 4270, object="社工"))
    between = figure("4000余名", 4000, value_high=None, qualifier="more_than", object="社工")
    beyond = figure("5000名", 5000, object="社工")
    assert compared(text, *grown, between, column="_agrees") == [True, True, True]
    assert compared(text, *grown, beyond, column="_agrees") == [False, False, False]


def test_a_part_does_not_contradict_the_whole():
    text = "善款60元，其中最大一笔20元。善款60元已拨付。"
    given = (
        figure("60元", 60, object="善款"),
        figure("20元", 20, part_of=0, object="善款"),
        figure("60元", 60, nth=1, object="善款"),
    )
    assert compared(text, *given, column="_agrees") == [True, None, True]


def test_decimals_that_add_up_fit():
    text = "善款0.3元，其中甲0.1元、乙0.2元。"
    parts = (figure("0.1元", 0.1, part_of=0), figure("0.2元", 0.2, part_of=0))
    assert compared(text, figure("0.3元", 0.3), *parts, column="_parts_fit") == [True, None, None]


def test_without_an_object_nothing_is_known_to_be_the_same():
    assert compared("5名到岗。8名到岗。", figure("5名", 5), figure("8名", 8), column="_agrees") == [None, None]


def test_the_headline_must_be_borne_out_by_the_body():
    text = "170名社工上岗\n投入社工165名，志愿者2000名。"
    given = (figure("170名", 170), figure("165名", 165), figure("2000名", 2000, metric="volunteers"))
    titled = blocks(("title", 8), ("paragraph", len(text)))
    assert compared(text, *given, column="_in_body", blocks=titled) == [False, None, None]


def test_a_rounded_headline_is_borne_out():
    text = "逾160名社工上岗\n投入社工165名。"
    head = figure("逾160名", 160, value_high=None, qualifier="more_than")
    titled = blocks(("title", 9), ("paragraph", len(text)))
    assert compared(text, head, figure("165名", 165), column="_in_body", blocks=titled) == [True, None]


def test_a_headline_of_which_the_body_says_nothing_is_not_asked():
    text = "170名社工上岗\n志愿者2000名。"
    given = (figure("170名", 170), figure("2000名", 2000, metric="volunteers"))
    titled = blocks(("title", 8), ("paragraph", len(text)))
    assert compared(text, *given, column="_in_body", blocks=titled) == [None, None]


def test_quotes_that_overlap_are_seen():
    text = "投入1万2千名社工、30名医生。"
    given = (figure("1万2千名", 12000), figure("2千名", 2000), figure("30名", 30))
    assert compared(text, *given, column="_stands_alone") == [None, False, True]


def test_documents_are_compared_with_themselves_only():
    data = batch(
        article("a", "社工165名。", figure("165名", 165, object="社工")),
        article("b", "社工170名。", figure("170名", 170, object="社工")),
    )
    rows = lookups.figures(data.figures, data.documents, data.numerals)
    assert rows["_agrees"].to_list() == [True, True]
    assert rows["_stands_alone"].to_list() == [None, None]
