"""`make mutants`: takes each check out in turn, and says which test misses it first."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.permissions.mutating import ROOT, Mutant, mutants

ASKED = ("stranger-same", "guest-same", "member-same", "owner-other", "admin-same", "guest-own")
"""Who misses most of the checks, about what."""
MATRIX = (
    *(
        f"tests/permissions/test_matrix.py::test_everybody_gets_where_they_may_and_nowhere_else[sqlite-{who}]"
        for who in ASKED
    ),
    "tests/permissions/test_forms.py",
)
SCOPES = tuple(f"tests/permissions/test_{name}.py" for name in ("scopes", "views", "doors", "undoing"))
BESIDE = ("tests/permissions/test_secrets.py", "tests/test_archived.py")
POLICY = "tests/models/test_rules.py"
VERBS = "tests/models/test_verbs.py"
SYNONYMS = {
    "savedview": "saved",
    "membership": "roster",
    "gate": "login",
    "link": "joining",
    "mail": "forgotten",
    "reach": "team",
    "session": "sign_in",
}
NONE_FAILED, SOME_FAILED = 0, 1


class Verdict(NamedTuple):
    """A check and the test that fails without it, or "" where none does."""

    mutant: Mutant
    missed_by: str


def verdict(mutant: Mutant) -> Verdict:
    """Ask the tests that are there for it."""
    answers = (_failing(mutant, tests, routes(mutant)) for tests in likely(mutant))
    return Verdict(mutant, next(filter(None, answers), ""))


def likely(mutant: Mutant) -> list[Sequence[str]]:
    """The tests that are there for a check: those of its module, and who may go where. The first of them first."""
    if mutant.path == "app/models/rules.py":
        return [[POLICY], BESIDE]
    named = _named(_subject(mutant))
    if mutant.path.startswith("app/models/"):
        return [[VERBS], [*MATRIX, *named]]
    if mutant.path.startswith("app/access/"):
        return [[*SCOPES, *named], MATRIX, BESIDE]
    return [[*MATRIX, *named], [*SCOPES, *_named(routes(mutant) or "home")]]


def routes(mutant: Mutant) -> str:
    """What the addresses have in common that lead to the check; "" for all."""
    door, _, place = mutant.path.removeprefix("app/").partition("/")
    subject = place.split("/")[0].removesuffix(".py").removesuffix("s")
    return "" if door != "web" or subject == "home" else subject


def _subject(mutant: Mutant) -> str:
    stem = Path(mutant.path).stem
    word = Path(mutant.path).parent.name if stem in {"routes", "__init__"} else stem
    return SYNONYMS.get(word.removesuffix("s"), word.removesuffix("s"))


def _named(subject: str) -> list[str]:
    """The test files in whose path this word is, but for those in a browser."""
    files = (path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
    return sorted(file for file in files if subject in file and not file.startswith(("tests/e2e", "tests/permissions")))


def _failing(mutant: Mutant, tests: Sequence[str], of: str = "") -> str:
    """The first test that fails without this check. Raises RuntimeError where they could not be run."""
    with tempfile.TemporaryDirectory() as there:
        told = Path(there) / "missed-by"
        done = _pytest(
            ["-x", "-p", "tests.permissions.mutating", "-k", "not postgresql", *tests], _ask(str(mutant), of, str(told))
        )
        if done.returncode == NONE_FAILED:
            return ""
        if done.returncode != SOME_FAILED or not told.exists():
            raise RuntimeError(f"{mutant}\n{done.stdout}{done.stderr}")
        return told.read_text(encoding="utf-8")


def _all_hold(verdicts: Sequence[Verdict]) -> bool:
    """Whether the tests that miss something hold while nothing is missing."""
    asked = {(routes(one.mutant), one.missed_by) for one in verdicts if one.missed_by}
    return all(
        _pytest(
            ["-p", "tests.permissions.mutating", *sorted(test for place, test in asked if place == of)], _ask(of=of)
        ).returncode
        == NONE_FAILED
        for of in {place for place, _ in asked}
    )


def _ask(mutant: str = "", of: str = "", told: str = "") -> dict[str, str]:
    return {"SIDEKICK_MUTANT": mutant, "SIDEKICK_MUTANT_ROUTES": of, "SIDEKICK_MUTANT_MISSED_BY": told}


def _pytest(arguments: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False, capture_output=True, text=True)


def _shown(verdicts: Sequence[Verdict]) -> Table:
    table = Table("Check", "Place", "Missed by", expand=True)
    for mutant, missed_by in verdicts:
        table.add_row(mutant.words, str(mutant), missed_by.rpartition("/")[2] or "[bold red]no test[/]")
    return table


def main(
    only: Annotated[str, typer.Option(help="Take out only those whose place or words contain this.")] = "",
) -> None:
    """Take each check out in turn. The status is 1 if no test misses one of them."""
    chosen = [mutant for mutant in mutants() if only in f"{mutant} {mutant.words}"]
    verdicts = []
    with Progress() as progress, ThreadPoolExecutor(os.cpu_count()) as pool:
        bar = progress.add_task("Taken out", total=len(chosen))
        for one in pool.map(verdict, chosen):
            verdicts.append(one)
            progress.advance(bar)
            if not one.missed_by:
                progress.print(f"No test misses {one.mutant}  {one.mutant.words}", markup=False)
    Console().print(_shown(verdicts))
    if not _all_hold(verdicts):
        typer.echo("Some of these tests fail anyhow. Mend them first, and ask again.")
        raise typer.Exit(1)
    survivors = sum(not one.missed_by for one in verdicts)
    typer.echo(f"{len(verdicts)} checks taken out in turn, {survivors} of them missed by no test.")
    if survivors or not verdicts:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
