"""The server of the review page: on this machine only, for who knows its address only, and for no other page."""

from __future__ import annotations

import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from caveat.engine.reviewer import RefusedError, Reviewer
from caveat.engine.settings import SettingsError
from caveat.review.desk import ChangedError, Desk, GoneError
from caveat.review.view import index_page, item_page, part, standing

if TYPE_CHECKING:
    from caveat.engine.reviewer import Choice

HOST = "127.0.0.1"
_LARGEST = 64_000
_PARTS = {
    "page.css": "text/css; charset=utf-8",
    "review.css": "text/css; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
}
_CHOICES = ("accept", "change", "withdraw")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Watchdog:
    """Says when a review has ended by itself: no page is open any longer, or nobody has done anything for long."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, silent: float = 300, idle: float = 14_400
    ) -> None:
        """Take a clock, and after how many seconds without a sign of a page, or without a deed, the end has come."""
        self._clock = clock
        self._silent = silent
        self._idle = idle
        self._seen = self._done = clock()

    def beat(self) -> None:
        """Note that a page is open."""
        self._seen = self._clock()

    def act(self) -> None:
        """Note that the reviewer did something."""
        self._seen = self._done = self._clock()

    def ended(self) -> bool:
        """Say whether the review has ended."""
        now = self._clock()
        return now - self._seen > self._silent or now - self._done > self._idle


class ReviewServer(ThreadingHTTPServer):
    """Serves the desk on a free port of this machine."""

    daemon_threads = True
    # A connection that is kept open by a browser must not keep the command from ending.
    block_on_close = False

    def __init__(self, desk: Desk, reviewer: Reviewer | None = None, watchdog: Watchdog | None = None) -> None:
        """Open the port; the address holds a token that cannot be guessed."""
        super().__init__((HOST, 0), _Handler)
        self.desk = desk
        self.reviewer = reviewer
        self.watchdog = watchdog or Watchdog()
        self.token = secrets.token_urlsafe(32)
        self.key = secrets.token_urlsafe(32)
        self.ended = threading.Event()

    @property
    def origin(self) -> str:
        """The origin of the page."""
        return f"http://{HOST}:{self.server_port}"

    @property
    def address(self) -> str:
        """The address to open."""
        return f"{self.origin}/{self.token}/"

    def serve(self) -> None:
        """Serve until the reviewer, the watchdog or an interruption ends it."""
        threading.Thread(target=self._watch, daemon=True).start()
        try:
            self.serve_forever(poll_interval=0.2)
        finally:
            self.ended.set()
            self.server_close()

    def end(self) -> None:
        """End the review, once what is being answered has been."""
        self.ended.set()

    def _watch(self) -> None:
        while not self.ended.wait(1):
            if self.watchdog.ended():
                break
        self.shutdown()

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over connections that broke: the browser closed a page."""


