"""GET /gallery."""

import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes
from jinja2.runtime import Macro
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from app.templating import environment
from app.web.gallery import GalleryPage, Sample
from tests.routes import routes


def test_the_gallery_shows_every_macro_in_both_themes_without_an_id_twice() -> None:
    html = GalleryPage(Sample(), ["check"]).__html__()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert html.count('class="gallery" data-theme="light"') == html.count('class="gallery" data-theme="dark"') == 1


def test_it_is_there_for_developers_and_not_in_production(tmp_path: Path, anonymous: TestClient) -> None:
    assert anonymous.get("/gallery").status_code == 200
    paths = _paths(Settings(data_dir=tmp_path, environment="production"))
    assert "/teams" in paths
    assert "/gallery" not in paths


def _paths(settings: Settings) -> set[str]:
    app = create_app(settings)
    app.state.engine.dispose()
    return {route.path for route in routes(app)}


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons.svg").read_text("utf-8")))
    html = GalleryPage(Sample(), sorted(drawn)).__html__()
    assert set(re.findall(r'icons\.svg#([^"]*)"', html)) <= drawn


def test_no_template_needs_eval() -> None:
    for name in environment.list_templates():
        source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        assert not re.search(r"hx-on|js:|javascript:|hx-trigger=\"[^\"]*\[|<style|\sstyle=|\son[a-z]+=", source), name


def test_it_shows_every_macro(monkeypatch: pytest.MonkeyPatch) -> None:
    called, call = set(), Macro._invoke

    def noted(macro: Macro, *arguments: Any) -> str:
        called.add((Path(macro._func.__code__.co_filename).name, macro.name))
        return call(macro, *arguments)

    monkeypatch.setattr(Macro, "_invoke", noted)
    GalleryPage(Sample(), ["check"]).__html__()
    assert sorted(_macros() - called) == []


def test_what_lists_the_macros_leaves_none_out() -> None:
    listed = (ROOT / "templates/ui/README.md").read_text("utf-8")
    assert sorted(one for one in _macros() if f"`{one[1]}(" not in listed) == []


def _macros() -> set[tuple[str, str]]:
    return {
        (file.name, macro.name)
        for file in (ROOT / "templates/ui").glob("*.html")
        for macro in environment.parse(file.read_text("utf-8")).find_all(nodes.Macro)
        if not macro.name.startswith("_")
    }
