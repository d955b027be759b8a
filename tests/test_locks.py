import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUN, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", [RUN, DEV], ids=lambda lock: lock.name)
def test_a_lock_names_no_host_so_that_it_installs_from_any_mirror(lock: Path) -> None:
    assert "://" not in lock.read_text()


@pytest.mark.parametrize("lock", [RUN, DEV], ids=lambda lock: lock.name)
def test_every_pinned_package_has_a_hash(lock: Path) -> None:
    entries = re.split(r"^(?=[a-z0-9])", lock.read_text(), flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock)) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_is_tested_is_what_runs() -> None:
    assert pins(RUN).items() < pins(DEV).items()
