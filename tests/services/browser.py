"""A real Chromium for the tests: one that is here already, or else one that can be installed.

The order: `$CHROMIUM`, the usual names on the PATH and in a Mac's applications, the one Playwright may have installed
before, `playwright install`, and as root on Debian `apt-get install`. What is found counts only if it runs: some
systems put a stub in the place of the browser.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
MISSING = (
    "No Chromium was found to test with, and none could be installed. Install one (apt-get install chromium, or "
    "python -m playwright install --with-deps chromium), or set CHROMIUM to the path of a Chromium or Chrome."
)


class NoBrowser(RuntimeError):
    """No Chromium could be found or installed; the message says what to do."""


def _arguments() -> list[str]:
    # Chromium's sandbox refuses root. Containers often give very little shared memory.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return ["--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage", *sandbox]


@dataclass(frozen=True)
class Launch:
    """How Playwright starts it: `chromium.launch(executable_path=executable, args=args)`.

    `executable` is None for Playwright's own browser; `origin` says in words where it comes from.
    """

    executable: str | None
    origin: str
    args: list[str] = field(default_factory=_arguments)


@cache
def chromium() -> Launch:
    """Find a Chromium that runs, or install one. Raises NoBrowser when neither works."""
    if given := os.environ.get("CHROMIUM"):
        if version := _version(given):
            return Launch(given, f"{version} from $CHROMIUM, {given}")
        raise NoBrowser(f"CHROMIUM is set to {given}, which does not run.")
    steps: tuple[Callable[[], Launch | None], ...] = (_installed, _playwrights, _playwright_installs, _apt_installs)
    for step in steps:
        if launch := step():
            return launch
    raise NoBrowser(MISSING)


def _installed() -> Launch | None:
    for name in NAMES:
        path = shutil.which(name)
        if path and (version := _version(path)):
            return Launch(path, f"{version} from {path}")
    return None


def _playwrights(origin: str = "Playwright's own Chromium, installed before") -> Launch | None:
    # In a process of its own: Playwright does not start twice in one, and a test may be running in this one.
    program = (
        "import sys; from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: playwright.chromium.launch(args=sys.argv[1:]).close()"
    )
    launch = Launch(None, origin)
    return launch if _succeeds(sys.executable, "-c", program, *launch.args) else None


def _playwright_installs() -> Launch | None:
    print("No Chromium here yet: asking Playwright to install one.", flush=True)
    _succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    return _playwrights("Playwright's own Chromium, installed just now")


def _apt_installs() -> Launch | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("That did not work: installing Debian's chromium with apt-get.", flush=True)
    _succeeds("apt-get", "update")
    _succeeds("apt-get", "install", "-y", "--no-install-recommends", "chromium")
    return _installed()


def _version(path: str) -> str:
    """What the browser says it is, or nothing when it does not run."""
    try:
        result = subprocess.run([path, "--version"], check=False, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if result.returncode else result.stdout.strip()


def _succeeds(*command: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, env=environment)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return False
    return True
