"""Numbers as Chinese reports write them, one by one and composed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.layout import fold
from tasks.extract.numbers import read_number

DIGITS = "零一二三四五六七八九"
SCALES = ("", "十", "百", "千")


def han(value):
    """`value` below 10^8 in Chinese digits, as a report writes it."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        tail = han(low) if low >= 1000 or low == 0 else "零" + han(low)
        return han(high) + "万" + (tail if low else "")
    text, pending_zero = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += ("零" if pending_zero and text else "") + DIGITS[digit] + SCALES[place]
            pending_zero = False
        else:
            pending_zero = True
    return text or DIGITS[0]


def number(text):
    found = read_number(fold(text), 0)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,094,713元", 2094713),
        ("1，460户次", 1460),
        ("１２０６０通", 12060),
        ("1 965人", 1965),
        ("４.６万公里", 46000),
        ("5.7万余件", 57000),
        ("1.2 万人次", 12000),
        ("1.2亿元", 120000000),
        ("3亿5000万元", 350000000),
        ("1万2千人", 12000),
        ("3千余份", 3000),
        ("三千二百份", 3200),
        ("两万多步", 20000),
        ("一百二十八户", 128),
        ("一千零五十人", 1050),
        ("二万七千五百册", 27500),
        ("一万二", 12000),
        ("三百二", 320),
        ("廿三日", 23),
        ("三点五万份", 35000),
        ("伍万叁仟元整", 53000),
        ("百余人", 100),
        ("千万人次", 10000000),
    ],
)
def test_reads_the_value(text, value):
    assert number(text).value == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("300至500份", 300, 500),
        ("3—5次", 3, 5),
        ("3～4节", 3, 4),
        ("800-1000份", 800, 1000),
        ("40──50斤", 40, 50),
        ("3—5万元", 30000, 50000),
        ("5000至1万元", 5000, 10000),
        ("两三百份", 200, 300),
        ("十七八个", 17, 18),
        ("两百一二十个", 210, 220),
        ("六七十位", 60, 70),
        ("三四十万元", 300000, 400000),
        ("三五个", 3, 5),
        ("五千至八千人", 5000, 8000),
    ],
)
def test_reads_both_ends_of_a_range(text, low, high):
    found = number(text)
    assert (found.value, found.high, found.hint) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "value", "hint"),
    [
        ("数十名", 10, "several"),
        ("几百份", 100, "several"),
        ("数百万元", 1000000, "several"),
        ("十几个", 10, "more_than"),
        ("四十几个", 40, "more_than"),
        ("十几万人", 100000, "more_than"),
        ("三十多万元", 300000, "more_than"),
        ("200余万件", 2000000, "more_than"),
        ("三十来万元", 300000, "about"),
    ],
)
def test_vague_words_inside_a_number_say_how_vague_it_is(text, value, hint):
    found = number(text)
    assert (found.value, found.hint) == (value, hint)


@pytest.mark.parametrize("text", ["九十户", "20户至今", "三两天", "从3到"])
def test_what_only_looks_like_a_range_is_none(text):
    found = read_number(text, 0)
    assert found is None or found.high is None


@pytest.mark.parametrize("text", ["3千克", "5千米", "2百克"])
def test_the_scale_word_of_a_unit_is_no_part_of_the_number(text):
    assert number(text).end == 1


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_digits_read_back(value):
    text = han(value)
    found = number(text)
    assert found.value == value
    assert found.end == len(text)


@given(st.integers(min_value=0, max_value=10**12 - 1), st.sampled_from(["{}", "{:,}"]))
def test_arabic_digits_read_back(value, form):
    text = form.format(value)
    found = number(text + "人")
    assert found.value == value
    assert found.end == len(text)


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=99), st.sampled_from("万亿"))
def test_decimals_with_a_scale_read_back(whole, hundredths, scale):
    text = f"{whole}.{hundredths:02d}{scale}"
    expected = (whole * 100 + hundredths) * (100 if scale == "万" else 1_000_000)
    assert number(text).value == pytest.approx(expected, rel=1e-12)


@given(
    st.text(alphabet="0123456789,. 〇零一二两三九十百千万亿廿卅数几多余来至-~点半伍拾", max_size=60), st.integers(0, 59)
)
def test_any_run_of_numeral_characters_is_read_without_harm(text, start):
    if start < len(text):
        found = read_number(text, start)
        assert found is None or start < found.end <= len(text)
