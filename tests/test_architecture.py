"""The rules of the house that no linter knows, read from the source itself."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from app import models
from app.main import create_app
from app.models.base import Row
from app.models.rules import POLICY
from app.models.trashable import Trashable
from app.request import Ctx
from app.settings import ROOT, Settings
from tests.routes import Route, routes

WAYS_IN = ("/invitations/{token}", "/join/{token}", "/login", "/login/code", "/login/forgotten", "/welcome")
OTHERS = {"GET /gallery", "GET /healthz", "POST /login/passkey", "POST /login/passkey/challenge"}
OPEN_TO_EVERYBODY = OTHERS | {f"{verb} {way}" for way in WAYS_IN for verb in ("GET", "POST")}
SPELT = {"": "home", "healthz": "health", "join": "joining", "sign_in": "sign_ins"}
"""Addresses that people or proxies expect in this spelling, and the module's."""
GATHERED = {
    "settings.login": {"PUT /settings/email", "PUT /settings/password"},
    "teams.recruiting": {"POST /teams/{team_id}/roster"},
    "todos.move": {"PUT /todos/{todo_id}/place"},
}
"""What several small addresses of one page have in one module of another name."""
FORMS = {"PUT": "edit", "DELETE": "deletion"}
"""What a form sends may stand in the module of the page that the form is on."""
RECORDER, REVISIONS, CAPABILITIES_OF_A_RECORD = "app/history.py", "app/revisions.py", "special_capacities"
KEEPS_ITSELF, PURGE = {"Attempt", "Change", "ChangeSet", "FormKey"}, {"app/purge.py", "app/dropping.py"}
"""Tables that are only written whole; their fields have names such as `headers`, which other things have too."""
LINES_MAX, FUNCTION_MAX, TEMPLATE_MAX = 300, 40, 160

FILES = sorted((ROOT / "app").rglob("*.py"))
SOURCES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in FILES}
TABLES = {name: sa.inspect(one) for name, one in vars(models).items() if hasattr(one, "__table__")}
FIELDS = {one.key for name, mapper in TABLES.items() if name not in KEEPS_ITSELF for one in mapper.attrs}
COLLECTIONS = {name for mapper in TABLES.values() for name, one in mapper.relationships.items() if one.uselist}
UNTRACKED = {name for name, mapper in TABLES.items() if not mapper.class_.tracked}


