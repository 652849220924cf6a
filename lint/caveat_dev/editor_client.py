"""An editor's side of the language server: two pipes and JSON, for the tests and the bench."""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Self, TypeAlias

Json: TypeAlias = dict[str, Any]

# Only a server that hangs lets a client wait this long; a busy machine does not.
_PATIENCE = 300.0


class ServerError(Exception):
    """The server answered with an error, or has gone."""


class Client:
    """Starts `caveat lsp` in a folder, sends it messages, and waits for what it sends.

    `diagnostics` holds the published findings that nobody has waited for yet, `shown` all other messages; what the
    server asks is answered with nothing. `search` is where the server finds modules.
    """

    def __init__(
        self, folder: Path, *arguments: str, capabilities: Json | None = None, search: tuple[str, ...] = ()
    ) -> None:
        """Start the server."""
        here = str(Path(__file__).parents[1])
        found = [here, str(Path(here).parent / "rules"), *search]
        self.folder = folder
        self.capabilities = capabilities or {}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "caveat", "lsp", "--stdio", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(found)},
        )
        self.server: Json = {}
        self.diagnostics: list[Json] = []
        self.shown: list[Json] = []
        self.errors = bytearray()
        self._opened: set[str] = set()
        self._received: queue.Queue[Json | None] = queue.Queue()
        self._next = 0
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        """Introduce the client."""
        self.server = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": self.folder.as_uri(),
                "capabilities": self.capabilities,
                "workspaceFolders": [{"uri": self.folder.as_uri(), "name": self.folder.name}],
            },
        )
        self.notify("initialized", {})
        return self

    def __exit__(self, *_: object) -> None:
        """Say good-bye, and see the server off."""
        try:
            if self.process.poll() is None:
                self.request("shutdown", None)
                self.notify("exit", None)
        finally:
            self.close()

    def close(self) -> int:
        """Wait until the server has gone, and return its exit status; one that stays is ended."""
        try:
            status = self.process.wait(_PATIENCE)
        finally:
            self.process.kill()
            for thread in self._threads:
                thread.join(5)
            for stream in self._streams():
                stream.close()
        return status

    def _streams(self) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
        process = self.process
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ServerError("the server has no pipes")
        return process.stdin, process.stdout, process.stderr

    def _read_errors(self) -> None:
        _, _, stream = self._streams()
        while part := stream.read(1):
            self.errors += part

    def _read(self) -> None:
        _, stream, _ = self._streams()
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self._received.put(None)
                return
            self._received.put(json.loads(stream.read(length)))

    # Messages ---------------------------------------------------------------------------------------------------------

    def send(self, message: Json) -> None:
        """Send a message."""
        body = json.dumps(message).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send_bytes(self, data: bytes) -> None:
        """Send bytes, whatever they are."""
        stream, _, _ = self._streams()
        stream.write(data)
        stream.flush()

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: object) -> Any:  # noqa: ANN401 - JSON
        """Send a request and return its result; raises ServerError for an error."""
        answer = self.answer(method, params)
        if "error" in answer:
            raise ServerError(str(answer["error"]))
        return answer["result"]

    def answer(self, method: str, params: object) -> Json:
        """Send a request and return the answer, which may be an error."""
        self._next += 1
        number = self._next
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self.wait_for(lambda message: message.get("id") == number and "method" not in message)

    def wait_for(self, wanted: Callable[[Json], bool]) -> Json:
        """Return the first message that is wanted; what comes before it is kept."""
        while True:
            try:
                message = self._received.get(timeout=_PATIENCE)
            except queue.Empty:
                raise ServerError(f"nothing came; the server said: {self.errors.decode()}") from None
            if message is None:
                raise ServerError(f"the server has gone; it said: {self.errors.decode()}")
            if wanted(message):
                return message
            if message.get("method") == "textDocument/publishDiagnostics":
                self.diagnostics.append(message["params"])
            elif "id" in message and "method" in message:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            else:
                self.shown.append(message)

    # What an editor does ----------------------------------------------------------------------------------------------

    def uri(self, name: str) -> str:
        """Return the address of a file in the folder."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown", version: int = 1) -> list[Json]:
        """Open a text and wait for its findings."""
        self.open_only(name, text, language, version)
        return self.published(name, version)

    def open_only(self, name: str, text: str, language: str = "markdown", version: int = 1) -> None:
        """Open a text."""
        self._opened.add(self.uri(name))
        item = {"uri": self.uri(name), "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def close_all(self) -> None:
        """Close every text, and forget what was said of them."""
        for uri in self._opened:
            self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self._opened.clear()
        self.answer("no/such/request", {})
        self.diagnostics.clear()
        self.shown.clear()

    def change(self, name: str, version: int, *changes: Json) -> None:
        """Change a text."""
        identifier = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})

    def published(self, name: str, version: int | None) -> list[Json]:
        """Wait for the findings of a version of a text; None is the version of a closed one."""
        uri = self.uri(name)
        for number, params in enumerate(self.diagnostics):
            if (params["uri"], params.get("version")) == (uri, version):
                del self.diagnostics[: number + 1]
                return list(params["diagnostics"])
        message = self.wait_for(
            lambda one: (
                one.get("method") == "textDocument/publishDiagnostics"
                and (one["params"]["uri"], one["params"].get("version")) == (uri, version)
            )
        )
        return list(message["params"]["diagnostics"])

    def actions(self, name: str, where: Json, only: list[str] | None = None, shown: object = ()) -> list[Json]:
        """Ask what can be done at a range."""
        context: Json = {"diagnostics": shown or []}
        if only is not None:
            context["only"] = only
        asked = {"textDocument": {"uri": self.uri(name)}, "range": where, "context": context}
        return list(self.request("textDocument/codeAction", asked) or [])

    def hover(self, name: str, line: int, character: int) -> Any:  # noqa: ANN401 - JSON
        """Ask what is said of a position."""
        position = {"line": line, "character": character}
        return self.request("textDocument/hover", {"textDocument": {"uri": self.uri(name)}, "position": position})


def part(start: tuple[int, int], end: tuple[int, int]) -> Json:
    """Return a range, from line and column to line and column."""
    return {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> Json:
    """Return a change of a range."""
    return {"range": part(start, end), "text": text}


class Gate:
    """Where the checks of a folder's texts stop until it is opened, as far as a rule of theirs looks for it.

    The file `gate` in the folder holds the port to call; whoever calls waits until we hang up.
    """

    def __init__(self, folder: Path) -> None:
        """Build the gate, shut."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_PATIENCE)
        self._file = folder / "gate"
        self._file.write_text(str(self._listener.getsockname()[1]), encoding="utf-8")
        self._arrived: list[socket.socket] = []

    def arrived(self) -> None:
        """Wait until a check has come to the gate; it stands there until the gate is opened."""
        self._arrived.append(self._listener.accept()[0])

    def open(self) -> None:
        """Let every check go on, those that come later too."""
        self._file.unlink(missing_ok=True)
        self._listener.close()
        while self._arrived:
            self._arrived.pop().close()
