"""What the documents say is so: settings, packages, commands and paths."""

import os
import re
import signal
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.settings import ROOT, Settings
from tests.services.postgres import create_database, drop_database

README = (ROOT / "README.md").read_text()
MAP = (ROOT / "app" / "README.md").read_text()
DOCUMENTS = {
    name: (ROOT / name).read_text() for name in ("README.md", "CHANGELOG.md", "app/README.md", "docs/deploying.md")
}
BLOCKS = re.findall(r"^```sh\n(.*?)^```", "".join(DOCUMENTS.values()), re.MULTILINE | re.DOTALL)
COMMANDS = {command for block in BLOCKS for command in block.splitlines()}
BY_CI = {command for command in COMMANDS if command in (ROOT / ".ci" / "run").read_text().splitlines()}
SERVERS = {command for command in COMMANDS if command.endswith(("make run", "make demo"))}
EXAMPLE = "postgresql://sidekick:secret@db.example.org/sidekick"


def table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\|.*\|$", section, re.M)][2:]


def test_the_settings_are_all_there_with_what_they_mean_and_their_defaults() -> None:
    shown = {"": "", "()": "", str(ROOT / "data"): "`data`"}
    assert table("Settings") == [
        [f"`SIDEKICK_{name.upper()}`", field.description, shown.get(str(field.default), f"`{field.default}`")]
        for name, field in Settings.model_fields.items()
    ]


def test_the_packages_are_all_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.match(r"[a-z0-9-]+", package)[0] for package in project["dependencies"]}  # type: ignore[index]  # each has a name
    assert {name for name, _why in table("What it stands on")} == wanted


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", DOCUMENTS[document])
    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


def test_every_path_on_the_map_exists() -> None:
    paths = re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:\.(?:py|html|toml)|/))`", MAP)
    assert len(paths) > 30
    assert [path for path in paths if not ((ROOT / path).exists() or (ROOT / "app" / path).exists())] == []


@pytest.fixture
def surroundings(tmp_path: Path, postgres_url: str) -> Iterator[dict[str, str]]:
    """An environment in which a command harms nothing, with a PostgreSQL in the place of the one in the examples."""
    yield {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SIDEKICK_", "MAKE"))},
        "SIDEKICK_DATA_DIR": str(tmp_path),
        "SIDEKICK_PORT": "0",
        EXAMPLE: create_database(postgres_url, "sidekick_readme"),
    }
    drop_database(postgres_url, "sidekick_readme")


def shell(command: str, surroundings: dict[str, str]) -> str:
    """The command, less the installation, which has been done before any test runs."""
    return command.replace(EXAMPLE, surroundings[EXAMPLE]).replace("make ", "make -o .venv/.run-stamp ")


def test_every_command_does_what_it_shall(surroundings: dict[str, str]) -> None:
    ordered = [command for block in BLOCKS for command in block.splitlines() if command not in BY_CI | SERVERS]
    assert any("hero add" in command for command in ordered)
    for command in [".venv/bin/python -m app db upgrade", *ordered]:
        done = subprocess.run(
            ["sh", "-c", command], cwd=ROOT, env=surroundings, check=False, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, ""), command


@pytest.mark.parametrize("command", sorted(SERVERS))
def test_every_command_that_starts_a_server_does(command: str, surroundings: dict[str, str]) -> None:
    process = subprocess.Popen(
        ["sh", "-c", shell(command, surroundings)],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        address = next(line.split()[-1] for line in process.stdout if line.startswith("Sidekick "))
        with urlopen(f"{address}healthz", timeout=20) as answer:
            assert answer.read() == b"ok"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=20)


def test_what_is_left_is_run_by_ci() -> None:
    assert {"make check", "make test"} == BY_CI


def test_the_options_of_the_command_line_that_are_named_exist() -> None:
    served = subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-m", "app", "serve", "--help"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()
    named = set(re.findall(r"--[a-z-]+", DOCUMENTS["docs/deploying.md"]))
    assert [option for option in named if option not in served] == []
