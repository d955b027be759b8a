"""Notes and comments: what they may look like, and what they never do."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import text
from app.text import LONGEST, handles_in, markdown

REL = 'rel="nofollow noopener noreferrer"'
ALLOWED = {"href", "title", "rel", "start"}


class _Seen(HTMLParser):
    """The tags and attributes that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def _is_safe(html: str) -> bool:
    seen = _Seen(html)
    addresses = [value or "" for name, value in seen.attributes if name == "href"]
    return (
        seen.tags <= set(text._TAGS.split())
        and {name for name, _ in seen.attributes} <= ALLOWED
        and all(address.lower().startswith(("http://", "https://", "mailto:")) for address in addresses)
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# one\n###### six", "<h3>one</h3>\n<h6>six</h6>"),
        ("Title\n===", "<h3>Title</h3>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
        ("```js\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("- [ ] a\n- [x] *b*\n- [X] c", "<ul>\n<li>☐ a</li>\n<li>☑ <em>b</em></li>\n<li>☑ c</li>\n</ul>"),
        ("[x] a", "<p>[x] a</p>"),
        ("- [x]a", "<ul>\n<li>[x]a</li>\n</ul>"),
        ("[a](https://b.example 't')", f'<p><a href="https://b.example" title="t" {REL}>a</a></p>'),
        ("<http://b.example>", f'<p><a href="http://b.example" {REL}>http://b.example</a></p>'),
        ("[a](MAILTO:b@c.example)", f'<p><a href="MAILTO:b@c.example" {REL}>a</a></p>'),
        ("Fish & Chips © 🦸", "<p>Fish &amp; Chips © 🦸</p>"),
        ("", ""),
    ],
)
def test_markdown_is_read(source: str, html: str) -> None:
    assert markdown(source).rstrip("\n") == html


def test_tables_are_read() -> None:
    html = markdown("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert re.sub(r"\s", "", html) == (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("![A **cat**](https://b.example/c.png)", f'<a href="https://b.example/c.png" {REL}>A cat</a>'),
        ("![](https://b.example/c.png)", f'<a href="https://b.example/c.png" {REL}>https://b.example/c.png</a>'),
        ("[![A cat](http://i.example)](http://b.example)", f'<a href="http://b.example" {REL}>A cat</a>'),
        ("![A cat](data:image/png;base64,AAAA)", "![A cat](data:image/png;base64,AAAA)"),
    ],
)
def test_pictures_are_links(source: str, html: str) -> None:
    assert markdown(source) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<div hx-get=/x hx-trigger=load data-hx-post=/y hx-on:load=alert(1)>x</div>",
        "<form action=/teams/1?_method=DELETE method=post><button>x</button></form>",
        "<style>*{display:none}</style><link rel=stylesheet href=//evil.example>",
        "<p id=main name=main class=btn style=position:fixed>x</p>",
        "<svg><script>alert(1)</script></svg><math><mtext></mtext></math>",
        "<hx-partial hx-target='#main'>x</hx-partial>",
        "<base href=//evil.example><meta http-equiv=refresh content=0><iframe srcdoc=x>",
        "<!-- <b> --><![CDATA[<b>]]><?x?>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](\x01javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "[x](//evil.example)",
        "[x](/teams/1?_method=DELETE)",
        "<javascript:alert(1)>",
        '[x](https://a.example "\\" onmouseover=alert(1)")',
        '[x](https://a.example/"onmouseover="alert(1))',
        "![x](https://a.example/`onerror=alert(1)`)",
        "[x]: javascript:alert(1)\n\n[x]",
        "```<script>\nx\n```",
        '``` " onclick=alert(1)\nx\n```',
        "|<b onclick=x>|\n|-|\n|`<i>`|",
        "# <b id=x>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\x00<scr\x00ipt>",
        "\ud800<b>\udfff",
        "\u202e<b>\u2028<i>\ufeff",
    ],
)
def test_nothing_typed_becomes_more_than_text(source: str) -> None:
    assert _is_safe(markdown(source))


@given(st.text(alphabet=st.sampled_from("<>&\"'`[]()!*_~#-|:/= \n\\abhx.javscriptmlonedt;1\x00")))
def test_no_text_at_all_becomes_more_than_text(source: str) -> None:
    assert _is_safe(markdown(source))


def test_html_is_shown_as_typed() -> None:
    assert markdown("<b hx-get=/x>hi</b>") == "<p>&lt;b hx-get=/x&gt;hi&lt;/b&gt;</p>\n"


