"""Static files: their addresses, what is sent, and for how long browsers keep it."""

import gzip
import os
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.assets import Assets

SCRIPT = 'import "./elements/clock.js";\n' * 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A static folder such as ours, beside a file that is nobody's business."""
    (tmp_path / "secret.txt").write_text("secret")
    static = tmp_path / "static"
    files = {
        "css/_layers.css": "@layer reset, base;",
        "css/button.css": ".btn { color: red }",
        "css/-early.css": ".early { color: red }",
        "css/gallery/gallery.css": ".gallery { color: red }",
        "js/app.js": SCRIPT,
        "js/elements/clock.js": "tick();",
        "vendor/lib-1.0.min.js": "var lib = 1;",
        "icons.svg": "<svg/>",
        "seal.png": "\x89PNG" * 100,
        ".hidden": "x",
    }
    for name, text in files.items():
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(text)
    return static


@pytest.fixture
def assets(folder: Path) -> Assets:
    return Assets(folder)


@pytest.fixture
def browser(assets: Assets) -> TestClient:
    return _browser(assets)


def _browser(assets: Assets) -> TestClient:
    plain = {"Accept-Encoding": "identity"}
    return TestClient(Starlette(routes=[Mount("/static", assets)]), headers=plain, raise_server_exceptions=True)


def test_an_address_with_the_build_is_kept_for_a_year(assets: Assets, browser: TestClient) -> None:
    answer = browser.get(assets.url("js/app.js"))
    assert answer.text == SCRIPT
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_the_scripts_are_one_file_with_what_others_wrote_first(assets: Assets, browser: TestClient) -> None:
    text = browser.get(assets.url("app.js")).text
    assert text.startswith("var lib=1;(()=>{")
    assert text.count("tick();") == 1
    assert "import" not in text


def test_a_plain_address_is_asked_about_again_soon(browser: TestClient) -> None:
    answer = browser.get("/static/icons.svg")
    assert answer.text == "<svg/>"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Content-Type"] == "image/svg+xml"


def test_the_address_of_another_build_gives_todays_file_unkept(browser: TestClient) -> None:
    answer = browser.get("/static/0123456789ab/icons.svg")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_the_bundle_holds_the_stylesheets_with_the_layers_first(assets: Assets, browser: TestClient) -> None:
    answer = browser.get(assets.url("app.css"))
    assert answer.text == "@layer reset,base;.early{color:red}.btn{color:red}"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert browser.get(assets.url("css/gallery/gallery.css")).text == ".gallery { color: red }"


def test_a_selector_means_the_same_without_blanks(folder: Path) -> None:
    (folder / "css/button.css").write_text(".a:has(.b) :is(.c, .d) { color: red } .e { & :hover, &:focus { top: 0 } }")
    text = _browser(Assets(folder)).get("/static/app.css").text
    assert ".a:has(.b) *:is(.c,.d){color:red}" in text
    assert ".e{& *:hover,&:focus{top:0}}" in text


def test_the_build_is_named_by_what_is_in_it(assets: Assets, folder: Path) -> None:
    assert Assets(folder).url("icons.svg") == assets.url("icons.svg")
    (folder / "js/elements/clock.js").write_text("export const x = 1;\n")
    assert Assets(folder).url("icons.svg") != assets.url("icons.svg")


def test_an_unknown_file_in_a_template_is_found_out_at_once(assets: Assets) -> None:
    with pytest.raises(LookupError, match=r"js/nope\.js"):
        assets.url("js/nope.js")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR", "br"),
        ("br; q=0.0, deflate", None),
        ("", None),
        (",;q=,=;", None),
    ],
)
def test_the_smallest_accepted_coding_is_sent(assets: Assets, accepted: str, coding: str | None) -> None:
    with _browser(assets).stream("GET", "/static/js/app.js", headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert unpack(sent) == SCRIPT.encode()


@pytest.mark.parametrize("path", ["icons.svg", "seal.png"])
def test_what_compression_makes_no_smaller_goes_plain(browser: TestClient, path: str) -> None:
    assert "Content-Encoding" not in browser.get(f"/static/{path}", headers={"Accept-Encoding": "br, gzip"}).headers


def test_a_file_that_the_browser_has_is_not_sent_again(browser: TestClient) -> None:
    tag = browser.get("/static/js/app.js").headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = browser.get("/static/js/app.js", headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    packed = browser.get("/static/js/app.js", headers={"If-None-Match": tag, "Accept-Encoding": "br"})
    assert packed.status_code == 200
    assert packed.headers["ETag"] != tag


def test_head_says_the_same_without_the_file(browser: TestClient) -> None:
    got, head = browser.get("/static/js/app.js"), browser.head("/static/js/app.js")
    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_files_are_only_read(browser: TestClient, method: str) -> None:
    answer = browser.request(method, "/static/icons.svg")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "nope.js",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "js/../../secret.txt",
        "js",
        ".hidden",
        "%00",
        "0123456789ab/%2e%2e/secret.txt",
        "0123456789ab//etc/passwd",
        "/etc/passwd",
        "0123456789ab/",
        "icons.svg/",
    ],
)
def test_nothing_else_is_ever_sent(browser: TestClient, path: str) -> None:
    answer = browser.get(f"/static/{path}")
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_while_developing_changes_show_at_once(folder: Path) -> None:
    assets = Assets(folder, watch=True)
    before = assets.url("app.css")
    (folder / "css/button.css").write_text(".btn { color: tan }")
    os.utime(folder / "css/button.css", ns=(1, 1))
    assert assets.url("app.css") != before
    assert "tan" in _browser(assets).get(assets.url("app.css")).text


def test_otherwise_files_are_read_once(folder: Path, assets: Assets) -> None:
    before = assets.url("app.css")
    (folder / "css/button.css").write_text(".btn { color: tan; }")
    assert assets.url("app.css") == before
    assert "red" in _browser(assets).get(before).text
