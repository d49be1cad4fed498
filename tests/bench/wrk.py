"""Throughput with `wrk`: as many requests as two cores answer, and how long each took."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.servers.folders import short_folder

NO_WRK = "wrk is not installed: apt-get install wrk"
SECONDS = 6
CONNECTIONS = 8

_SCRIPT = """
local requests, turn = {}, 0
function init(args)
  for line in io.lines("REQUESTS") do
    local method, path, cookie, body = line:match("([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)")
    local headers = { ["Cookie"] = cookie, ["Referer"] = "ORIGIN" .. path }
    if body ~= "" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end
function request()
  turn = turn + 1
  return requests[(turn % #requests) + 1]
end
function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    'JSON{"requests": %d, "microseconds": %d, "failed": %d, "p50": %f, "p95": %f, "p99": %f}\\n',
    summary.requests, summary.duration, failed.connect + failed.read + failed.write + failed.status + failed.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, the same each time."""

    method: str
    path: str
    cookie: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it. `failed` counts answers of 400 and more, and none at all."""

    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    failed: int
    cpu_ms: float
    """Of the server's processors, for one request."""


def load_of(origin: str, requests: Sequence[Request], cpu_seconds: Callable[[], float], seconds: int = SECONDS) -> Load:
    """Send the requests in turn over eight connections, as fast as they are answered. Raises FileNotFoundError.

    `cpu_seconds` says how much the server has used of the processors so far: it is what two runs on a machine that
    also does other things are compared by.
    """
    program = shutil.which("wrk")
    if program is None:
        raise FileNotFoundError(NO_WRK)
    with short_folder("wrk") as folder:
        lines = (f"{one.method}\t{one.path}\t{one.cookie}\t{one.body}\n" for one in requests)
        (folder / "requests").write_text("".join(lines))
        script = folder / "script.lua"
        script.write_text(_SCRIPT.replace("REQUESTS", str(folder / "requests")).replace("ORIGIN", origin))
        _run(program, origin, script, 1)  # what is loaded at first use is loaded now
        before = cpu_seconds()
        told = _run(program, origin, script, seconds)
        used = cpu_seconds() - before
    answered = int(told["requests"])
    rate = answered / (told["microseconds"] / 1e6)
    p50, p95, p99 = (told[name] / 1e3 for name in ("p50", "p95", "p99"))
    return Load(rate, p50, p95, p99, int(told["failed"]), used / answered * 1e3)


def _run(program: str, origin: str, script: Path, seconds: int) -> dict[str, float]:
    command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), origin]
    output = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found: dict[str, float] = json.loads(output.partition("JSON")[2])
    return found
