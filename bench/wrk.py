"""wrk, which asks for one thing over some connections for some seconds, and what it says of that."""

import json
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

MISSING = "wrk was not found, and nothing can be measured without it: apt-get install wrk, or brew install wrk."
FORM = """
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Sec-Fetch-Site"] = "same-origin"
wrk.headers["HX-Request"] = "true"
wrk.headers["HX-Request-Type"] = "partial"
wrk.headers["Referer"] = "%s"
local n = 0
local function target()
%s
end
request = function()
  n = n + 1
  local path, body = target()
  return wrk.format("POST", path, nil, body .. "&_key=%s-" .. n)
end
"""
DONE = """
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('\\n{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "bytes": %d, "errors": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.bytes, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


class NoWrk(RuntimeError):
    """There is no wrk on this machine; the message says how to get it."""


@dataclass(frozen=True)
class Figures:
    """What was seen: requests per second, milliseconds, bytes of one answer with its headers, how many were accepted,
    refusals, and where that is counted what was accepted and is not there."""

    per_second: float
    p50: float
    p99: float
    bytes: int
    accepted: int
    errors: int
    lost: int | None = None


def look_for_wrk() -> None:
    """Raise NoWrk where there is none."""
    if shutil.which("wrk") is None:
        raise NoWrk(MISSING)


def ask(url: str, headers: Mapping[str, str], connections: int, seconds: float, form: str = "") -> Figures:
    """Ask for a page, or with a `form` send that from there: Lua that returns a path and a body for the number `n`."""
    script = _lua(headers) + (FORM % (url, form, secrets.token_hex(6)) if form else "") + DONE
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{max(1, round(seconds))}s",
            "--timeout",
            "30s",
            "-s",
            file.name,
        ]
        answer = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    said = json.loads(answer.splitlines()[-1])
    requests = max(1, said["requests"])
    per_second = round(said["requests"] / said["seconds"], 1)
    accepted = said["requests"] - said["errors"]
    return Figures(per_second, said["p50"], said["p99"], said["bytes"] // requests, accepted, said["errors"])


def _lua(headers: Mapping[str, str]) -> str:
    return "".join(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n" for name, value in headers.items())


def lua_numbers(numbers: list[int]) -> str:
    """A table of Lua."""
    return "{" + ",".join(map(str, numbers)) + "}"
