"""Templates say exactly what their views give, and nothing in them needs what the browser is told to forbid."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from app.rendering import Fragment, OpenPage, Page, View
from app.settings import ROOT
from app.templating import environment

FOLDER = ROOT / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
FOR_DEVELOPERS = "gallery/"
"""Shown outside production only, and in English."""
SOURCES = {name: (FOLDER / name).read_text("utf-8") for name in NAMES}
GLOBALS = set(environment.globals)
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"})
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title", "label", "data-over", "data-confirm")
OUR_NAME = {"Sidekick", "– Sidekick"}
READ_BY_OTHERS: dict[str, set[str]] = {}
"""Fields of a fragment that only the page around it shows."""
MACROS_OWN = {"caller", "kwargs", "varargs"}
WORD = re.compile(r"[^\W\d_][a-z]")
BRANCHES = re.compile(r"{%-? if (?:(?!%}).)*%}((?:(?!{%-? (?:if|endif)\b).)*){%-? endif -?%}", re.DOTALL)
ROOT_BY_MACRO = re.compile(r"{%-? call (\w+)\(id\b.*?{%-? endcall -?%}|{{ (\w+)\(id\b.*?}}", re.DOTALL)
MACRO = re.compile(r"{%-? macro (\w+)\(.*?%}(.*?){%-? endmacro -?%}", re.DOTALL)


def views(above: type[View] = View) -> Iterator[type[View]]:
    """Every view of the application that has a template."""
    for path in (ROOT / "app/web").rglob("*.py"):
        import_module(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."))
    for below in above.__subclasses__():
        if hasattr(below, "template") and below.__module__.startswith("app."):
            yield below
        yield from views(below)


VIEWS = sorted({view for view in views() if is_dataclass(view)}, key=lambda view: view.__qualname__)


def free_names(template: str) -> set[str]:
    """Names that the template takes from its context; what it makes at its top is seen in its blocks too."""
    parsed = environment.parse(SOURCES[template])
    made = {name for node in parsed.body for name in names_made(node)}
    return meta.find_undeclared_variables(parsed) - GLOBALS - made - MACROS_OWN


def names_made(node: nodes.Node) -> set[str]:
    if isinstance(node, nodes.FromImport):
        return {name if isinstance(name, str) else name[1] for name in node.names}
    if isinstance(node, nodes.Macro):
        return {node.name}
    return {target.name for target in node.find_all(nodes.Name) if target.ctx == "store"}


def asked_of_itself(view: type[View]) -> set[str]:
    """Fields that the view's own properties read."""
    own = [one for one in view.__mro__ if one.__module__.startswith("app.web")]
    return {name for one in own for name in re.findall(r"\bself\.(\w+)", inspect.getsource(one))}


def above(template: str) -> set[str]:
    """Templates that this one certainly extends, and itself."""
    parsed = environment.parse(SOURCES[template])
    found = {template}
    for extends in parsed.find_all(nodes.Extends):
        if isinstance(extends.template, nodes.Const):
            found |= above(extends.template.value)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(name: str) -> None:
    environment.get_template(name)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_a_view_has_exactly_the_names_that_its_template_uses(view: type[View]) -> None:
    given = {item.name for item in fields(view)}  # type: ignore[arg-type]  # only dataclasses are listed
    used = set().union(*(free_names(name) for name in above(view.template)))
    around = (
        {"id"} if issubclass(view, Fragment) else {"layout", "chrome"} if issubclass(view, Page | OpenPage) else set()
    )
    assert used - around <= given
    assert given - used - asked_of_itself(view) == READ_BY_OTHERS.get(view.__name__, set())


def test_every_template_is_shown_by_a_view_or_is_used_by_one() -> None:
    shown = {view.template for view in VIEWS}
    used = {
        name
        for source in SOURCES.values()
        for name in re.findall(r'{%-? (?:extends|from|import|include) "(.+?)"', source)
    }
    assert set(NAMES) - shown - used == {"layouts/page.html", "layouts/partial.html", "layouts/sheet.html"}


@pytest.mark.parametrize("name", [name for name in NAMES if "macro" in SOURCES[name]])
def test_a_macro_knows_only_what_it_is_given(name: str) -> None:
    shown = {view.template for view in VIEWS}
    parsed = environment.parse(SOURCES[name])
    if name not in shown:
        assert free_names(name) - {one.name for one in parsed.find_all(nodes.Name) if one.ctx == "store"} == set()
    for macro in parsed.find_all(nodes.Macro):
        assert all(isinstance(default, nodes.Expr) for default in macro.defaults)


