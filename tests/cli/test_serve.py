import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.request import Request, urlopen

import pytest
import sqlalchemy as sa

from app.cli import serve
from app.settings import ROOT, Settings
from tests.cli.conftest import Run

Start = Callable[..., tuple[subprocess.Popen[str], str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """`python -m app serve` on a free port, and the first line that it prints."""
    started: list[subprocess.Popen[str]] = []

    def serve(*options: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--port", "0", *options],
            cwd=ROOT,
            env=os.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline()

    yield serve
    for process in started:
        process.kill()
        process.communicate()


def address(line: str) -> str:
    found = re.search(r"http://\S+(?=/$)", line)
    assert found is not None
    return found[0]


def fetched(url: str) -> tuple[str, dict[str, str]]:
    with urlopen(url, timeout=20) as answer:
        return answer.read().decode(), {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_says_where_it_is_answers_there_and_ends_when_told(ready: sa.Engine, start: Start, workers: str) -> None:
    process, line = start("--workers", workers, "--access-log")
    body, headers = fetched(f"{address(line)}/healthz")
    assert body == "ok"
    assert "server" not in headers
    process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=20)
    # One line for the request, with the name that its answer carried.
    assert f"{headers['x-request-id']} uvicorn.access" in log
    assert "Traceback" not in log


def test_where_nobody_is_yet_it_prints_a_link_to_the_first_account(run: Run, ready: sa.Engine, start: Start) -> None:
    process, line = start()
    assert process.stdout is not None
    link = process.stdout.readline().split()[-1]
    assert link.startswith(f"{address(line)}/welcome?token=")
    assert "<form" in fetched(link)[0]


def test_where_somebody_is_it_prints_no_link(run: Run, ready: sa.Engine, start: Start) -> None:
    run("hero", "add", "Ana", "--admin")
    process, line = start()
    fetched(f"{address(line)}/healthz")
    process.send_signal(signal.SIGINT)
    assert "welcome" not in process.communicate(timeout=20)[0]


def test_a_port_that_is_taken_is_said_in_a_sentence(ready: sa.Engine, start: Start) -> None:
    _, line = start()
    second = subprocess.run(
        [sys.executable, "-m", "app", "serve", "--port", address(line).rsplit(":", 1)[1]],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert "Choose another port" in second.stderr


@pytest.mark.parametrize("proxies", ["", "10.0.0.1,10.0.0.2"])
def test_only_the_proxies_that_are_named_are_believed(proxies: str) -> None:
    config = serve._configuration(Settings(forwarded_allow_ips=proxies), workers=1, access_log=False)
    assert (config.proxy_headers, config.forwarded_allow_ips) == (proxies != "", proxies)


@pytest.mark.parametrize(("proxies", "believed"), [("", False), ("203.0.113.1", False), ("127.0.0.1", True)])
def test_who_comes_from_where_is_told_by_named_proxies_alone(
    ready: sa.Engine, start: Start, monkeypatch: pytest.MonkeyPatch, proxies: str, believed: bool
) -> None:
    monkeypatch.setenv("SIDEKICK_FORWARDED_ALLOW_IPS", proxies)
    process, line = start("--access-log")
    with urlopen(Request(f"{address(line)}/healthz", headers={"X-Forwarded-For": "198.51.100.7"}), timeout=20):
        process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=20)
    assert ("198.51.100.7" in log) is believed
    assert ("127.0.0.1:" in log) is not believed
