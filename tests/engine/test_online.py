"""Links looked up on the web, with a web of our own making: no test opens a connection to anywhere else."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caveat.analysis import Analysis
from caveat.engine import online
from caveat.engine.cache import Cache
from caveat.engine.finding import Problem
from caveat.engine.online import LinkPlace, Verdict
from caveat.readers import read

TEXT = """# Sleep

Melatonin helped in a [trial](https://journal.example/trial) and in [another](https://journal.example/gone).
The review is doi:10.1000/xyz123.

Source: https://agency.example/report
"""


def places(text: str) -> list[LinkPlace]:
    return list(online.link_places(Analysis(read("a.md", text.encode()))))


def looked_up(
    verdicts: dict[str, Verdict], cache: Cache, text: str = TEXT
) -> tuple[list[tuple[str, str, int, str]], list[Problem]]:
    asked: list[str] = []

    def fetch(address: str) -> Verdict:
        asked.append(address)
        return verdicts.get(address, Verdict("alive"))

    findings, problems = online.dead_links([online.pack(places(text))], cache, lambda _: "warning", str, fetch)
    return [(one.rule, one.quote, one.start.offset, one.message) for one in findings], problems


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    opened = Cache(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(online.ask, "__defaults__", (0.0,))


def test_links_dois_and_addresses_are_found_at_their_words() -> None:
    found = [(place.address, TEXT[place.start.offset : place.end.offset]) for place in places(TEXT)]
    assert sorted(address for address, _ in found) == [
        "https://agency.example/report",
        "https://doi.org/10.1000/xyz123",
        "https://journal.example/gone",
        "https://journal.example/trial",
    ]
    assert all(words in TEXT for _, words in found)


def test_what_is_gone_is_a_finding_at_the_link(cache: Cache) -> None:
    gone = Verdict("gone", "the server answers 404")
    findings, problems = looked_up({"https://journal.example/gone": gone}, cache)
    ((rule, _, start, message),) = findings
    assert (rule, problems) == ("caveat-dead-link", [])
    assert "another" in TEXT[start : start + 20]
    assert message == (
        "https://journal.example/gone leads nowhere: the server answers 404. "
        "Find where the source is now, or cite another."
    )


def test_a_host_that_refuses_programs_is_no_finding(cache: Cache) -> None:
    refused = Verdict("unsure", "the server answers 403")
    assert looked_up({"https://journal.example/gone": refused}, cache) == ([], [])


def test_an_unknown_host_is_a_finding_when_others_answer(cache: Cache) -> None:
    nowhere = Verdict("no-host", "there is no such host")
    findings, _ = looked_up({"https://agency.example/report": nowhere}, cache)
    assert [message.partition(":")[0] for _, _, _, message in findings] == ["https"]


def test_without_a_network_there_is_a_note_and_no_finding(cache: Cache) -> None:
    nowhere = Verdict("no-host", "there is no such host")
    findings, problems = looked_up({place.address: nowhere for place in places(TEXT)}, cache)
    assert findings == []
    assert [(one.kind, one.message.partition(":")[0]) for one in problems] == [("online", "no link could be looked up")]


def test_a_check_that_breaks_down_is_no_finding(cache: Cache) -> None:
    def fetch(_address: str) -> Verdict:
        raise RuntimeError

    findings, problems = online.dead_links([online.pack(places(TEXT))], cache, lambda _: "warning", str, fetch)
    assert (findings, len(problems)) == ([], 1)


def test_what_was_learnt_is_not_asked_again(cache: Cache) -> None:
    gone = Verdict("gone", "the server answers 404")
    first = looked_up({"https://journal.example/gone": gone}, cache)
    assert looked_up({}, cache) == first


def test_a_rule_that_is_off_asks_for_nothing(cache: Cache) -> None:
    def fetch(_address: str) -> Verdict:
        raise AssertionError

    assert online.dead_links([online.pack(places(TEXT))], cache, lambda _: None, str, fetch) == ([], [])


@pytest.mark.parametrize(
    "address",
    ["http://localhost/x", "http://127.0.0.1:8000/", "http://[::1]/", "http://10.0.0.7/report", "http://169.254.1.1/"],
)
def test_the_users_own_network_is_never_asked(address: str) -> None:
    assert online._fetch(address).kind == "unsure"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/loop":
                self.send_response(302)
                self.send_header("Location", "/loop")
            elif self.path == "/moved":
                self.send_response(301)
                self.send_header("Location", "/here")
            else:
                self.send_response({"/here": 200, "/secret": 403}.get(self.path, 404))
            self.end_headers()

        def do_HEAD(self) -> None:
            self.send_response(405)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            del format, args

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    monkeypatch.setattr(online, "_refuse_private", lambda _address: None)
    monkeypatch.setenv("no_proxy", "*")
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/here", "alive"), ("/moved", "alive"), ("/gone", "gone"), ("/secret", "unsure"), ("/loop", "unsure")],
)
def test_what_a_server_answers(server: str, path: str, kind: str) -> None:
    assert online._fetch(server + path).kind == kind


def test_a_refused_connection_says_so_and_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "_refuse_private", lambda _address: None)
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert online._fetch(f"http://127.0.0.1:{port}/").kind == "unreachable"


def test_the_flag_is_off_unless_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caveat: Callable[..., object]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    caveat("check", str(path), "--no-cache", "--fail-on", "never")
