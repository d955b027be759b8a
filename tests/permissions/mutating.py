"""Checks taken out of the code, one at a time, to see which test misses them.

As a plugin of pytest (`-p tests.permissions.mutating`) it takes the one out that SIDEKICK_MUTANT names, in the process
alone: no file changes, whatever ends the run. mutmut and cosmic-ray change any operator anywhere, in copies of the
files, and know nothing of what refuses; these are the lines on which it depends who reaches what.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
REFUSING = {"require", "keep_out", "keep_awake", "_let_try", "let_guess", "ask_for_reset"}
"""Calls that raise where somebody may not go on."""
ASKING = {"doubt", "_doubt"}
"""Calls that return an answer where the password has to be given first."""
SCOPE = re.compile(r"\b(team_(reached|living|awake)|is_awake|hero_known|admitted|_open|_seen|change_seen|_scope)\b")
"""Conditions that leave out what somebody does not reach."""


class Mutant(NamedTuple):
    """A check by its place. Columns count from 0, as in `ast`."""

    path: str
    line: int
    column: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


def mutants() -> list[Mutant]:
    """Every check there is, by file and line."""
    found = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        found += [
            Mutant(name, node.lineno, node.col_offset, ast.unparse(node)[:90]) for node, _ in _checks(_tree(path))
        ]
    return sorted(found)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _checks(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each check with what takes its place: nobody is refused, or nothing is left out."""
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(target=ast.Name(id="POLICY"), value=ast.Dict(values=allowed)):
                yield from (
                    (one, _parsed("frozenset(Capacity)")) for one in allowed if "ANYONE" not in ast.unparse(one)
                )
            case ast.Expr(value=ast.Call() as call) if _called(call) in REFUSING:
                yield call, _parsed("None")
            case ast.NamedExpr(value=ast.Call() as call) if _called(call) in ASKING:
                yield call, _parsed("None")
            case ast.Call(args=conditions) if _called(node) in {"where", "and_"}:
                yield from ((one, _true(one)) for one in conditions if SCOPE.search(_own_words(one)))


def _own_words(node: ast.expr) -> str:
    """The source of a condition, unless it is made of others, each of which counts by itself."""
    inner = isinstance(node, ast.Call) and _called(node) in {"and_", "where"}
    return "" if inner else ast.unparse(node)


def _true(condition: ast.expr) -> ast.expr:
    true = "__import__('sqlalchemy').true()"
    return _parsed(f"({true},)" if isinstance(condition, ast.Starred) else true)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _parsed(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


class _Without(ast.NodeTransformer):
    """The tree without one check."""

    def __init__(self, check: ast.expr, instead: ast.expr) -> None:
        self._check, self._instead = check, instead

    def visit(self, node: ast.AST) -> ast.AST:
        if node is not self._check:
            return self.generic_visit(node)
        starred = isinstance(node, ast.Starred)
        return ast.Starred(self._instead, ast.Load()) if starred else self._instead


def without(path: Path, place: str) -> ast.Module:
    """The module without the check at `line:column`. Raises StopIteration where there is none."""
    tree = _tree(path)
    check, instead = next(
        (check, instead) for check, instead in _checks(tree) if f"{check.lineno}:{check.col_offset}" == place
    )
    _Without(check, instead).visit(tree)  # which stays the same module
    return ast.fix_missing_locations(tree)


class _Loader(SourceFileLoader):
    """Loads one module without one of its checks."""

    def __init__(self, name: str, path: str, place: str) -> None:
        super().__init__(name, path)
        self._place = place

    def get_code(self, fullname: str) -> CodeType:
        """Compiled anew: what is cached has the check."""
        path = Path(self.get_filename(fullname))
        return compile(without(path, self._place), path, "exec")


class _Finder(PathFinder):
    """Finds that one module before anybody else does."""

    path, place = "", ""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = super().find_spec(fullname, path, target)
        if spec is None or spec.origin != cls.path:
            return None
        spec.loader = _Loader(fullname, cls.path, cls.place)
        return spec


def _begin(mutant: str) -> None:
    path, _, place = mutant.partition(":")
    _Finder.path, _Finder.place = str(ROOT / path), place
    sys.meta_path.insert(0, _Finder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of the table of who may go where, only the lines that have to do with the check."""
    if any("permissions" in item.path.parts for item in items):
        table = import_module("tests.permissions.table").TABLE
        for route in [route for route in table if ROUTES not in route]:
            del table[route]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say which test misses it."""
    if report.failed and (told := os.environ.get("SIDEKICK_MUTANT_MISSED_BY")):
        Path(told).write_text(report.nodeid, encoding="utf-8")


ROUTES = os.environ.get("SIDEKICK_MUTANT_ROUTES", "")
if mutant := os.environ.get("SIDEKICK_MUTANT"):
    _begin(mutant)
