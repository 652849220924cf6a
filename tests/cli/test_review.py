"""`caveat review` as a command; the page itself is tested in tests/review."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "tests" / "engine" / "bundle_words"
TEXT = "# A title\n\nThe purple one is here.\n\nReviewed by the team in the spring of this year.\n"


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command in a process of its own, and give the line that it prints."""
    folders = [str(ROOT / "lint"), str(ROOT / "rules"), str(BUNDLE)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "caveat", "review", *arguments, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_the_address_is_printed_and_the_button_ends_the_command(write: Callable[[str, str], str]) -> None:
    with started(write("a.md", TEXT), "--name", "Ann Lee", "--credential", "MD") as (process, line):
        found = re.fullmatch(r"Reviewing 1 piece at (http://127\.0\.0\.1:\d+/[\w-]{43}/)\n", line)
        assert found is not None
        address = urlsplit(found[1])
        connection = http.client.HTTPConnection(address.netloc)
        connection.request("GET", address.path)
        page = connection.getresponse().read().decode()
        (key,) = re.findall(r'name="caveat-key" content="([^"]+)"', page)
        assert 'data-name="Ann Lee" data-credential="MD"' in page
        headers = {
            "Content-Type": "application/json",
            "Origin": f"http://{address.netloc}",
            "X-Caveat-Key": key,
        }
        connection.request("POST", f"{address.path}close", "{}", headers)
        assert connection.getresponse().status == 200
        connection.close()
        out, err = process.communicate()
        assert (process.returncode, out) == (0, "")
        assert err.endswith("The review has ended. Every recorded decision is kept.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_the_command_can_be_interrupted(write: Callable[[str, str], str]) -> None:
    with started(write("a.md", TEXT)) as (process, line):
        assert line.startswith("Reviewing 1 piece at ")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert (process.returncode in {0, 130}, "Traceback" in err) == (True, False)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_decisions_survive_a_command_that_is_killed(
    write: Callable[[str, str], str], caveat: Callable[..., Any]
) -> None:
    write("a.md", TEXT)
    for number in range(3):
        with started("a.md", "--name", "Ann Lee", "--credential", "MD", "--today", "2026-11-23") as (process, line):
            address = urlsplit(line.split(" at ")[1].strip())
            connection = http.client.HTTPConnection(address.netloc)
            connection.request("GET", address.path)
            page = connection.getresponse().read().decode()
            (key,) = re.findall(r'name="caveat-key" content="([^"]+)"', page)
            (island,) = re.findall(r'id="data">(.*?)</script>', page)
            data = json.loads(island)
            body = {
                "piece": data["piece"],
                "revision": data["revision"],
                "finding": data["order"][0],
                "choice": "accept",
                "reason": f"Reason {number}",
            }
            headers = {
                "Content-Type": "application/json",
                "Origin": f"http://{address.netloc}",
                "X-Caveat-Key": key,
            }
            connection.request("POST", f"{address.path}decide", json.dumps(body), headers)
            assert connection.getresponse().status == 200
            process.kill()
            connection.close()
        done = caveat("status", "a.md", "--verbose", "--today", "2026-11-23")
        assert f"Accepted by Ann Lee, MD on 2026-11-23, until 2027-11-23: Reason {number}\n" in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-",), "standard input cannot be reviewed: decisions need a path"),
        (("a.md", "--name", "Ann Lee"), "--name, --credential: give both, or neither"),
        (("a.md", "--name", " ", "--credential", "MD"), "--name, --credential: give both, or neither"),
        (("a.md", "--isolated"), "--isolated: reviewers' decisions are part of the configuration's folder"),
        (("a.md", "--select", "nothing"), '--select: no rule or family is called "nothing"'),
    ],
)
def test_a_call_that_cannot_be_followed_is_told(
    write: Callable[[str, str], str], caveat: Callable[..., Any], arguments: tuple[str, ...], message: str
) -> None:
    write("a.md", TEXT)
    done = caveat("review", *arguments, "--no-browser")
    assert (done.status, done.err) == (2, f"Error: {message}\n")


def test_where_nothing_can_be_read_there_is_nothing_to_review(caveat: Callable[..., Any]) -> None:
    done = caveat("review", "gone.md", "--no-browser")
    assert (done.status, done.err) == (2, "gone.md: there is no such file or folder\n")
