from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.services import browser
from tests.services.browser import Launch, NoBrowser, chromium


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    chromium.cache_clear()
    yield
    chromium.cache_clear()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine without a browser on which no command works; the list fills with the commands that were tried."""
    tried: list[str] = []

    def fails(*command: str) -> bool:
        tried.append(" ".join(command))
        return False

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "NAMES", ())
    monkeypatch.setattr(browser, "_succeeds", fails)
    return tried


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_browser_opens_a_page() -> None:
    launch = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=launch.executable, args=launch.args)
        page = opened.new_page()
        page.goto("about:blank")
        assert page.evaluate("1 + 1") == 2
        opened.close()


def test_a_given_browser_goes_before_all_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = program(tmp_path / "mine", "echo Chromium 1.2")
    monkeypatch.setenv("CHROMIUM", given)
    assert chromium() == Launch(given, f"Chromium 1.2 from $CHROMIUM, {given}")


def test_a_given_browser_that_does_not_run_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    with pytest.raises(NoBrowser, match="does not run"):
        chromium()


@pytest.mark.usefixtures("bare")
def test_a_stub_in_the_place_of_the_browser_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stub = program(tmp_path / "stub", "echo Install me; exit 1")
    works = program(tmp_path / "works", "echo Chromium 1.2")
    monkeypatch.setattr(browser, "NAMES", (stub, works))
    assert chromium().executable == works


def test_where_nothing_can_be_had_it_tries_to_install_and_then_says_what_to_do(
    bare: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: name)
    with pytest.raises(NoBrowser, match="set CHROMIUM"):
        chromium()
    assert any(command.endswith("playwright install chromium") for command in bare)
    assert bare[-1] == "apt-get install -y --no-install-recommends chromium"


def test_the_sandbox_is_given_up_only_as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert "--no-sandbox" in Launch(None, "").args
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert "--no-sandbox" not in Launch(None, "").args