class Outline(HTMLParser):
    """Reads what a template writes: its outermost elements, its texts and its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.roots: list[dict[str, str | None]] = []
        self.loose: list[str] = []
        self.said: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._depth = 0
        self.feed(plain_html(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0:
            self.roots.append(dict(attrs))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in VOID

    def handle_data(self, data: str) -> None:
        # What a macro writes into a tag that another one opens looks like text here.
        words = re.sub(r"[\w-]+=\"[^\"]*\"", "", data).strip()
        if WORD.search(words):
            self.said.append(words)
        if words and self._depth == 0:
            self.loose.append(words)


def plain_html(source: str) -> str:
    """The template without its statements; expressions leave a mark, the id of a fragment its own."""
    source = re.sub(r"{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%-? block \w+_class %}.*?endblock %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%-?\s*trans\b.*?endtrans\s*-?%}", "·", source, flags=re.DOTALL)
    source = source.replace("{{ id }}", "§")
    source = re.sub(r"{{.*?}}", "·", source, flags=re.DOTALL)
    return re.sub(r"{%.*?%}", "", source, flags=re.DOTALL)


FRAGMENTS = sorted({view.template for view in VIEWS if issubclass(view, Fragment)})
MACROS = {name: body for source in SOURCES.values() for name, body in MACRO.findall(source)}


def ways(source: str) -> list[str]:
    """The template with the first branch of every condition, with the last one, and with none that has no other."""
    return [
        chosen(source, take) for take in (lambda a, _: a[0], lambda a, _: a[-1], lambda a, lone: "" if lone else a[-1])
    ]


def chosen(source: str, take: Callable[[list[str], bool], str]) -> str:
    while match := BRANCHES.search(source):
        branches = re.split(r"{%-? (?:else|elif\b(?:(?!%}).)*) ?-?%}", match[1])
        source = source[: match.start()] + take(branches, len(branches) == 1) + source[match.end() :]
    return source


def check_root(source: str) -> None:
    """One outermost element with `id="{{ id }}"`, written out or by a macro that is given the id first."""
    source = re.sub(r"{%-? set \w+ %}.*?endset -?%}", "", MACRO.sub("", source), flags=re.DOTALL)
    by_macro = ROOT_BY_MACRO.match(
        re.sub(r"{#.*?#}|{%-? (?:from|import).*?%}|{%-? set\b.*?%}", "", source, flags=re.DOTALL).strip()
    )
    if by_macro and not source[source.rindex("%}" if by_macro[1] else "}}") + 2 :].strip():
        check_root(MACROS[by_macro[1] or by_macro[2]])
        return
    for way in ways(source):
        outline = Outline(way)
        assert [root.get("id") for root in outline.roots] == ["§"]
        assert outline.loose == []


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_has_one_root_that_carries_its_id(name: str) -> None:
    check_root(SOURCES[name])
    assert Path(name).name.startswith("_")


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(FOR_DEVELOPERS)])
def test_every_word_that_people_read_can_be_translated(name: str) -> None:
    outline = Outline(SOURCES[name])
    spoken = [value for _, name, value in outline.attributes if name in SPOKEN and WORD.search(value)]
    assert [
        words for words in (*outline.said, *spoken) if words not in OUR_NAME and words.strip(" ·–") not in OUR_NAME
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_needs_what_browsers_are_told_to_forbid(name: str) -> None:
    for tag, attribute, value in Outline(SOURCES[name]).attributes:
        assert not attribute.startswith(("on", "hx-on", "style", "data-hx")), f"{tag} {attribute}"
        assert not value.strip().lower().startswith(("js:", "javascript:")), value
        assert not (attribute == "hx-trigger" and "[" in value), value
    assert "<style" not in SOURCES[name]
    assert re.findall(r"<script(?![^>]* src=)", SOURCES[name]) == []


def test_forms_that_write_come_from_one_macro() -> None:
    by_hand = {
        name for name, source in SOURCES.items() if re.search(r"<form[^>]*method=[\"']?post", source, re.IGNORECASE)
    }
    assert by_hand == set()
    asks = [name for name, source in SOURCES.items() if re.search(r"hx-(post|put|patch|delete)=", source)]
    assert asks == []


@pytest.mark.parametrize(
    "view", [view for view in VIEWS if issubclass(view, Page | OpenPage)], ids=lambda v: v.__name__
)
def test_a_page_has_a_title_and_a_main_part(view: type[View]) -> None:
    blocks = {
        block.name for name in above(view.template) for block in environment.parse(SOURCES[name]).find_all(nodes.Block)
    }
    own = {block.name for block in environment.parse(SOURCES[view.template]).find_all(nodes.Block)}
    assert {"title", "main"} <= blocks
    assert "title" in own


def test_pages_and_fragments_are_told_apart_by_their_names() -> None:
    wrong = [
        view.__name__ for view in VIEWS if issubclass(view, Page | OpenPage) == Path(view.template).name.startswith("_")
    ]
    assert wrong == []


# Words in Python


def sentences(tree: ast.AST) -> Iterator[ast.Constant]:
    """Words that a person would read, written where a translated sentence belongs."""
    refusals = {
        "NotFound",
        "Forbidden",
        "Conflict",
        "Unprocessable",
        "TooMany",
        "Unavailable",
        "SignInRequired",
        "Toast",
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in refusals:
            yield from (argument for argument in node.args if isinstance(argument, ast.Constant) and argument.value)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Subscript) and ast.unparse(target.value).endswith(".errors"):
                    yield node.value


@pytest.mark.parametrize(
    "path", sorted((ROOT / "app").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_every_refusal_can_be_translated(path: Path) -> None:
    if path.name != "gallery.py":
        assert [node.value for node in sentences(ast.parse(path.read_text("utf-8")))] == []
