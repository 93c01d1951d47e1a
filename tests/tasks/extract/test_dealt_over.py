"""Which figure each of several is the growth or a part of."""

from __future__ import annotations

import pytest

from tasks.extract.dealt_over import dealt_over
from tests.marked_texts import marked


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("个案[320例]、小组[96个]，两者较上年分别增长[12%]和[8%]。", [-1, -1, 0, 1]),
        ("个案[36例]、讲座[12场]，同比增长[12%]、[8%]。", [-1, -1, 0, 1]),
        ("求助[340件]，同比增长[12%]。", [-1, -1]),
        ("求助[340件]，办结率、满意率分别为[98%]和[92%]。", [-1, -1, -1]),
        ("社会组织[14家]、志愿者[867名]，其中本县的分别为[11家]和[742名]。", [-1, -1, 0, 1]),
        ("社会组织[14家]、志愿者[867名]，其中本县的分别为[11名]和[742名]。", [-1, -1, -1, -1]),
        ("老人[90名]、孩子[60名]，其中独居、留守的分别为[12名]和[8名]。", [-1, -1, -1, -1]),
        ("个案[320例]。较上年分别增长[12%]和[8%]。", [-1, -1, -1]),
    ],
)
def test_shares_dealt_out_go_with_the_figures_before_in_their_order(text: str, wholes: list[int]) -> None:
    layout, mentions = marked(text)
    floors = [layout.sentence_at(mention.start).start for mention in mentions]
    assert [dealt_over(layout.side, mentions, at, floor) for at, floor in enumerate(floors)] == wholes


def test_no_list_is_longer_than_a_sentence_can_deal_out() -> None:
    wholes, shares = "、".join(["小组[12个]"] * 40), "、".join(["[8%]"] * 40)
    layout, mentions = marked(f"{wholes}，较上年分别增长{shares}。")
    assert {dealt_over(layout.side, mentions, at, 0) for at in range(len(mentions))} == {-1}
