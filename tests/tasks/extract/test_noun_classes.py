"""The tables of nouns and actions as one scan over the text."""

from __future__ import annotations

import pytest

from tasks.extract.noun_classes import ACTION_BITS, ACTION_CLASSES, NOUN_CLASSES, actions, lexicon, read_words


def test_words_are_read_longest_first_and_do_not_overlap() -> None:
    reading = read_words("社会工作服务机构走访独居老人，发放医用口罩")
    found = [word.noun or "action" for word in reading.words]
    assert found == ["agency", "action", "served", "action", "goods"]
    assert all(first.end <= second.start for first, second in zip(reading.words, reading.words[1:], strict=False))


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("专职社工", "social_worker"),
        ("社工机构", "agency"),
        ("街道社工站", "station"),
        ("志愿服务队", "volunteer_team"),
        ("蓝天救援队", "rescue"),
        ("社区老年食堂", "place"),
        ("群众心理热线", "call"),
        ("一次性医用口罩", "goods"),
        ("疫情宣传手册", "publicity"),
        ("危机个案", "case"),
        ("“喘口气”", ""),
    ],
)
def test_the_last_word_of_a_phrase_decides(phrase: str, noun: str) -> None:
    assert lexicon().head(phrase)[0] == noun


def test_a_word_may_have_several_actions() -> None:
    bits = lexicon().acts["配备"]
    assert bits == actions("supply", "mobilise")
    assert bits & ACTION_BITS["supply"]


def test_an_action_inside_a_name_is_none() -> None:
    assert [word.acts for word in read_words("走访").words] != []
    assert all(word.start != 0 for word in read_words("走访员").words)


def test_words_are_found_by_position() -> None:
    reading = read_words("走访老人，发放口罩")
    assert reading.words[reading.first_from(1)].start == 2
    assert reading.words[reading.last_until(4)].end == 4
    assert reading.last_until(1) == -1


def test_the_tables_use_every_class_and_no_other() -> None:
    assert set(lexicon().nouns.values()) == set(NOUN_CLASSES)
    used = 0
    for bits in lexicon().acts.values():
        used |= bits
    assert used == actions(*ACTION_CLASSES)