def test_the_second_wall_stands_without_the_first() -> None:
    cleaned = text._cleaner.clean(
        "<p id=a name=b class=c style=d hx-get=/e data-hx-get=/f onclick=g>x</p><script>y</script>"
        "<a href='javascript:z' hx-boost=1>l</a><a href='/m'>m</a><img src=n><form><input name=o></form>"
    )
    assert cleaned == f"<p>x</p><a {REL}>l</a><a {REL}>m</a>"


HOSTILE = {
    "brackets": "[" * LONGEST,
    "pictures": "![" * (LONGEST // 2),
    "half pictures": "![a](" * (LONGEST // 5),
    "links": "[" * 5_000 + "a" + "](http://b)" * 5_000,
    "emphasis": "*a_" * (LONGEST // 3),
    "stars": "*" * 50_000 + "a" + "*" * 49_999,
    "quoted lines": ">" * 100 + "a\n" * 49_000,
    "quoted lists": (">- " * 8 + "a\n") * 3_800,
    "items": "- a\n" * (LONGEST // 4),
    "deepening": "".join("  " * n + "- a\n" for n in range(300)),
    "wide table": "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|x\n" * 30_000,
    "references": "".join(f"[a{n}]: /u\n" for n in range(8_000)),
    "lines": "a\n" * (LONGEST // 2),
    "sections": "<![CDATA[" * (LONGEST // 9),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_keeps_the_server_busy(name: str) -> None:
    start = time.thread_time()
    assert markdown(HOSTILE[name][:LONGEST])
    # Under half a second on an idle machine; what is not linear would take minutes.
    assert time.thread_time() - start < 5


def test_long_real_notes_are_read_in_full() -> None:
    tasks = markdown("- [x] call the **roofer**\n" * 3_800)
    assert tasks.count("<li>☑ call the <strong>roofer</strong></li>") == 3_800


def test_what_is_too_tangled_or_too_long_is_shown_as_typed() -> None:
    html = markdown("<b>\r\n" + "[" * (LONGEST - 10) + "\n\n\nlast")
    assert html.startswith("<p>&lt;b&gt;<br>\n[[[")
    assert html.endswith("[</p>\n<p>last</p>\n")
    assert markdown("*a*" * LONGEST).startswith("<p>*a**a*")


def test_unpaired_surrogates_and_nul_are_shown_as_unknown() -> None:
    assert markdown("a\x00b\ud800c") == "<p>a\ufffdb?c</p>\n"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("@ana, look", '<a class="mention" href="/heroes/7">@ana</a>, look'),
        ("(@Ana)", '(<a class="mention" href="/heroes/7">@Ana</a>)'),
        (
            "*@ana-* and **@rusty-man**.",
            '<em><a class="mention" href="/heroes/7">@ana</a>-</em> and '
            '<strong><a class="mention" href="/heroes/9">@rusty-man</a></strong>.',
        ),
        ("ana@firm.example", "ana@firm.example"),
        ("@ana@firm.example, @anabel, a/@ana", "@ana@firm.example, @anabel, a/@ana"),
        ("`@ana`", "<code>@ana</code>"),
        ("[@ana](https://b.example)", f'<a href="https://b.example" {REL}>@ana</a>'),
        ("[a](hero:7) <hero:7>", "[a](hero:7) &lt;hero:7&gt;"),
        ('<a href="hero:7">', '&lt;a href="hero:7"&gt;'),
    ],
)
def test_a_hero_of_the_team_is_a_link_behind_an_at(source: str, html: str) -> None:
    assert str(markdown(source, {"ana": 7, "rusty-man": 9})).strip() == f"<p>{html}</p>"


def test_whoever_reads_is_marked() -> None:
    assert '<a class="mention you" href="/heroes/7">@ana</a>' in markdown("@ana", {"ana": 7}, 7)


def test_what_may_be_handles_is_found_in_small_letters() -> None:
    assert handles_in(["@Ana and @rusty-man", "ana@firm.example", "@Ana"]) == {"ana", "rusty-man"}


@given(st.text(alphabet="@ana-_*`[](): her7/<>\n", max_size=60))
def test_a_mention_leads_nowhere_else(source: str) -> None:
    html = str(markdown(source, {"ana": 7}, 7))
    mentions = re.findall(r'<a class="mention you" href="([^"]*)">@ana</a>', html)
    assert _is_safe(re.sub(r'<a class="mention you" href="/heroes/7">', "", html))
    assert set(mentions) <= {"/heroes/7"}