class _Answer(NamedTuple):
    status: HTTPStatus
    kind: str
    body: bytes


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Caveat"
    sys_version = ""
    # A connection on which nothing comes is closed.
    timeout = 60

    @property
    def _desk(self) -> Desk:
        return self._served.desk

    @property
    def _served(self) -> ReviewServer:
        return cast("ReviewServer", self.server)

    def do_GET(self) -> None:
        """Answer with a page or one of its parts."""
        self._answer(self._get)

    def do_HEAD(self) -> None:
        """Answer as to a GET, without the body."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """Record what the reviewer did."""
        self._answer(self._post)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - http.server's signature
        """Log nothing: the address is a secret."""

    def _answer(self, make: Callable[[str], _Answer]) -> None:
        route = self._admitted()
        if isinstance(route, _Answer):
            # What was sent along is not read, so that the connection cannot be used again.
            self.close_connection = True
            self._send(route)
            return
        try:
            answer = make(route)
        except GoneError:
            answer = _text(HTTPStatus.NOT_FOUND, "This piece is no longer there.")
        except ChangedError:
            answer = _json(
                HTTPStatus.CONFLICT, {"changed": True, "message": "The piece has changed; it is shown anew."}
            )
        except RefusedError as error:
            answer = _json(HTTPStatus.CONFLICT, {"message": str(error)})
        except SettingsError as error:
            answer = _json(HTTPStatus.CONFLICT, {"message": f"The configuration cannot be followed: {error}"})
        self._send(answer)

    def _admitted(self) -> str | _Answer:
        """Return the address behind the token, or why the request is turned away."""
        served = self._served
        hosts = {f"{HOST}:{served.server_port}", f"localhost:{served.server_port}"}
        # A page elsewhere whose name was made to lead here still sends its own name.
        if self.headers.get_all("Host") not in [[host] for host in hosts]:
            return _text(HTTPStatus.FORBIDDEN, "Wrong host.")
        if self.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
            return _text(HTTPStatus.FORBIDDEN, "Asked for by another page.")
        _, token, *rest = self.path.split("/", 2) if self.path.startswith("/") else ("", "")
        if not hmac.compare_digest(token.encode(), served.token.encode()) or not rest:
            return _text(HTTPStatus.FORBIDDEN, "Use the address that the command printed.")
        route = rest[0].partition("?")[0]
        if self.command != "POST":
            return route
        if self.headers.get("Origin") not in {f"http://{host}" for host in hosts}:
            return _text(HTTPStatus.FORBIDDEN, "Sent by another page.")
        if not hmac.compare_digest((self.headers.get("X-Caveat-Key") or "").encode(), served.key.encode()):
            return _text(HTTPStatus.FORBIDDEN, "The key is missing.")
        if self.headers.get_content_type() != "application/json" or "Transfer-Encoding" in self.headers:
            return _text(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Only JSON is taken.")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > _LARGEST:
            return _text(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large.")
        return route

    def _get(self, route: str) -> _Answer:
        served = self._served
        if route in _PARTS:
            return _Answer(HTTPStatus.OK, _PARTS[route], part(route).encode())
        served.watchdog.act()
        if route == "":
            sight = self._desk.look()
            if len(sight.items) == 1 and not sight.problems:
                return _html(self._piece(sight.items[0].key))
            return _html(index_page(sight, served.token, served.key, served.reviewer))
        kind, _, key = route.partition("/")
        if kind == "piece":
            return _html(self._piece(key))
        return _text(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def _piece(self, key: str) -> str:
        served = self._served
        for last in (False, True):
            sight = self._desk.look()
            try:
                return item_page(sight, sight.item(key), self._desk, served.token, served.key, served.reviewer)
            except ChangedError:
                if last:
                    raise
        raise GoneError

    def _post(self, route: str) -> _Answer:
        served = self._served
        data = self._data()
        if data is None:
            return _text(HTTPStatus.BAD_REQUEST, "Not an object of texts.")
        if route == "beat":
            served.watchdog.beat()
            return _json(HTTPStatus.OK, {"revision": self._revision(data.get("piece", ""))})
        served.watchdog.act()
        if route == "close":
            served.end()
            return _json(HTTPStatus.OK, {})
        if route == "reviewer":
            name, credential = (" ".join(data.get(field, "").split()) for field in ("name", "credential"))
            if not name or not credential:
                raise RefusedError("Give your name and your credential.")
            served.reviewer = Reviewer(name, credential)
            return _json(HTTPStatus.OK, {"name": name, "credential": credential})
        if route in {"decide", "sign", "unsign"}:
            return self._decided(route, data)
        return _text(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def _decided(self, route: str, data: Mapping[str, str]) -> _Answer:
        reviewer = self._served.reviewer
        if reviewer is None:
            raise RefusedError("Give your name and your credential first.")
        key, revision, reason = (data.get(field, "") for field in ("piece", "revision", "reason"))
        if route == "sign":
            self._desk.sign(key, revision, reason, reviewer)
        elif route == "unsign":
            self._desk.unsign(key, revision, reason, reviewer)
        else:
            choice = data.get("choice", "")
            if choice not in _CHOICES:
                return _text(HTTPStatus.BAD_REQUEST, "No such choice.")
            self._desk.decide(key, revision, data.get("finding", ""), cast("Choice", choice), reason, reviewer)
        return _json(HTTPStatus.OK, standing(self._desk.look().item(key)))

    def _revision(self, key: str) -> str | None:
        """Return the present revision of a piece, None when it is gone."""
        try:
            return self._desk.look().item(key).revision
        except GoneError:
            return None

    def _data(self) -> dict[str, str] | None:
        try:
            data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        except (ValueError, RecursionError):
            return None
        if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
            return None
        return data

    def _send(self, answer: _Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


def _html(text: str) -> _Answer:
    return _Answer(HTTPStatus.OK, "text/html; charset=utf-8", text.encode("utf-8", "backslashreplace"))


def _text(status: HTTPStatus, text: str) -> _Answer:
    return _Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode())


def _json(status: HTTPStatus, data: Mapping[str, Any]) -> _Answer:
    body = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return _Answer(status, "application/json", body)
