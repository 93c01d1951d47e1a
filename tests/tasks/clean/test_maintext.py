"""The article of a page, in the markup that portals, papers, bureaus, forums and WeChat use."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.clean.blocks import CAPTION, HEADING, TABLE
from tasks.clean.decode import CleaningError
from tasks.clean.document import CleanDocument, Known, clean_bytes
from tasks.clean.html import MOST_TAGS, read_page

TITLE = "12个社工站86名社工下沉一线守护“一老一小”"
PARAGRAPHS = (
    "4月2日，记者从区民政局获悉，全区12个社工站的86名社工全部下沉一线，与志愿者一道开展服务。",
    "截至4月1日，社工累计走访独居老人1,260户次，代买药品430余次，接听心理热线312通，派发防疫物资2.4万件。",
    "“有社工在，我们心里踏实。”家住幸福里社区的王阿姨说。社工小李每天早上7点出门，晚上9点才能回家。",
    "下一步，该区将继续发挥“五社联动”机制作用，推动社工服务向村居延伸，惠及更多困难群众。",
)
BODY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
NAV = (
    "<div class=nav><ul>"
    + "".join(f"<li><a href=/{n}>{n}</a></li>" for n in ("首页", "新闻", "国内", "国际", "财经", "体育", "娱乐"))
    + "</ul></div>"
)
LINKS = (
    "<ul>"
    + "".join(f"<li><a href=/{n}>某地推进养老服务高质量发展，惠及老人{n}万余名</a></li>" for n in range(12))
    + "</ul>"
)
COMMENT = (
    "<p>这个消息太好了，社工们辛苦了！希望能把这样的服务坚持下去，让更多老人受益，"
    "也希望政府加大投入。</p><span>赞(7)</span>"
)
COMMENTS = "<div class=comments>" + f"<div class=comment-item>{COMMENT}</div>" * 30 + "</div>"
FOOT = (
    "<div class=footer><p>关于我们 | 联系我们</p><p>京ICP备05012345号</p>"
    "<p>Copyright 2000-2022 某网. All Rights Reserved. 未经授权禁止转载，违法和不良信息举报电话：010-65520000</p></div>"
)


def clean(body: str, head: str = "", title: str = TITLE) -> CleanDocument:
    markup = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return clean_bytes(markup.encode(), "text/html", Known())


def article(document: CleanDocument) -> list[str]:
    return [line for line in document.text.split("\n") if line in PARAGRAPHS or line == TITLE]


PAGES = {
    "portal": f"{NAV}<div class=post_main><h1 class=post_title>{TITLE}</h1>"
    "<div class=post_info>2022-04-02 18:20:15　来源: <a>某晚报</a></div>"
    f"<div class=post_content id=content><div class=share><span>分享至</span></div><div class=post_body>{BODY}</div>"
    "<div class=post_statement>特别声明：以上内容为用户上传并发布，本平台仅提供信息存储服务。</div>"
    f"{LINKS}{COMMENTS}</div></div>{FOOT}",
    "bureau": f"<table><tr><td>{NAV}<tr><td>您现在的位置：<a>首页</a> &gt; <a>动态</a><tr><td>{TITLE}"
    "<tr><td>发布时间：2022-04-02 来源：区民政局 浏览次数：<span>1023</span>"
    f"<tr><td id=zoom><div class=TRS_Editor><div class=Custom_UnionStyle>{BODY}</div></div>"
    f"<tr><td>扫一扫在手机打开当前页<tr><td>【打印】 【关闭】</table>{FOOT}",
    "comments longer than the article": f"<div class=header>{NAV}</div><div class=main><h3>{TITLE}</h3>"
    f"<div class=time>2022-04-02 10:00:33</div><div class='content all-txt'>{BODY}</div>{COMMENTS}</div>"
    f"<div class=right>{LINKS}</div>{FOOT}",
    "wrappers with names of furniture": "<div class='page has-sidebar with-recommend'><div class=left-sidebar>赞</div>"
    f"<div class='main font-size-box'><h1>{TITLE}</h1><p>2022-04-02 18:20</p><article>{BODY}</article></div>"
    f"<div class=right-sidebar>{LINKS}</div></div>",
    "line breaks": f"{NAV}<center><font size=5>{TITLE}</font></center><div>2022年04月02日 10:11 某日报</div>"
    "<table><tr><td>" + "<br>".join(f"　　{words}" for words in PARAGRAPHS) + f"<br><td>{LINKS}</table>{FOOT}",
    "hidden spam": "<div style='display:none'>"
    + "<p>真人娱乐城开户送彩金88元，欢迎注册体验，最新优惠活动。</p>" * 400
    + "</div><div style='position:absolute;left:-9999px'>"
    + "<p>今晚特码，欢迎访问，精准资料，每期必中。</p>" * 200
    + f"</div>{NAV}<div id=main><h2>{TITLE}</h2><p>记者 张三 2022年04月02日08:15</p>"
    f"<div id=ozoom>{BODY}</div></div>{FOOT}",
    "forum": f"{NAV}<h1>{TITLE}</h1><div id=post_1 class=post>"
    f"<div class=t_msgfont id=m1>2022-04-02 10:11<br>{BODY}</div></div>"
    + "".join(f"<div id=post_{n} class=post><div class=t_msgfont>{COMMENT}</div></div>" for n in range(2, 20))
    + FOOT,
}


@pytest.mark.parametrize("kind", PAGES)
def test_the_article_and_its_headline_are_found(kind: str) -> None:
    document = clean(PAGES[kind])
    assert article(document) == [TITLE, *PARAGRAPHS]
    assert document.title == TITLE
    assert document.published_on == date(2022, 4, 2)
    for furniture in ("某地推进养老", "社工们辛苦了", "ICP", "娱乐城", "首页", "打印", "信息存储"):
        assert furniture not in document.text


@pytest.mark.parametrize("kind", PAGES)
def test_what_is_left_out_is_kept_aside(kind: str) -> None:
    document = clean(PAGES[kind])
    left_out = "".join(piece.text for piece in document.removed)
    assert any(words in left_out for words in ("某地推进养老服务", "社工们辛苦了", "娱乐城", "ICP备"))
    assert all(0 <= piece.before <= len(document.text) for piece in document.removed)


def test_wechat_hides_its_body_until_a_script_shows_it() -> None:
    sections = "".join(f"<section><span>{words}</span></section>" for words in PARAGRAPHS)
    document = clean(
        f"<div class=rich_media><h1 class=rich_media_title id=activity-name>{TITLE}</h1>"
        "<div class=rich_media_meta_list><em></em><div class=profile_container style='display:none;'>"
        "功能介绍 专注社区服务，陪伴每一位居民成长，欢迎关注我们。</div></div>"
        "<div class=rich_media_content id=js_content style='visibility: hidden;'>"
        f"<section><strong>一线动态</strong></section>{sections}"
        "<p><img data-src=x></p><section>▲社工为老人送药</section><p>END</p><p>编辑｜阿满</p></div></div>"
        "<div>微信扫一扫<br>关注该公众号</div><script>var ct = '1648893600';</script>",
        head=f'<meta property="og:title" content="{TITLE}"><meta property="og:article:author" content="小禾">',
        title="",
    )
    assert article(document) == [TITLE, *PARAGRAPHS]
    assert (document.title, document.author, document.published_on) == (TITLE, "小禾", date(2022, 4, 2))
    kinds = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    assert kinds["一线动态"] == HEADING
    assert kinds["▲社工为老人送药"] == CAPTION
    assert "扫一扫" not in document.text
    assert "阿满" not in document.text


def test_markup_gives_kinds_and_levels() -> None:
    document = clean(
        f"<h1>{TITLE}</h1>{BODY}<h2>走访</h2><h3>东街</h3><p>社工走访老人46户。</p><p><strong>成效</strong><b>明显</b></p><p>群众满意。</p>"
        "<figure><img src=a.jpg><figcaption>社工入户</figcaption></figure><p><img src=b.jpg><br>老人领到口罩</p>"
        "<table><tr><th>街道<th>走访<tr><td>新华<td>3<b>20</b><tr><td>北苑<td>286</table>"
    )
    blocks = [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]
    assert (HEADING, 1, "走访") in blocks
    assert (HEADING, 2, "东街") in blocks
    assert (HEADING, 3, "成效明显") in blocks
    assert (CAPTION, 0, "社工入户") in blocks
    assert (CAPTION, 0, "老人领到口罩") in blocks
    assert (TABLE, 0, "街道 \t 走访\n新华 \t 320\n北苑 \t 286") in blocks


@pytest.mark.parametrize(
    "markup,words",
    [
        ("<p>共<b>165</b>名<span>社</span>工</p>", "共165名社工"),
        ("<p>口罩&nbsp;2<font>0</font>00个&amp;手套</p>", "口罩 2000个&手套"),
        ("<p>中\n文\n字</p>", "中文字"),
        ("<p>social\nwork</p>", "social work"),
        ("<pre>甲乙\n丙丁</pre>", "甲乙|丙丁"),
        ("<p>一<br/>二</p>", "一|二"),
        ("<p>甲<!-- 12 -->乙<script>3</script></p>", "甲乙"),
        ("<p>甲\0乙</p>", "甲乙"),
    ],
)
def test_inline_tags_never_divide_and_breaks_do(markup: str, words: str) -> None:
    assert "|".join(run.text for run in read_page(markup).runs) == words


def test_a_page_of_more_tags_than_any_real_one_is_refused() -> None:
    with pytest.raises(CleaningError, match="tags"):
        read_page("<p>" * (MOST_TAGS + 1))


@pytest.mark.parametrize(
    "markup",
    ["<div>" * 3000 + BODY, "<b>" * 3000 + BODY, "<div class=share>" * 2000 + BODY, "<script>" * 3000 + BODY + "<p>"],
)
def test_deep_and_unclosed_markup_is_read_all_the_same(markup: str) -> None:
    try:
        assert clean(markup).text
    except CleaningError as error:
        assert "no words" in str(error)


def test_short_pages_keep_what_they_say() -> None:
    assert clean("<p>今日走访12户。</p>", title="").text == "今日走访12户。"
    assert clean("<ul><li>走访46户</li><li>电话120通</li></ul>", title="").text == "走访46户\n电话120通"
    with pytest.raises(CleaningError, match="no words"):
        clean("<img src=a.jpg>", title="")
