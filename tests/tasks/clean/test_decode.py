"""Bytes of pages in the encodings that Chinese sites serve, labelled rightly, wrongly or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.decode import CleaningError, decode

SENTENCE = "截至3月底，全市共有75家社会工作服务机构的社工上岗，为居民提供心理疏导服务。"
RARE = "朱镕基、囧、€"


def page(charset: str, label: str | None) -> bytes:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    return f"<html><head>{meta}</head><body>{SENTENCE * 3}</body></html>".encode(charset)


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb_2312-80", "x-gbk", "gb18030", "utf-8", "iso-8859-1", None])
def test_gb_bytes_are_read_whatever_the_page_says(label: str | None) -> None:
    text, charset = decode(page("gb18030", label))
    assert SENTENCE in text
    assert charset == "gb18030"


@pytest.mark.parametrize("label", ["gb2312", "big5", "utf-8", None])
def test_utf8_bytes_are_read_whatever_the_page_says(label: str | None) -> None:
    text, charset = decode(page("utf-8", label))
    assert SENTENCE in text
    assert charset == "utf-8"


def test_the_label_of_the_carrier_wins_where_the_bytes_bear_it_out() -> None:
    assert decode("機構社工為長者提供服務，這個區的社會工作者都來了。".encode("big5"), "big5")[1] == "big5hkscs"
    assert decode(SENTENCE.encode("gb18030"), "utf-8") == (SENTENCE, "gb18030")


def test_big5_is_found_without_a_label() -> None:
    text = "社會工作服務中心的社工來到這個社區，為長者與家庭提供服務，過去一年開了不少活動。"
    assert decode(text.encode("big5hkscs")) == (text, "big5hkscs")


@pytest.mark.parametrize(
    "mark,charset", [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, charset: str) -> None:
    assert decode(mark + SENTENCE.encode(charset), "gbk") == (SENTENCE, charset)


def test_utf16_without_a_mark_shows_by_its_zero_bytes() -> None:
    text = "<html><body><p>2022年4月，社工12名。</p></body></html>" * 3
    assert decode(text.encode("utf-16-le")) == (text, "utf-16-le")


def test_a_label_of_gb2312_covers_characters_outside_it() -> None:
    assert RARE in decode((SENTENCE + RARE).encode("gb18030"), "gb2312")[0]


@pytest.mark.parametrize(
    "code,character",
    [
        (b"\xa3\xa0", "\u3000"),
        (b"\xa6\xd9", "\ufe10"),
        (b"\xa6\xf3", "\ufe19"),
        (b"\xa8\xbc", "\u1e3f"),
        (b"\xfe\x59", "\u9fb4"),
        (b"\xfe\xa0", "\u9fbb"),
        (b"\x80", "€"),
    ],
)
def test_gb18030_is_read_as_browsers_read_it(code: bytes, character: str) -> None:
    assert character in decode(SENTENCE.encode("gb18030") + code + b"\r\n", "gbk")[0]


def test_a_broken_byte_costs_itself_only() -> None:
    data = SENTENCE.encode("gb18030") + b"\xff" + SENTENCE.encode("gb18030")
    text, charset = decode(data, "gb2312")
    assert charset == "gb18030"
    assert text.count("社会工作服务机构") == 2
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize(
    "data,what",
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xd0\xcf\x11\xe0", "Office"),
        (b"\x1f\x8b\x08", "gzip"),
        (bytes(500), "not readable"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(CleaningError, match=what):
        decode(data)


@given(st.binary(max_size=400), st.sampled_from([None, "gbk", "utf-8", "big5", "utf-16", "latin-1", "\0", "行"]))
def test_no_bytes_raise_anything_else(data: bytes, label: str | None) -> None:
    try:
        text, charset = decode(data, label)
    except CleaningError:
        return
    assert isinstance(text, str)
    assert charset


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Co")), min_size=1).filter(lambda text: bool(text.strip()))
)
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode("utf-8"))[0] == text
