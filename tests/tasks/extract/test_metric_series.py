"""Figures dealt out to the items of a list before them."""

from __future__ import annotations

import pytest

from tasks.extract.metrics import bind_metrics
from tasks.extract.objects import bind_objects
from tests.metric_texts import nothing, read

DEALT_OUT = [
    ("协助核酸采样、疫苗接种分别为[21.6万人次]和[8300余人次]。", "testing_assisted vaccination_assisted"),
    (
        "工作人员17名，其中社工、康复师、护理员分别为[6名]、[4名]和[7名]。",
        "social_workers other_personnel other_personnel",
    ),
    ("心理疏导和健康码核验分别为[300人次]、[2万人次]。", "counselling_contacts screening_checks"),
]


@pytest.mark.parametrize(("text", "metrics"), DEALT_OUT)
def test_each_figure_takes_the_metric_of_its_own_item(text: str, metrics: str) -> None:
    layout, mentions = read(text)
    found = bind_metrics(layout, mentions, bind_objects(layout, mentions), nothing(mentions))
    assert [metric.value for metric in found] == metrics.split()
    assert all(0 <= metric.start < metric.end for metric in found)  # the item is the evidence


POINTED_AT = [
    (
        "县里派心理援助员和社工[19名]，前者[11名]、后者[8名]。",
        "other_personnel counsellors social_workers",
    ),
    ("镇里有社工[9名]、志愿者[67名]，后者比前者多；上岗的，前者[8名]。", "social_workers volunteers social_workers"),
    ("发放棉被和手电筒共[900件]，前者[600件]、后者[300件]。", "supplies supplies supplies"),
]


@pytest.mark.parametrize(("text", "metrics"), POINTED_AT)
def test_former_and_latter_take_the_metric_of_what_they_point_at(text: str, metrics: str) -> None:
    layout, mentions = read(text)
    found = bind_metrics(layout, mentions, bind_objects(layout, mentions), nothing(mentions))
    assert [metric.value for metric in found] == metrics.split()
