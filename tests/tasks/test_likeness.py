"""An article told again is alike; another article of the same series is not."""

from __future__ import annotations

import pytest

from tasks.clean.blocks import PARAGRAPH, SOURCE, TITLE, Block
from tasks.likeness import Fingerprint, alike, fingerprint

TITLE_LINE = "38个社工站服务困难群众5.3万人次"
PARAGRAPHS = (
    "12月5日，记者从云溪市民政局获悉，今年以来，全市38个社工站累计开展个案服务426例、小组活动193场、社区活动1,204场，"
    "服务困难群众5.3万人次。",
    "在青石巷社工站，社工陈晓每周三上午都要去看望82岁的独居老人周奶奶。“以前没人说话，一天到晚对着电视。”周奶奶说。",
    "据介绍，该市自2021年启动乡镇（街道）社工站建设以来，已投入资金2,160万元，建成社工站38个，配备驻站社工152名，"
    "其中持证社工97名，占63.8%。",
    "“一个社工站平均要服务1.8万名居民。”市社会工作协会秘书长何敏坦言，人手不足仍是最大的难题。协会已联合高校开设实训班6期，"
    "培训学员310余人。",
    "下一步，云溪市将在每个社工站设立专项服务基金，推动社工、社区、社会组织、志愿者和社会慈善资源五社联动，让服务送到家门口。",
)
BULLETIN = (
    "云溪市社会救助工作周报（第{0}期）\n本周（{1}月{2}日至{1}月{3}日），全市各社工站接待群众来访{4}人次，入户走访困难家庭{5}户，"
    "链接资源帮助{6}人，发放临时救助金{7}万元。12345热线转办的工单全部按时办结，办结率100%。\n"
    "各乡镇要继续落实24小时值班制度，加强对独居老人、留守儿童等重点人群的巡访，及时上报突发情况，做到早发现、早救助、早干预。"
)


def made(*lines: str, kinds: dict[int, str] | None = None) -> Fingerprint:
    """The fingerprint of a headline and paragraphs; `kinds` are those of other lines."""
    text, blocks, start = "\n".join(lines), [], 0
    for number, line in enumerate(lines):
        kind = (kinds or {}).get(number, TITLE if number == 0 else PARAGRAPH)
        blocks.append(Block(kind, 0, start, start + len(line)))
        start += len(line) + 1
    return fingerprint(text, blocks)


ORIGINAL = made(TITLE_LINE, *PARAGRAPHS)

REPOSTS = {
    "another headline": ("云溪：小小社工站，温暖千万家", *PARAGRAPHS),
    "lines of an editor": (
        "编者按：基层治理的新探索。",
        TITLE_LINE,
        *PARAGRAPHS,
        "（编辑：王小米　审核：李主任）",
        "转载请注明",
    ),
    "its tail cut off": (TITLE_LINE, *PARAGRAPHS[:3]),
    "another lead": (TITLE_LINE, "近日，云溪社工站的做法引发关注，本报记者前往探访。", *PARAGRAPHS[1:]),
    "full-width digits, no commas": (
        TITLE_LINE,
        *(words.replace("1,204", "1204").replace("426", "４２６") for words in PARAGRAPHS),
    ),
    "broken otherwise": (TITLE_LINE, "".join(PARAGRAPHS[:2]), "".join(PARAGRAPHS[2:])),
    "a slip in one of many numbers": (TITLE_LINE, *(words.replace("193场", "139场") for words in PARAGRAPHS)),
}


@pytest.mark.parametrize("lines", REPOSTS.values(), ids=REPOSTS)
def test_an_article_told_again_is_alike(lines: tuple[str, ...]) -> None:
    repost = made(*lines)
    assert alike(ORIGINAL, repost)
    assert alike(repost, ORIGINAL)


def test_where_it_is_from_makes_no_difference() -> None:
    sourced = made(TITLE_LINE, "2024-12-06　来源：云溪日报", *PARAGRAPHS, kinds={1: SOURCE})
    assert sourced == ORIGINAL


def test_the_next_bulletin_of_a_series_is_another_article() -> None:
    one = made(*BULLETIN.format(37, 9, 2, 8, 126, 213, 45, 6.8).split("\n"))
    other = made(*BULLETIN.format(38, 9, 9, 15, 118, 240, 51, 7.1).split("\n"))
    assert not alike(one, other)
    assert alike(one, made("救助周报", *BULLETIN.format(37, 9, 2, 8, 126, 213, 45, 6.8).split("\n")[1:]))


def test_what_only_quotes_an_article_or_holds_it_among_others_is_none_of_it() -> None:
    other = "寒潮来袭，松岭县的气温降到了零下19摄氏度。清晨6点，两辆巡查车已经在街头转了一圈。站长说，入冬以来值班。"
    assert not alike(ORIGINAL, made("街头一夜", other * 3, PARAGRAPHS[1]))
    digest = [
        f"{chr(0x4E00 + at)}乡本周{chr(0x5E00 + at)}工作{chr(0x6E00 + at)}如常，群众反映良好。" for at in range(60)
    ]
    assert not alike(ORIGINAL, made("一周要闻", *PARAGRAPHS, *digest))


def test_short_notices_are_compared_with_none() -> None:
    notice = made("值班安排", "本站今日值班2人，服务12人次。")
    assert not alike(notice, notice)


def test_the_kept_passages_stay_few_and_every_number_is_kept() -> None:
    long = made(*(f"第{number}项工作服务了{number * 7}人，走访{number * 3}户，反映良好。" for number in range(2000)))
    assert 64 <= len(long.passages) <= 256
    assert len(long.numbers) > 2000


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert ORIGINAL.size == 307
    assert (ORIGINAL.passages[0], ORIGINAL.numbers[0]) == (-9184587307196910114, -8298044281249838713)


@pytest.mark.parametrize("text", ["", "，。！", "\ud8001\ud800", "一二三" * 50, "1" * 5000])
def test_any_text_has_a_fingerprint(text: str) -> None:
    made_of_it = fingerprint(text, [Block(PARAGRAPH, 0, 0, len(text))])
    assert made_of_it.size >= 0
