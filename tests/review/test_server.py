"""The server by itself: whom it answers, whom it turns away, and what it records."""

from __future__ import annotations

import errno
import http.client
import json
import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caveat.engine.reviewer import Reviewer
from caveat.engine.run import check
from caveat.engine.settings import Settings
from caveat.review import ReviewServer
from caveat.review.server import Watchdog

ANN = Reviewer("Ann Lee", "MD")
TEXT = "# A title\n\nThe purple one is here.\n\nThe purple two is there.\n\nReviewed by the team in the spring of this year.\n"
Serve = Callable[..., ReviewServer]
Write = Callable[[str, str], str]


@dataclass(frozen=True)
class Told:
    """What the server answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.text)


def ask(server: ReviewServer, method: str, path: str, body: bytes | None = None, **headers: str) -> Told:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    skip = "Host" in named
    connection.putrequest(method, path, skip_host=skip, skip_accept_encoding=True)
    for name, value in named.items():
        if value:
            connection.putheader(name, value)
    if body is not None and "Content-Length" not in named:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    told = Told(answer.status, answer.headers, answer.read().decode())
    connection.close()
    return told


def get(server: ReviewServer, route: str = "", **headers: str) -> Told:
    return ask(server, "GET", f"/{server.token}/{route}", None, **headers)


def post(server: ReviewServer, route: str, data: object, **headers: str) -> Told:
    given = {
        "Origin": server.origin,
        "X_Caveat_Key": server.key,
        "Content_Type": "application/json",
        "Sec_Fetch_Site": "same-origin",
        **headers,
    }
    return ask(server, "POST", f"/{server.token}/{route}", json.dumps(data).encode(), **given)


def island(told: Told) -> Any:  # noqa: ANN401 - JSON
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', told.text)
    return json.loads(text)


def opened(server: ReviewServer) -> Any:  # noqa: ANN401 - JSON
    """The data of the only piece, or of the first one."""
    told = get(server)
    found = re.findall(r'<th scope="row"><a href="[^"]*/(piece/[0-9a-f]+)"', told.text)
    return island(get(server, found[0]) if found else told)


def decision(server: ReviewServer, number: int = 0, **changes: str) -> dict[str, str]:
    page = opened(server)
    given = {"piece": page["piece"], "revision": page["revision"], "finding": page["order"][number]}
    return {**given, "choice": "accept", "reason": "As agreed", **changes}


def lines() -> list[Any]:
    folder = Path(".caveat/decisions")
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


# ------------------------------------------------------------------ who is answered


def test_it_listens_on_this_machine_only(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    first, second = serve("a.md"), serve("a.md")
    assert first.server_address[0] == "127.0.0.1"
    assert first.server_port != second.server_port
    assert re.fullmatch(rf"http://127\.0\.0\.1:{first.server_port}/[\w-]{{43}}/", first.address)
    assert len({first.token, second.token, first.key, second.key}) == 4


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "[::1]", "localhost.evil.example", ""]
)
def test_another_host_is_turned_away(write: Write, serve: Serve, host: str) -> None:
    write("a.md", TEXT)
    server = serve("a.md")
    assert get(server).status == 200
    assert get(server, Host=f"localhost:{server.server_port}").status == 200
    assert (get(server, Host=host).status, get(server, Host=f"evil.example:{server.server_port}").status) == (403, 403)


def test_two_hosts_in_one_request_are_turned_away(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md")
    good = f"127.0.0.1:{server.server_port}"
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        request = f"GET /{server.token}/ HTTP/1.1\r\nHost: {good}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        assert connection.recv(1_000).startswith(b"HTTP/1.1 403 ")


def test_without_the_token_nothing_is_given_away(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md")
    wrong = "x" * 43
    for path in (
        "/",
        "/review.js",
        f"/{wrong}/",
        f"/{server.token}",
        f"/../{server.token}/",
        f"/{server.token[:-1]}/",
        f"/?{server.token}/",
        "/é/",
        f"http://127.0.0.1:{server.server_port}/{server.token}/",
    ):
        told = ask(server, "GET", path.replace("é", "%C3%A9"))
        assert (told.status, told.text) == (403, "Use the address that the command printed.\n")
    assert post(server, "beat", {}).status == 200
    assert ask(server, "POST", f"/{wrong}/close", b"{}").status == 403


@pytest.mark.parametrize(
    "route", ["../server.py", "%2e%2e/server.py", "piece/../../x", "review.py", "frame.html.jinja"]
)
def test_only_the_pages_and_their_parts_are_served(write: Write, serve: Serve, route: str) -> None:
    write("a.md", TEXT)
    assert get(serve("a.md"), route).status == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_for_is_turned_away(write: Write, serve: Serve, site: str) -> None:
    write("a.md", TEXT)
    server = serve("a.md")
    assert get(server, Sec_Fetch_Site=site).status == 403
    assert get(server, Sec_Fetch_Site="none").status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"X_Caveat_Key": ""}, 403),
        ({"X_Caveat_Key": "guess"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Length": "65000"}, 413),
        ({"Content_Length": "-1"}, 413),
        ({"Content_Length": "3x"}, 413),
    ],
)
def test_a_request_that_the_page_did_not_send_records_nothing(
    write: Write, serve: Serve, headers: dict[str, str], status: int
) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    given = decision(server)
    assert post(server, "decide", given, **headers).status == status
    assert lines() == []
    assert post(server, "decide", given).status == 200
    assert len(lines()) == 1


def test_nothing_is_changed_by_getting_a_page(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    for route in ("decide", "sign", "close", "reviewer"):
        assert get(server, route).status == 404
    assert (ask(server, "PUT", f"/{server.token}/").status, lines()) == (501, [])


def test_every_answer_forbids_what_the_page_does_not_need(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md")
    for told in (get(server), get(server, "review.js"), get(server, "nowhere"), ask(server, "GET", "/")):
        policy = dict(part.split(" ", 1) for part in told.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["form-action"] == policy["base-uri"] == "'none'"
        assert told.headers["Cache-Control"] == "no-store"
        assert told.headers["Referrer-Policy"] == "no-referrer"
        assert told.headers["X-Content-Type-Options"] == "nosniff"
        assert told.headers["X-Frame-Options"] == "DENY"
        assert "Access-Control-Allow-Origin" not in told.headers
        assert "Set-Cookie" not in told.headers
        assert "Python" not in told.headers["Server"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"piece":1}', b"[" * 60_000, b"\xff"])
def test_a_body_that_is_no_object_of_texts_is_refused(write: Write, serve: Serve, body: bytes) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    given = {"Origin": server.origin, "X_Caveat_Key": server.key, "Content_Type": "application/json"}
    told = ask(server, "POST", f"/{server.token}/decide", body, **given)
    assert (told.status, told.text) == (400, "Not an object of texts.\n")


def test_what_a_text_and_a_record_say_is_escaped(write: Write, serve: Serve) -> None:
    hostile = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(1)>"
    write("a.md", f"---\ntitle: {json.dumps(hostile)}\n---\n\nThe purple {hostile} is here.\n\n`{hostile}` purple")
    server = serve("a.md", reviewer=Reviewer(hostile, hostile))
    given = decision(server, reason=hostile)
    assert post(server, "decide", given).status == 200
    for told in (get(server), get(server, f"piece/{given['piece']}")):
        assert "<img" not in told.text
        assert "alert(1)</script>" not in told.text
        assert told.text.count("<script") == 2


# ------------------------------------------------------------------ what is recorded


def test_a_decision_is_on_the_disk_when_it_is_answered_and_check_honours_it(
    write: Write, serve: Serve, settings: Settings
) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    before = opened(server)
    assert [one["state"] for one in before["findings"].values()] == ["undecided", "undecided"]
    told = post(server, "decide", decision(server))
    (record,) = lines()
    assert (record["act"], record["by"], record["credential"], record["reason"]) == (
        "accept",
        "Ann Lee",
        "MD",
        "As agreed",
    )
    assert (told.data["left"], told.data["stands"]) == (1, "open")
    assert told.data["findings"][before["order"][0]] == {
        "state": "accepted",
        "told": "Accepted by Ann Lee, MD on 2026-11-23, until 2027-11-23: As agreed",
    }
    assert told.data["revision"] != before["revision"]
    assert check(["a.md"], settings).report.summary.error == 1


def test_a_piece_is_reviewed_signed_and_the_sign_off_taken_back(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    page = opened(server)
    signing = {"piece": page["piece"], "revision": page["revision"], "reason": "Read"}
    told = post(server, "sign", signing)
    assert (told.status, told.data) == (
        409,
        {"message": "2 findings are still open. Decide on each before you sign."},
    )
    for number in (0, 1):
        post(server, "decide", decision(server, number))
    signing["revision"] = opened(server)["revision"]
    told = post(server, "sign", signing)
    assert (told.status, told.data["signed"], told.data["review"]) == (
        200,
        True,
        "Signed by Ann Lee, MD on 2026-11-23, until 2027-11-23, with 2 accepted risks.",
    )
    signing["revision"] = told.data["revision"]
    assert post(server, "unsign", signing).data["stands"] == "open"
    assert [record["act"] for record in lines()] == ["accept", "accept", "sign", "unsign"]


def test_without_a_name_nothing_is_recorded(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md")
    assert post(server, "decide", decision(server)).data == {"message": "Give your name and your credential first."}
    assert post(server, "reviewer", {"name": " ", "credential": "MD"}).status == 409
    assert post(server, "reviewer", {"name": " Ann  Lee", "credential": "MD"}).data == {
        "name": "Ann Lee",
        "credential": "MD",
    }
    assert post(server, "decide", decision(server)).status == 200
    assert [record["by"] for record in lines()] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"reason": "  "}, 409, "Give a reason."),
        ({"reason": "x" * 4_001}, 409, "Give a reason of at most 4,000 characters."),
        ({"choice": "withdraw"}, 409, "There is no decision on this finding to take back."),
        ({"finding": "0" * 16}, 409, "The finding is no longer there: the text has changed."),
    ],
)
def test_what_cannot_be_recorded_is_told(
    write: Write, serve: Serve, changes: dict[str, str], status: int, message: str
) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    told = post(server, "decide", {**decision(server), **changes})
    assert (told.status, told.data, lines()) == (status, {"message": message}, [])


def test_a_choice_or_a_piece_that_there_is_not_is_refused(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    assert post(server, "decide", decision(server, choice="sign")).status == 400
    assert post(server, "decide", decision(server, piece="../a.md")).status == 404
    assert get(server, "piece/../../a.md").status == 404


def test_a_text_that_changed_on_disk_is_shown_anew_before_anything_is_recorded(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    given = decision(server)
    write("a.md", "Some more.\n\n" + TEXT)
    told = post(server, "decide", given)
    assert (told.status, told.data["changed"], lines()) == (409, True, [])
    assert post(server, "beat", {"piece": given["piece"]}).data["revision"] == opened(server)["revision"]
    assert "Some more." in get(server, f"piece/{given['piece']}").text
    assert post(server, "decide", {**given, "revision": opened(server)["revision"]}).status == 200
    Path("a.md").unlink()
    assert post(server, "beat", {"piece": given["piece"]}).data == {"revision": None}
    assert get(server, f"piece/{given['piece']}").status == 404


def test_what_another_reviewer_decided_meanwhile_is_shown_before_anything_is_recorded(
    write: Write, serve: Serve
) -> None:
    write("a.md", TEXT)
    ann, ben = serve("a.md", reviewer=ANN), serve("a.md", reviewer=Reviewer("Ben Oduya", "RPh"))
    mine, his = decision(ann), decision(ben, choice="change")
    assert post(ben, "decide", his).status == 200
    assert post(ann, "decide", mine).data["changed"] is True
    assert opened(ann)["findings"][mine["finding"]]["state"] == "change-asked"
    assert [record["by"] for record in lines()] == ["Ben Oduya"]


def test_a_full_disk_is_told_and_nothing_is_lost(write: Write, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    post(server, "decide", decision(server))
    before = lines()

    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        told = post(server, "decide", decision(server, 1))
    assert told.status == 409
    assert re.fullmatch(
        r"Not recorded: \.caveat/decisions/a-[0-9a-f]{8}\.jsonl cannot be written \(no space left on device\)\. "
        r"What was decided before is kept\.",
        told.data["message"],
    )
    assert lines() == before


def test_decisions_on_a_piece_in_word_and_html_are_the_same(write: Write, serve: Serve) -> None:
    write("a.html", "<h1>A title</h1><p>The <b>purple</b> one is here.</p><p>Reviewed by the team.</p>")
    server = serve("a.html", reviewer=ANN)
    assert post(server, "decide", decision(server)).data["left"] == 0


def test_the_list_of_pieces_says_where_each_stands(write: Write, serve: Serve) -> None:
    for name in ("a.md", "b.md"):
        write(name, TEXT)
    server = serve(".", reviewer=ANN)
    post(server, "decide", decision(server))
    page = " ".join(get(server).text.split())
    assert "2 pieces, 2 to sign off" in page
    assert 'chip open">Not signed</span> <span class="why">1 finding to decide.</span>' in page
    assert 'chip never">Never reviewed</span>' in page


# ------------------------------------------------------------------ how it ends


def test_it_ends_when_the_reviewer_says_so(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md")
    assert post(server, "close", {}).status == 200
    assert server.ended.is_set()


def test_it_ends_by_itself_when_no_page_is_open_or_nothing_is_done() -> None:
    now = [0.0]
    watchdog = Watchdog(lambda: now[0], silent=300, idle=14_400)
    assert not watchdog.ended()
    now[0] = 300
    assert not watchdog.ended()
    now[0] = 300.1
    assert watchdog.ended()
    watchdog.act()
    for minute in range(1, 240):
        now[0] = 300.1 + 60 * minute
        watchdog.beat()
        assert not watchdog.ended()
    now[0] += 61
    watchdog.beat()
    assert watchdog.ended()


def test_a_server_whose_watchdog_says_so_ends(write: Write, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md", watchdog=Watchdog(silent=-1))
    assert server.ended.wait(60)
