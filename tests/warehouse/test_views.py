"""Every answer here is worked out by hand from the sentences."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.builders import article, ask, batch, empty_warehouse, figure, load, source_row
from warehouse.frames import Batch, frame
from warehouse.publication import publication
from warehouse.quarantine import entry

NINGBO = {"adm1": "浙江省", "adm2": "宁波市", "region_code": "330200"}
HAISHU = {"adm1": "浙江省", "adm2": "宁波市", "adm3": "海曙区", "region_code": "330203"}
ZHEJIANG = {"adm1": "浙江省", "region_code": "330000"}
FLOW = {"aggregation": "flow"}
CONTACTS = {"metric": "service_contacts", "dimension": "person_times", "unit": "人次", "aggregation": "flow"}


@pytest.fixture
def file(tmp_path):
    return empty_warehouse(tmp_path)


def up_to(month, day):
    return {"period_end": date(2022, month, day)}


def facts(path):
    return ask(path, "SELECT value, mention_count, object, adm3 FROM facts ORDER BY value, object, adm3")


def reasons(path):
    return dict(ask(path, "SELECT quote, reason FROM counted_facts JOIN facts USING (fact_id)"))


def test_headline_lead_and_body_are_one_fact_with_all_its_mentions(file):
    text = "宁波165名社工上岗\n宁波市投入社工165名。\n截至3月底，全市165名专业社工上岗。"
    headline = figure("165名", 165, object="社工")
    lead = figure("165名", 165, nth=1, object="社工", **NINGBO)
    body = figure("165名", 165, nth=2, object="专业社工", **NINGBO, **up_to(3, 31))
    given = batch(article("a", text, headline, lead, body))
    load(file, given)
    (fact,) = ask(file, "SELECT fact_id, value, mention_count, figure_ids, adm2, period_end FROM facts")
    ids = given.figures["figure_id"].to_list()
    assert fact == (ids[2], 165, 3, ids, "宁波市", date(2022, 3, 31))


@pytest.mark.parametrize("shorter", ["社会组织", "社会组织和社工机构", "社工机构", None])
def test_the_same_thing_may_be_said_in_fewer_words(file, shorter):
    given = (figure("75家", 75, object="社会组织和专业社工机构"), figure("75家", 75, nth=1, object=shorter))
    load(file, batch(article("a", "75家到岗。共有75家。", *given)))
    assert facts(file) == [(75, 2, "社会组织和专业社工机构", None)]


@pytest.mark.parametrize(
    "other",
    [
        {"object": "志愿者"},
        {"adm3": "海曙区"},
        {"actor": "益海社工机构"},
        {"metric": "volunteers"},
        {"dimension": "person_times"},
        {"per": "day"},
        {"period_start": date(2022, 3, 1), "period_end": date(2022, 3, 31)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_contradicts_in_one_respect_is_another_fact(file, other):
    said = {"object": "社工", "actor": "善行中心", "adm3": "鄞州区", **up_to(1, 31)}
    text = "善行中心社工5名到岗。另有5名到岗。"
    load(file, batch(article("a", text, figure("5名", 5, **said), figure("5名", 5, nth=1, **{**said, **other}))))
    assert [mentions for _, mentions, *_ in facts(file)] == [1, 1]


def test_two_of_one_sentence_are_two_facts_and_the_sentence_said_again_repeats_both(file):
    text = "一组社工5名，二组社工5名。\n本报讯：一组社工5名，二组社工5名。"
    load(file, batch(article("a", text, *(figure("5名", 5, nth=n, object="社工") for n in range(4)))))
    assert facts(file) == [(5, 2, "社工", None), (5, 2, "社工", None)]


def test_parts_of_unequal_totals_are_different_facts(file):
    text = "东站50名，其中社工5名。西站60名，其中社工5名。"
    given = (
        figure("50名", 50),
        figure("5名", 5, part_of=0, object="社工"),
        figure("60名", 60),
        figure("5名", 5, nth=1, part_of=2, object="社工"),
    )
    load(file, batch(article("a", text, *given)))
    assert [value for value, *_ in facts(file)] == [5, 5, 50, 60]
    assert ask(
        file, "SELECT count(*) FROM facts f JOIN facts t ON t.fact_id = f.parent_fact_id AND t.value > f.value"
    ) == [(2,)]


def test_the_same_number_of_other_units_is_not_the_same_goods(file):
    goods = {"metric": "supplies", "dimension": "items", "object": "大米"}
    text = "捐赠大米300斤。又捐赠大米300袋。"
    load(
        file,
        batch(article("a", text, figure("300斤", 300, unit="斤", **goods), figure("300袋", 300, unit="袋", **goods))),
    )
    assert len(facts(file)) == 2


def test_a_repost_says_nothing_new(file):
    text = "宁波市投入社工165名。"
    said = figure("165名", 165, object="社工", **NINGBO)
    original = article("a", text, said, content_group="g1")
    repost = article("b", f"转载：{text}", said, content_group="g1", published_on=date(2022, 5, 1))
    load(file, batch(original, repost))
    assert ask(file, "SELECT source_id, mention_count, document_count FROM facts") == [("a", 2, 2)]
    assert ask(file, "SELECT total, document_count FROM metric_totals") == [(165, 1)]


def test_of_an_article_and_its_reposts_the_leader_speaks_whatever_place_a_repost_suggests(file):
    text = "投入社工165名，服务1200人次。"
    contacts = figure("1200人次", 1200, **CONTACTS)
    own = article("b", text, figure("165名", 165, object="社工"), contacts)
    elsewhere = figure("165名", 165, object="社工", actor="某中心", adm1="北京市", region_code="110000")
    repost = article("a", f"{text}某网转发。", elsewhere, contacts, published_on=date(2022, 1, 1))
    reposted = batch(*(replace(one, fields={**one.fields, "content_group": own.document_id}) for one in (own, repost)))
    load(file, reposted)
    found = ask(file, "SELECT source_id, value, mention_count, document_count, adm1 FROM facts ORDER BY value")
    assert found == [("b", 165, 2, 2, None), ("b", 1200, 2, 2, None)]
    assert ask(file, "SELECT total FROM metric_totals ORDER BY 1") == [(165,), (1200,)]
    groups = ask(file, "SELECT DISTINCT content_group FROM evidence UNION SELECT content_group FROM coverage")
    assert groups == [(own.document_id,)]


def test_the_same_sentence_twice_in_one_document_stays_twice(file):
    text = "甲村走访12户。\n乙村走访12户。\n走访12户。\n走访12户。"
    visits = {"metric": "households", "dimension": "households", "unit": "户", "aggregation": "flow"}
    given = [figure("12户", 12, nth=n, adm3=f"{n}县", adm1="浙江省", **visits) for n in range(4)]
    one, other = article("a", text, *given), article("b", f"{text}。", *given)
    grouped = [replace(each, fields={"content_group": one.document_id}) for each in (one, other)]
    load(file, batch(*grouped))
    assert ask(file, "SELECT mention_count FROM facts") == [(2,)] * 4


def test_what_a_repost_says_with_another_number_is_not_counted(file):
    words = "截至目前全市共有{}名专业社工在各社区开展服务工作。"
    flow = {"object": "专业社工", **NINGBO, **FLOW}
    one = article("a", words.format(165), figure("165名", 165, **flow))
    slip = article("b", words.format(156), figure("156名", 156, **flow))
    load(file, batch(*(replace(each, fields={"content_group": one.document_id}) for each in (one, slip))))
    assert reasons(file) == {"165名": None, "156名": "contradicted"}


def test_another_document_is_another_fact(file):
    said = figure("5名", 5, object="社工", **FLOW)
    load(file, batch(article("a", "社工5名到岗。", said), article("b", "社工5名到岗了。", said)))
    assert ask(file, "SELECT total, included_facts, document_count FROM metric_totals") == [(10, 2, 2)]


def test_totals_do_not_mix_units_or_stocks_with_flows(file):
    text = "社工10名。上门社工20人次。物资300件、50万元，另20万美元。新增社工3名。"
    given = (
        figure("10名", 10),
        figure("20人次", 20, unit="人次", dimension="person_times", **FLOW),
        figure("300件", 300, unit="件", dimension="items", metric="supplies", **FLOW),
        figure("50万元", 500000, unit="元", dimension="money", metric="money", **FLOW),
        figure("20万美元", 200000, unit="美元", dimension="money", metric="money", **FLOW),
        figure("3名", 3, **FLOW),
    )
    load(file, batch(article("a", text, *given)))
    totals = ask(file, "SELECT metric, dimension, unit, aggregation, total FROM metric_totals ORDER BY ALL")
    assert totals == [
        ("money", "money", "元", "flow", 500000),
        ("money", "money", "美元", "flow", 200000),
        ("social_workers", "people", "名", "flow", 3),
        ("social_workers", "people", "名", "stock", 10),
        ("social_workers", "person_times", "人次", "flow", 20),
        ("supplies", "items", "件", "flow", 300),
    ]


def test_units_that_name_the_same_thing_are_added_under_the_most_frequent(file):
    given = (
        figure("10名", 10),
        figure("20人", 20, unit="人", object="义工"),
        figure("30人", 30, unit="人", object="员工"),
    )
    load(file, batch(article("a", "社工10名、20人、30人。", *given)))
    assert ask(file, "SELECT unit, total FROM metric_totals") == [("人", 60)]


def test_parts_rates_and_shares_are_left_out_and_counted_by_reason(file):
    text = "社工165名，其中男性60名、女性105名，持证率98%，每天30名。"
    given = (
        figure("165名", 165, object="社工"),
        figure("60名", 60, part_of=0, object="男性"),
        figure("105名", 105, part_of=0, object="女性"),
        figure("98%", 98, unit="%", dimension="percent", aggregation="share"),
        figure("30名", 30, aggregation="rate", per="day"),
    )
    load(file, batch(article("a", text, *given)))
    rows = ask(
        file,
        """SELECT dimension, aggregation, total, included_facts, excluded_facts, excluded_reasons
        FROM metric_totals ORDER BY dimension, aggregation""",
    )
    assert rows == [
        ("people", "rate", None, 0, 1, {"rate": 1}),
        ("people", "stock", 165, 1, 2, {"part_of_total": 2}),
        ("percent", "share", None, 0, 1, {"share": 1}),
    ]


def test_approximate_numbers_are_added_and_their_bounds_with_them(file):
    given = (
        figure("2000余人次", 2000, value_high=None, qualifier="more_than", object="甲", **CONTACTS),
        figure("300至500人次", 300, value_high=500, qualifier="range", object="乙", **CONTACTS),
        figure("近100人次", 100, value_low=None, qualifier="nearly", object="丙", **CONTACTS),
        figure("7人次", 7, object="丁", **CONTACTS),
    )
    load(file, batch(article("a", "甲2000余人次、乙300至500人次、丙近100人次、丁7人次。", *given)))
    totals = ask(file, "SELECT total, total_low, total_high, included_facts, approximate_facts FROM metric_totals")
    assert totals == [(2407, 2307, None, 4, 3)]


@pytest.mark.parametrize("order", [(0.1, 0.2, 0.3), (0.3, 0.2, 0.1)])
def test_a_sum_does_not_depend_on_the_order_of_its_rows(file, order):
    text = "第一批0.1吨。第二批0.2吨。第三批0.3吨。"
    for number, value in enumerate(order):
        given = figure(f"{value}吨", value, metric="supplies", dimension="items", unit="吨", object="大米")
        load(file, batch(article(f"{number}", text, given)))
    totals = "SELECT total, total_low, total_high FROM {}"
    assert ask(file, totals.format("metric_totals")) == [(0.1 + 0.2 + 0.3,) * 3]
    assert ask(file, totals.format("region_totals")) == [(0.1 + 0.2 + 0.3,) * 3]


def test_a_wider_region_and_a_longer_period_contain_the_narrower(file):
    text = "全省服务900人次，宁波市服务300人次，3月服务50人次，一季度服务120人次。杭州服务70人次。"
    quarter = {"period_start": date(2022, 1, 1), "period_end": date(2022, 3, 31)}
    march = {"period_start": date(2022, 3, 1), "period_end": date(2022, 3, 31)}
    given = (
        figure("900人次", 900, **CONTACTS, **ZHEJIANG),
        figure("300人次", 300, **CONTACTS, **NINGBO),
        figure("50人次", 50, **CONTACTS, **HAISHU, **march),
        figure("120人次", 120, **CONTACTS, **HAISHU, **quarter),
        figure("70人次", 70, **CONTACTS, adm1="江苏省", region_code="320000"),
    )
    load(file, batch(article("a", text, *given)))
    assert reasons(file) == {
        "900人次": None,
        "300人次": "within_wider",
        "50人次": "within_wider",
        "120人次": "within_wider",
        "70人次": None,
    }


def test_a_statement_greater_than_the_wider_one_is_not_contained(file):
    given = (figure("90人次", 90, **CONTACTS, **ZHEJIANG), figure("300人次", 300, **CONTACTS, **NINGBO))
    load(file, batch(article("a", "浙江90人次。宁波300人次。", *given)))
    assert reasons(file) == {"90人次": None, "300人次": None}


def test_a_later_cumulative_count_replaces_the_earlier_but_not_in_its_month(file):
    cumulative = {**CONTACTS, "aggregation": "cumulative", "actor": "热线", **NINGBO}
    given = (
        figure("100人次", 100, **cumulative, **up_to(2, 10)),
        figure("200人次", 200, **cumulative, **up_to(2, 28)),
        figure("300人次", 300, **cumulative, **up_to(3, 31)),
    )
    load(file, batch(article("a", "热线100人次。热线200人次。热线300人次。", *given)))
    assert reasons(file) == {"100人次": "superseded", "200人次": "superseded", "300人次": None}
    assert ask(file, "SELECT total, period_end FROM metric_totals") == [(300, date(2022, 3, 31))]
    months = ask(file, "SELECT adm2, period_month, total, excluded_reasons FROM region_totals ORDER BY period_month")
    assert months == [("宁波市", date(2022, 2, 1), 200, {"superseded": 1}), ("宁波市", date(2022, 3, 1), 300, None)]


def test_stocks_of_unknown_place_and_actor_do_not_replace_those_of_other_sources(file):
    early = article("a", "社工10名。", figure("10名", 10, object="社工"), published_on=date(2020, 1, 1))
    late = article("b", "社工12名。", figure("12名", 12, object="社工"))
    load(file, batch(early, late))
    assert ask(file, "SELECT total FROM metric_totals") == [(22,)]


def by_source(path):
    return dict(ask(path, "SELECT source_id, reason FROM counted_facts"))


def on(day):
    return {"published_on": date(2022, 4, day)}


def test_of_undated_stocks_of_one_place_the_last_published_is_counted(file):
    said = {"object": "社工", **NINGBO}
    load(
        file,
        batch(
            article("a", "社工10名。", figure("10名", 10, **said), **on(1)),
            article("b", "社工30名。", figure("30名", 30, **said), **on(9)),
            article("c", "社工20名。", figure("20名", 20, **said), **on(5)),
            article("d", "社工40名。", figure("40名", 40, **said), published_on=None),
        ),
    )
    assert by_source(file) == {"a": "superseded", "b": None, "c": "superseded", "d": "superseded"}
    totals = ask(file, "SELECT total, excluded_facts, excluded_reasons FROM metric_totals")
    assert totals == [(30, 3, {"superseded": 3})]
    assert ask(file, "SELECT total FROM region_totals") == [(30,)]


def test_a_stock_that_two_articles_give_for_one_time_is_counted_once(file):
    said = {"object": "社工", **NINGBO}
    same_day = (
        article("a", "社工10名。", figure("10名", 10, **said)),
        article("b", "社工10名在岗。", figure("10名", 10, **said)),
    )
    load(file, batch(*same_day))
    assert sorted(by_source(file).values(), key=str) == [None, "repeated"]
    assert ask(file, "SELECT total, excluded_reasons FROM metric_totals") == [(10, {"repeated": 1})]


def test_stocks_of_other_things_in_one_place_are_all_counted(file):
    load(
        file,
        batch(
            article("a", "社工10名。", figure("10名", 10, object="社工", **NINGBO), **on(1)),
            article("b", "医务社工20名。", figure("20名", 20, object="医务社工", **NINGBO), **on(2)),
            article("c", "社工5名。", figure("5名", 5, object="社工", **HAISHU, metric="counsellors"), **on(3)),
        ),
    )
    assert set(by_source(file).values()) == {None}


def test_a_stock_of_the_whole_place_contains_those_of_its_parts_and_actors_in_other_articles(file):
    load(
        file,
        batch(
            article("a", "社工900名。", figure("900名", 900, object="社工", **ZHEJIANG)),
            article("b", "社工300名。", figure("300名", 300, object="社工", **NINGBO)),
            article("c", "社工20名。", figure("20名", 20, object="社工", actor="善行中心", **ZHEJIANG)),
            article("d", "社工1000名。", figure("1000名", 1000, object="社工", **HAISHU)),
            article("e", "社工7名。", figure("7名", 7, object="社工", adm1="江苏省", region_code="320000")),
        ),
    )
    wide = "within_wider"
    assert by_source(file) == {"a": None, "b": wide, "c": wide, "d": None, "e": None}


def test_a_cumulative_count_contains_the_flows_of_its_period_in_any_article(file):
    march = {"period_start": date(2022, 3, 1), "period_end": date(2022, 3, 31)}
    april = {"period_start": date(2022, 4, 1), "period_end": date(2022, 4, 30)}
    cumulative = {**CONTACTS, "aggregation": "cumulative", "actor": "热线", **NINGBO, **up_to(3, 31)}
    flow = {**CONTACTS, "actor": "热线", **NINGBO}
    load(
        file,
        batch(
            article(
                "a",
                "累计300人次，3月50人次。",
                figure("300人次", 300, **cumulative),
                figure("50人次", 50, **flow, **march),
            ),
            article("b", "3月60人次。", figure("60人次", 60, **flow, **march)),
            article("c", "4月70人次。", figure("70人次", 70, **flow, **april)),
            article("d", "3月80人次。", figure("80人次", 80, **{**flow, "actor": "善行中心"}, **march)),
        ),
    )
    wide = "within_wider"
    assert reasons(file) == {"300人次": None, "50人次": wide, "60人次": wide, "70人次": None, "80人次": None}
    assert ask(file, "SELECT total FROM metric_totals") == [(450,)]
    months = ask(file, "SELECT period_month, aggregation, total FROM region_totals ORDER BY ALL")
    assert months == [
        (date(2022, 3, 1), "cumulative", 300),
        (date(2022, 3, 1), "flow", 190),
        (date(2022, 4, 1), "flow", 70),
    ]


def test_a_region_is_not_rolled_up_into_the_one_above(file):
    given = (figure("900人次", 900, **CONTACTS, **ZHEJIANG), figure("300人次", 300, **CONTACTS, **HAISHU))
    load(file, batch(article("a", "浙江900人次。海曙300人次。", *given)))
    rows = ask(file, "SELECT adm1, adm2, adm3, region_code, total FROM region_totals ORDER BY total")
    assert rows == [("浙江省", "宁波市", "海曙区", "330203", 300), ("浙江省", None, None, "330000", 900)]


def test_a_document_that_contradicts_itself_is_shown_and_counted_once(file):
    text = "社工170名上岗\n全市社工165名。社工165名已到岗。"
    given = (
        figure("170名", 170, object="社工", **NINGBO),
        figure("165名", 165, object="社工", **NINGBO),
        figure("165名", 165, nth=1, object="社工", **NINGBO),
    )
    load(file, batch(article("a", text, *given)))
    rows = ask(file, "SELECT scope, least(value, other_value), greatest(value, other_value) FROM conflicts")
    assert rows == [("same_document", 165, 170)]
    assert reasons(file) == {"165名": None, "170名": "contradicted"}


def test_growth_told_in_one_sentence_is_no_conflict(file):
    given = (figure("19名", 19, object="社工"), figure("4270名", 4270, object="社工"))
    load(file, batch(article("a", "社工从19名到4270名。", *given)))
    assert ask(file, "SELECT * FROM conflicts") == []
    assert reasons(file) == {"19名": None, "4270名": None}


def test_bounds_that_meet_are_no_conflict(file):
    given = (
        figure("2000余名", 2000, value_high=None, qualifier="more_than", object="社工"),
        figure("2300名", 2300, object="社工"),
    )
    load(file, batch(article("a", "社工2000余名。社工2300名。", *given)))
    assert ask(file, "SELECT * FROM conflicts") == []


def test_documents_conflict_only_about_a_known_place_and_time(file):
    known = {"object": "社工", **NINGBO, **up_to(3, 31)}
    load(
        file,
        batch(
            article("a", "社工10名。", figure("10名", 10, **known)),
            article("b", "社工12名。", figure("12名", 12, **known)),
            article("c", "社工14名。", figure("14名", 14, object="社工", **NINGBO)),
            article("d", "社工16名。", figure("16名", 16, object="社工", **NINGBO)),
        ),
    )
    rows = ask(file, "SELECT scope, list_sort([source_id, other_source_id]) FROM conflicts")
    assert rows == [("other_document", ["a", "b"])]


def test_flows_are_no_conflict(file):
    given = (figure("3场", 3, object="活动", **FLOW), figure("5场", 5, object="活动", **FLOW))
    load(file, batch(article("a", "活动3场。活动5场。", *given)))
    assert ask(file, "SELECT * FROM conflicts") == []


def test_evidence_shows_the_sentence_and_the_words_behind_every_attribute(file):
    text = "截至3月底，宁波市投入专业社工165名。"
    said = figure(
        "165名", 165, object="专业社工", object_rule="left_noun", object_span_start=11, object_span_end=15,
        place_rule="clause", place_span_start=6, place_span_end=9, metric_rule="table", **NINGBO,
    )  # fmt: skip
    load(file, batch(article("a", text, said, title="宁波在行动")))
    (row,) = ask(
        file,
        """SELECT sentence_left || '[' || quote || ']' || sentence_right, object_text, object_rule,
        place_text, place_rule, metric_text, metric_rule, period_text, title,
        snapshot_id = (SELECT sha256 FROM snapshots) FROM evidence""",
    )
    shown = "截至3月底，宁波市投入专业社工[165名]。"
    assert row == (shown, "专业社工", "left_noun", "宁波市", "clause", None, "table", None, "宁波在行动", True)


def test_coverage_tells_nothing_read_from_nothing_reported(file):
    fault = entry("clean", "documents", {"source_id": "c"}, ["documents.text"], "blank", source_id="c")
    silent = Batch(
        sources=frame("sources", [source_row("c"), source_row("d")]), quarantine=frame("quarantine", [fault])
    )
    load(file, batch(article("a", "社工10名。", figure("10名", 10)), article("b", "一切如常。")), silent)
    rows = ask(file, "SELECT source_id, status, figure_count, quarantine_count FROM coverage ORDER BY source_id")
    assert rows == [
        ("a", "figures", 1, 0),
        ("b", "no_figures", 0, 0),
        ("c", "quarantined", 0, 1),
        ("d", "no_document", 0, 0),
    ]
    assert ask(file, "SELECT total FROM metric_totals WHERE metric = 'volunteers'") == []


def test_zero_that_was_reported_is_a_total_of_zero(file):
    load(file, batch(article("a", "服务0人次。", figure("0人次", 0, **CONTACTS))))
    assert ask(file, "SELECT metric, total FROM metric_totals") == [("service_contacts", 0)]


def review(path, quote, decision, minute=0, field=None, new_value=None):
    """Enter a decision on the figure with this quote."""
    with publication(path) as connection:
        connection.execute(
            """INSERT INTO reviews
            SELECT uuid()::VARCHAR, figure_id, source_id, quote, sentence, ?, ?, ?, '王芳', ?, NULL
            FROM figures WHERE quote = ?""",
            [decision, field, new_value, datetime(2026, 11, 21, 9, minute), quote],
        )


@pytest.fixture
def two(file):
    """Two figures to be reviewed."""
    text = "全市社工165名。服务居民3000余人次。"
    contacts = figure("3000余人次", 3000, value_high=None, qualifier="more_than", **CONTACTS)
    load(file, batch(article("a", text, figure("165名", 165, object="社工"), contacts)))
    return file


def test_a_rejected_figure_is_in_no_answer(two):
    review(two, "165名", "reject")
    assert ask(two, "SELECT quote FROM facts") == [("3000余人次",)]
    assert ask(two, "SELECT quote FROM evidence") == [("3000余人次",)]
    assert ask(two, "SELECT count(*) FROM figures") == [(2,)]


def test_a_corrected_field_is_in_every_answer_and_a_value_takes_its_bounds_along(two):
    review(two, "165名", "correct", 0, "value", "175")
    review(two, "165名", "correct", 1, "object", None)
    review(two, "165名", "correct", 2, "period_end", "2022-03-31")
    rows = ask(
        two,
        """SELECT value, value_low, value_high, object, period_end, review_decision, corrected_fields
        FROM reviewed_figures WHERE quote = '165名'""",
    )
    assert rows == [(175, 175, 175, None, date(2022, 3, 31), "correct", ["object", "period_end", "value"])]
    assert ask(two, "SELECT total FROM metric_totals WHERE metric = 'social_workers'") == [(175,)]


def test_a_corrected_value_takes_along_the_bound_that_it_is_and_leaves_the_open_one(two):
    review(two, "3000余人次", "correct", 0, "value", "3200")
    rows = ask(two, "SELECT value, value_low, value_high FROM reviewed_figures WHERE quote = '3000余人次'")
    assert rows == [(3200, 3200, None)]


def test_a_part_whose_total_is_rejected_is_counted_itself(file):
    text = "社工165名，其中男性60名。"
    given = (figure("165名", 165, object="社工"), figure("60名", 60, part_of=0, object="男性"))
    load(file, batch(article("a", text, *given)))
    review(file, "165名", "reject")
    assert ask(file, "SELECT quote, parent_figure_id FROM evidence") == [("60名", None)]
    assert ask(file, "SELECT total FROM metric_totals") == [(60,)]


def test_a_decision_follows_its_quote_when_the_ends_of_its_sentence_move(two):
    review(two, "165名", "reject")
    longer = "据悉，全市社工165名；服务居民3000余人次。"
    load(two, batch(article("a", longer, figure("165名", 165, object="社工"))), run_id="run-2")
    assert ask(two, "SELECT state FROM applied_reviews") == [("no_longer",)]
    load(two, batch(article("a", "据悉：全市社工165名。服务居民3000余人次。", figure("165名", 165))), run_id="run-3")
    assert ask(two, "SELECT state FROM applied_reviews") == [("moved",)]


def test_the_latest_decision_stands(two):
    review(two, "165名", "reject", 0)
    review(two, "165名", "accept", 1)
    review(two, "3000余人次", "correct", 0, "value", "3100")
    review(two, "3000余人次", "correct", 1, "value", "3200")
    rows = ask(two, "SELECT quote, value, review_decision FROM reviewed_figures ORDER BY value")
    assert rows == [("165名", 165, "accept"), ("3000余人次", 3200, "correct")]


def test_a_decision_follows_its_quote_into_a_changed_text(two):
    review(two, "165名", "reject")
    longer = "本报讯。全市社工165名。服务居民3000余人次。"
    load(two, batch(article("a", longer, figure("165名", 165, object="社工"))), run_id="run-2")
    assert ask(two, "SELECT state FROM applied_reviews") == [("moved",)]
    assert ask(two, "SELECT * FROM reviewed_figures") == []


def test_a_decision_whose_quote_is_gone_is_reported_as_such(two):
    review(two, "165名", "reject")
    load(two, batch(article("a", "全市社工170名。", figure("170名", 170))), run_id="run-2")
    assert ask(two, "SELECT state, figure_id, quote FROM applied_reviews") == [("no_longer", None, "165名")]
    assert ask(two, "SELECT quote FROM reviewed_figures") == [("170名",)]


@pytest.fixture
def regions(file):
    march = {"period_start": date(2022, 3, 1), "period_end": date(2022, 3, 31)}
    april = {"period_start": date(2022, 4, 1), "period_end": date(2022, 4, 30)}
    given = (
        figure("900人次", 900, **CONTACTS, **ZHEJIANG, **march, object="甲"),
        figure("300人次", 300, **CONTACTS, **NINGBO, **april, actor="宁波善行中心", object="乙"),
        figure("50人次", 50, **CONTACTS, **HAISHU, object="丙"),
        figure("7人次", 7, **CONTACTS, adm1="江苏省", region_code="320000", actor="江苏社工站", object="丁"),
    )
    load(file, batch(article("a", "900人次。300人次。50人次。7人次。", *given)))
    return file


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("figures_in('33')", [50, 300, 900]),
        ("figures_in('330000')", [50, 300, 900]),
        ("figures_in('330200')", [50, 300]),
        ("figures_in('330203')", [50]),
        ("figures_of('社工站')", [7]),
        ("figures_between('2022-03-31', '2022-04-01')", [300, 900]),
        ("figures_between('2022-04-01', '2022-04-30')", [300]),
        ("figures_about('服务人次')", [7, 50, 300, 900]),
        ("figures_about('volunteers')", []),
    ],
)
def test_the_usual_questions_have_macros(regions, question, values):
    assert ask(regions, f"SELECT value FROM {question} ORDER BY value") == [(value,) for value in values]  # noqa: S608


def test_a_trend_goes_by_month_and_who_does_what_where_by_region(regions):
    months = ask(regions, "SELECT since, total FROM trend('service_contacts', 'month') ORDER BY since")
    assert months == [(date(2022, 3, 1), 900), (date(2022, 4, 1), 357)]  # 50 and 7 by their publication in April
    assert ask(regions, "SELECT actor, adm2 FROM who_what_where('3302')") == [("宁波善行中心", "宁波市")]


def test_a_trend_takes_the_last_stock_of_a_year_and_not_the_sum_of_its_months(file):
    said = {"object": "社工", **NINGBO}
    given = (figure("10名", 10, **said, **up_to(1, 31)), figure("30名", 30, **said, **up_to(3, 31)))
    load(file, batch(article("a", "社工10名。社工30名。", *given)))
    months = ask(file, "SELECT since, total FROM trend('social_workers', 'month') ORDER BY since")
    assert months == [(date(2022, 1, 1), 10), (date(2022, 3, 1), 30)]
    assert ask(file, "SELECT total, excluded_facts FROM trend('social_workers', 'year')") == [(30, 1)]


def test_the_4w_table_gives_codes_for_each_level_and_tells_people_from_person_times(regions):
    rows = ask(
        regions,
        """SELECT value, adm1_code, adm2_code, adm3_code, people_reached, sector, activity_status
        FROM figures_4w ORDER BY value""",
    )
    done = (None, "social_services", "completed")
    assert rows == [
        (7, "320000", None, None, *done),
        (50, "330000", "330200", "330203", *done),
        (300, "330000", "330200", None, *done),
        (900, "330000", None, None, *done),
    ]
