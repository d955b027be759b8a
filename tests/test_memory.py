"""What a process that serves keeps in memory: no large library before somebody needs it, and no cache without end."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.database import PRAGMAS
from app.settings import ROOT

FOR_FEW = ("alembic", "cryptography", "mako", "webauthn")
"""What takes megabytes, and what nobody needs who looks at todos."""
SERVING = """
import sys
from app import schema
from app.main import create_app
from app.settings import Settings
app = create_app(Settings(database_url=f"sqlite:///{sys.argv[1]}", environment="production"))
assert schema.newest()
assert schema.current(app.state.engine) is None
print(*sys.modules)
"""
CROWDED = """
import ctypes
import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from app.main import on_duty
on_duty()
together = Barrier(8)
def take(_number):
    together.wait()
    return bytes(100_000)
print(gc.get_freeze_count(), *gc.get_threshold())
with ThreadPoolExecutor(8) as threads:
    assert len(list(threads.map(take, range(8)))) == 8
    tell = getattr(ctypes.CDLL(None), "malloc_stats", None)
    if tell is not None:
        tell()
"""
ASKED_ABOUT_FEW = {
    "_catalogue": "languages",
    "_count_rows": "admins and others, and how many days of My day",
    "_crew": "admins and others",
    "_due_counts": "admins and others, and how many days of a week",
    "_first_rows": "admins and others, and how many days of My day",
    "_loads": "admins and others",
    "_one": "admins and others",
    "_one_todo": "admins and others",
    "_part": "admins and others, and parts of what is in a hand",
    "_place_in": "admins and others, and parts of what is in a hand",
    "_rows_behind": "admins and others, and how many days of My day",
    "_saved_lines": "admins and others, their own and a team's",
    "_words": "languages, and the words of templates",
    "build_of": "settings",
}
"""Functions whose answers are all kept, and what there are only few of."""


def test_who_serves_imports_no_large_library_for_few(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVING, str(tmp_path / "new.db")]
    imported = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert "app.access.passkeys" in imported
    assert [name for name in imported if name.partition(".")[0] in FOR_FEW] == []


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """What a process says that serves and is busy in all its threads."""
    place = os.environ | {"SIDEKICK_DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('data') / 'new.db'}"}
    return subprocess.run(
        [sys.executable, "-c", CROWDED], cwd=ROOT, env=place, check=True, capture_output=True, text=True
    )


def test_all_threads_of_who_serves_share_one_heap(crowded: subprocess.CompletedProcess[str]) -> None:
    assert crowded.stderr.count("Arena ") <= 1, crowded.stderr


def test_what_serves_is_not_gone_over_for_cycles(crowded: subprocess.CompletedProcess[str]) -> None:
    kept, *thresholds = map(int, crowded.stdout.split())
    assert kept > 100_000
    assert thresholds[0] == 10_000


def _kept_without_end() -> set[str]:
    """Functions that keep an answer for each of their arguments."""
    functions = (
        node
        for path in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.args.args
    )
    endless = {"cache", "lru_cache", "lru_cache()", "lru_cache(None)", "lru_cache(maxsize=None)"}
    return {one.name for one in functions if endless & {ast.unparse(mark) for mark in one.decorator_list}}


def test_no_cache_grows_without_end() -> None:
    assert _kept_without_end() == set(ASKED_ABOUT_FEW)


def test_paths_are_remembered_by_the_thousand(app: FastAPI) -> None:
    for number in range(1100):
        assert app.state.leads_to_page(f"/teams/{number + 1}")
        assert not app.state.leads_to_page(f"/nowhere/{number}")
    assert app.state.leads_to_page.cache_info().currsize == 1000


@pytest.mark.parametrize("pragma", ["mmap_size", "cache_size"])
def test_each_of_many_connections_keeps_little_of_the_database(pragma: str) -> None:
    """What is mapped into memory counts for each connection that does so."""
    set_to = dict(one.split("=") for one in PRAGMAS).get(pragma, "0")
    assert 0 <= -int(set_to) <= 4000
