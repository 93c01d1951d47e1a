"""All rules together: rows that hold what the text says, whatever the text is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.blocks import HEADING, PARAGRAPH, TABLE, Block
from tasks.extract.figures import Document, Extraction, extract
from tasks.extract.model import Context

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "截至3月底，",
            "全市共有",
            "41家",
            "社会工作机构",
            "、",
            "近百万名",
            "志愿者",
            "，",
            "宁波市",
            "鄞州区",
            "分别为",
            "121例",
            "、",
            "87例",
            "和",
            "38例",
            "。",
            "；",
            "其中",
            "人均",
            "4.5次",
            "“三社联动”",
            "第十人民医院",
            "（",
            "）",
            "最高50万元/人",
            "每天",
            "300份左右",
            "４６条",
            "🎒",
            "𠮷",
            "\n",
            "|",
            "目标30例",
            "2022年",
            "70岁",
            "028-87030211",
            "占四成",
            "五六十名",
            "半个月",
            "\u3000",
            "防疫物资5.7万余件",
            "去年",
            "我院",
        ]
    ),
    max_size=40,
).map("".join)


def read(text: str, heading: str = "", **known: object) -> Extraction:
    blocks = [Block(HEADING, 1, 0, len(heading))] if heading else []
    start = len(heading) + bool(heading)
    whole = f"{heading}\n{text}" if heading else text
    context = Context("s", published_on=date(2020, 3, 15), **known)  # type: ignore[arg-type]
    return extract(Document("d", whole, [*blocks, Block(PARAGRAPH, 0, start, len(whole))], context))


def test_one_sentence_becomes_rows_with_every_attribute_and_its_evidence() -> None:
    text = "截至3月上旬，宁波市共有41家社会工作机构调动3029人提供专业服务，辐射9万余人次，近百万名志愿者参与疫情防控。"
    extraction = read(text)
    assert [row["quote"] for row in extraction.figures] == ["41家", "3029人", "9万余人次", "近百万名"]
    agencies, staff, reached, volunteers = extraction.figures
    assert (agencies["metric"], agencies["object"], agencies["actor"]) == (
        "social_work_agencies",
        "社会工作机构",
        None,
    )
    assert (staff["metric"], staff["actor"]) == ("other_personnel", "社会工作机构")
    assert (reached["value"], reached["value_low"], reached["value_high"]) == (90000, 90000, None)
    assert (volunteers["value"], volunteers["value_high"], volunteers["qualifier"]) == (1000000, 1000000, "nearly")
    for row in extraction.figures:
        assert (row["adm1"], row["adm2"], row["region_code"]) == ("浙江省", "宁波市", "330200")
        assert row["period_end"] == date(2020, 3, 10)
        assert text[row["period_span_start"] : row["period_span_end"]].startswith("截至3月上旬")


def test_the_numbers_of_dates_and_names_are_accounted_for_and_are_no_figures() -> None:
    numerals = read("2月4日，“三社联动”项目走访70岁以上老人46户。").numerals
    assert [(n["quote"], n["disposition"]) for n in numerals if n["figure_id"] is None] == [
        ("2月4日", "date"),
        ("三社联动", "name"),
        ("70岁以上", "age"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "万" * 3000, "（" * 3000, "1" * 3000, "75家" * 1000])
def test_strange_texts_are_read_without_complaint(text: str) -> None:
    read(text)


@given(FRAGMENTS)
def test_every_row_stands_in_the_text_and_every_figure_has_its_numeral(text: str) -> None:
    extraction = read(text, heading="青羊区")
    whole = f"青羊区\n{text}"
    for row in [*extraction.figures, *extraction.numerals]:
        assert whole[row["char_start"] : row["char_end"]] == row["quote"]
    ends = [row["char_end"] for row in extraction.numerals]
    starts = [row["char_start"] for row in extraction.numerals]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False)), "numerals do not overlap"
    figures = [n["figure_id"] for n in extraction.numerals if n["disposition"] == "figure"]
    assert figures == [row["figure_id"] for row in extraction.figures]


@given(FRAGMENTS)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("table", "metrics"),
    [
        ("物资 | 卫辉市 | 浚县\n瓶装水（箱） | 12,600 | 7,850\n折叠床（张） | 2,100 | 960", ["supplies"] * 4),
        ("街镇 | 采样点（个） | 协助采样（人次）\n双港镇 | 64 | 2,940", ["facilities", "testing_assisted"]),
        ("站点 | 走访（户） | 社区（个）\n江岸站 | 310 | 12", ["households_reached", "facilities"]),
    ],
)
def test_what_the_cells_of_a_table_count(table: str, metrics: list[str]) -> None:
    found = extract(Document("d1", table, [Block(TABLE, 0, 0, len(table))], Context(), [])).figures
    assert [row["metric"] for row in found] == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("社工站已建成126个。", "social_work_stations"),
        ("长者食堂累计建成56家。", "facilities"),
        ("志愿服务队去年组建56支。", "volunteer_groups"),
        ("社工站从无到有，去年建成320个。", "social_work_stations"),
        ("社工机构从无到有，发展到126家。", "social_work_agencies"),
        ("社工站由机构运营的有68个，由街道自营的有12个。", "social_work_stations social_work_stations"),
        ("社会组织由236个增至1860个，平均每个社区12个。", " ".join(["social_organizations"] * 3)),
    ],
)
def test_bodies_that_stand_first_are_what_was_built(text: str, metrics: str) -> None:
    assert [row["metric"] for row in read(text).figures] == metrics.split()