def outside(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of the sources, except of those below `folders`."""
    for name, tree in SOURCES.items():
        if not name.startswith(folders):
            yield from ((name, node) for node in ast.walk(tree))


def at(name: str, node: ast.AST) -> str:
    return f"{name}:{getattr(node, 'lineno', 0)}"


def called(node: ast.AST) -> str:
    """The last part of the name that is called; empty for anything but a call."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def body_of(function: ast.FunctionDef) -> list[ast.stmt]:
    """What it does, its docstring left out."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def methods() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, tree in SOURCES.items():
        if name.startswith("app/models/"):
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    yield from ((name, item) for item in node.body if isinstance(item, ast.FunctionDef))


# Rank


def test_every_verb_asks_first_whether_its_actor_may() -> None:
    careless = []
    for name, method in methods():
        arguments = {argument.arg for argument in (*method.args.args, *method.args.kwonlyargs)}
        if "by" not in arguments or method.name.startswith("_") or method.name == CAPABILITIES_OF_A_RECORD:
            continue
        first = body_of(method)[0]
        if not (isinstance(first, ast.Expr) and ast.unparse(first).startswith("require(by, ")):
            careless.append(f"{at(name, method)} {method.name}")
    assert careless == []


def verbs_asked_for() -> set[str]:
    asked = set()
    for _name, node in outside():
        if called(node) in {"require", "may"} and isinstance(node, ast.Call) and len(node.args) == 3:
            for part in ast.walk(node.args[1]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value:
                    asked.add(part.value)
    return asked


def test_the_policy_lists_exactly_the_verbs_that_are_asked_for() -> None:
    trashable = [name.lower() for name, mapper in TABLES.items() if issubclass(mapper.class_, Trashable)]
    asked = set()
    for verb in verbs_asked_for():
        asked |= {noun + verb for noun in trashable} if verb.startswith(".") else {verb}
    assert asked == set(POLICY)


# Change only by verbs, and every change recorded


def targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign | ast.Delete):
        return [leaf for target in node.targets for leaf in ast.walk(target) if isinstance(leaf, ast.Attribute)]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def test_fields_of_records_are_assigned_only_in_the_models() -> None:
    elsewhere = [
        f"{at(name, node)} {ast.unparse(target)}"
        for name, node in outside("app/models/", "app/grammar/", RECORDER)
        for target in targets(node)
        if isinstance(target, ast.Attribute)
        and target.attr in FIELDS
        and not (isinstance(target.value, ast.Name) and target.value.id in {"self", "cls", "form"})
    ]
    assert elsewhere == []


def test_only_the_models_write_to_records_in_other_ways() -> None:
    elsewhere = []
    for name, node in outside("app/models/", RECORDER):
        if called(node) in {"setattr", "sqlmodel_update", "set_committed_value"}:
            elsewhere.append(f"{at(name, node)} {called(node)}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder = node.func.value
            changes = node.func.attr in {"append", "extend", "insert", "remove", "clear", "pop"}
            if changes and isinstance(holder, ast.Attribute) and holder.attr in COLLECTIONS:
                elsewhere.append(f"{at(name, node)} {ast.unparse(node.func)}")
    assert elsewhere == []


def test_rows_are_built_only_in_the_models() -> None:
    elsewhere = [at(name, node) for name, node in outside("app/models/") if called(node) in TABLES]
    assert elsewhere == []


def test_one_file_commits() -> None:
    assert {
        name for name, node in outside() if called(node) == "commit" and "." in ast.unparse(node).split("(")[0]
    } == {RECORDER}


def written_by_statement() -> Iterator[tuple[str, ast.Call]]:
    """Calls of SQLAlchemy's insert, update and delete; a router's own delete is not one."""
    for name, node in outside():
        if called(node) in {"insert", "update", "delete"} and isinstance(node, ast.Call):
            holder = ast.unparse(node.func).rpartition(".")[0]
            if holder in {"", "sa", "sqlite", "postgresql"} and node.args:
                yield name, node


def test_only_the_recorder_and_the_purge_write_recorded_rows_by_statement() -> None:
    behind_its_back = [
        at(name, node)
        for name, node in written_by_statement()
        if name not in {RECORDER, REVISIONS, *PURGE} and ast.unparse(node.args[0]) not in UNTRACKED
    ]
    assert behind_its_back == []


def test_no_statement_is_put_together_from_text() -> None:
    """Only the names of pragmas, which are ours, go into a statement."""
    built = [
        at(name, node)
        for name, node in outside("app/database.py")
        if isinstance(node, ast.Call)
        and called(node) in {"text", "exec_driver_sql", "execute", "literal_column"}
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert built == []


def test_only_access_and_what_lies_below_hold_a_session() -> None:
    reaching_through = [
        at(name, node)
        for name, node in outside("app/access/")
        if isinstance(node, ast.Attribute) and node.attr == "_session"
    ]
    assert reaching_through == []


# Sizes


def test_no_file_is_longer_than_it_can_be_read() -> None:
    files = [*FILES, *(ROOT / "bench").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert [path.name for path in files if len(path.read_text("utf-8").splitlines()) > LINES_MAX] == []


def test_no_function_is_longer_than_it_can_be_seen() -> None:
    long = {
        f"{at(name, node)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, node in outside()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_MAX
    }
    assert long == {}


def test_no_template_is_longer_than_it_can_be_read() -> None:
    templates = (ROOT / "templates").rglob("*.html")
    assert [path.name for path in templates if len(path.read_text("utf-8").splitlines()) > TEMPLATE_MAX] == []


# Database


def test_each_table_is_a_row_that_the_models_show() -> None:
    assert {mapper.class_.__tablename__ for mapper in TABLES.values()} == set(SQLModel.metadata.tables)
    assert [name for name, mapper in TABLES.items() if not issubclass(mapper.class_, Row)] == []


def test_the_folder_of_migrations_is_no_package() -> None:
    assert list((ROOT / "alembic").rglob("__init__.py")) == []


@pytest.mark.parametrize("table", SQLModel.metadata.sorted_tables, ids=str)
def test_each_foreign_key_says_what_happens_and_is_found_fast(table: sa.Table) -> None:
    indexed = [index.columns for index in table.indexes] + [
        one.columns for one in table.constraints if isinstance(one, sa.PrimaryKeyConstraint | sa.UniqueConstraint)
    ]
    leading = {columns[0].name for columns in indexed if len(columns)}
    keys = {key.parent.name: key.ondelete for key in table.foreign_keys}
    assert [name for name, ondelete in keys.items() if not ondelete] == []
    assert set(keys) - leading == set()


# Routes


@pytest.fixture(scope="module")
def all_routes(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    return list(routes(create_app(Settings(data_dir=tmp_path_factory.mktemp("data")))))


def test_each_route_needs_somebody_who_is_signed_in_or_is_open_on_purpose(all_routes: list[Route]) -> None:
    assert {route.name for route in all_routes if route.kind is not Ctx} <= OPEN_TO_EVERYBODY


def test_each_route_is_a_plain_function_with_its_context_first(all_routes: list[Route]) -> None:
    strange = [
        route.name
        for route in all_routes
        if inspect.iscoroutinefunction(route.endpoint)
        or next(iter(inspect.signature(route.endpoint).parameters)) != "ctx"
        or route.kind is None
    ]
    assert strange == []


def test_no_address_is_served_twice(all_routes: list[Route]) -> None:
    names = [route.name for route in all_routes]
    assert sorted(names) == sorted(set(names))


def place(route: Route) -> list[str]:
    """`/todos/{id}/closure` gives todos, closure."""
    parts = [part.replace("-", "_") for part in route.path[1:].split("/") if not part.startswith("{")]
    return [SPELT.get(part, part) for part in parts]


def stands_right(route: Route) -> bool:
    name = route.module.removeprefix("app.web.").removesuffix(".routes")
    module, here = name.split("."), place(route)
    if module[0] == "deletions":
        return module[1] == [part for part in here if part != "deletion"][-1] and route.method in {"GET", "DELETE"}
    on_form = module == [*here, FORMS.get(route.method, "")]
    return here[: len(module)] == module or on_form or route.name in GATHERED.get(name, ())


def test_each_route_stands_in_the_module_of_its_address_or_of_its_form(all_routes: list[Route]) -> None:
    """What asks before a delete, and the delete, stand together in `deletions`, by the noun that goes."""
    assert {route.name: route.module for route in all_routes if not stands_right(route)} == {}


def test_each_module_with_routes_has_its_tests_at_the_same_place(all_routes: list[Route]) -> None:
    places = (route.module.removeprefix("app.").split(".") for route in all_routes)
    tests = {Path("tests", *folders, f"test_{name}.py") for *folders, name in places}
    assert {test.as_posix() for test in tests if not (ROOT / test).exists()} == set()
