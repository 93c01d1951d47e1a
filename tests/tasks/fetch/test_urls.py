"""One spelling for each address."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.listing import matches
from tasks.fetch.urls import is_trap, join, normalise


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTP://Mzj.Example.GOV.cn", "http://mzj.example.gov.cn/"),
        ("https://a.cn:443/x#top", "https://a.cn/x"),
        ("http://a.cn:8080/", "http://a.cn:8080/"),
        ("http://a.cn./b/./c/../d/", "http://a.cn/b/d/"),
        ("http://a.cn/../../etc/passwd", "http://a.cn/etc/passwd"),
        ("http://a.cn/公告 1.html", "http://a.cn/%E5%85%AC%E5%91%8A%201.html"),
        ("http://a.cn/%e5%85%ac", "http://a.cn/%E5%85%AC"),
        ("http://a.cn/100%/x", "http://a.cn/100%25/x"),
        ("\u3000http:\\\\a.cn\\b ", "http://a.cn/b"),
        ("http://民政.中国/", "http://xn--5bvs5m.xn--fiqs8s/"),
        ("http://a.cn/?b=2&a=1&b=3", "http://a.cn/?b=2&a=1&b=3"),
        ("http://a.cn/?id=1&utm_source=x&UTM_Campaign=y&spm=a.b", "http://a.cn/?id=1"),
        (
            "https://mp.weixin.qq.com/s?__biz=MzA==&mid=22&idx=1&sn=ab&chksm=cc&scene=27&key=9#rd",
            "https://mp.weixin.qq.com/s?__biz=MzA==&mid=22&idx=1&sn=ab",
        ),
        ("http://a.cn/?scene=27&key=9", "http://a.cn/?scene=27&key=9"),
        ("http://[2400:3200::1]:80/", "http://[2400:3200::1]/"),
    ],
)
def test_an_address_has_one_spelling(url: str, same: str) -> None:
    assert normalise(url) == same
    assert normalise(same) == same


@pytest.mark.parametrize(
    "url", ["", "a.cn", "//a.cn", "ftp://a.cn", "javascript:x", "http://", "http://a b/", "http://[::1"]
)
def test_what_is_no_web_address_is_a_value_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        normalise(url)


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://a.cn/", "http://a.cn:"]))
def test_any_text_is_an_address_in_ascii_or_a_value_error(text: str, start: str) -> None:
    try:
        url = normalise(start + text)
    except ValueError:
        return
    assert url.isascii()
    assert not any(char in url for char in " \r\n\t\\#")
    assert urlsplit(url).scheme in ("http", "https")
    assert normalise(url) == url


def test_references_are_joined_as_browsers_do() -> None:
    assert join("http://a.cn/x/y.html", "./t.html") == "http://a.cn/x/t.html"
    assert join("http://a.cn/x/y.html", "?p=社", "gb18030") == "http://a.cn/x/y.html?p=%C9%E7"
    assert join("https://a.cn/", "//b.cn/z") == "https://b.cn/z"


def test_mazes_are_known() -> None:
    assert is_trap("http://a.cn/" + "calendar/" * 4)
    assert is_trap("http://a.cn/?" + "x" * 3000)
    assert not is_trap("http://mzj.ningbo.gov.cn/art/2022/3/28/art_1229034471_58972.html")


@pytest.mark.parametrize(
    ("pattern", "address", "fits"),
    [
        ("", "http://a.cn/", True),
        ("/art/", "http://a.cn/art/1.html", True),
        ("/art/*/t2022*.html$", "http://a.cn/art/x/t20220328_1.html", True),
        (".html$", "http://a.cn/1.html?p=2", False),
        ("a*b*c", "http://cba/", False),
        ("html$", "http://a.cn/ml", False),
        ("*", "http://a.cn/", True),
        ("aa*aa$", "aaa", False),
    ],
)
def test_patterns(pattern: str, address: str, fits: bool) -> None:
    assert matches(pattern, address) is fits
