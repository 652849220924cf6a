"""An editor's side of the protocol: a process of ours on the other end of two pipes, JSON and nothing else."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
Json = dict[str, Any]


class Client:
    """Starts `caveat lsp` in a folder, sends it messages, and waits for what it sends."""

    def __init__(self, folder: Path, *arguments: str, capabilities: Json | None = None) -> None:
        paths = [str(ROOT / "lint"), str(ROOT / "rules"), os.environ.get("EDITOR_TEST_PATH", "")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "OPENBLAS_NUM_THREADS": "1"}
        self.folder = folder
        self.capabilities = capabilities or {}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "caveat", "lsp", "--stdio", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
        )
        self.received: queue.Queue[Json | None] = queue.Queue()
        self.diagnostics: list[Json] = []
        self.shown: list[Json] = []
        self._kept: list[Json] = []
        self._next = 0
        self.errors = bytearray()
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        self.server = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": self.folder.as_uri(),
                "capabilities": self.capabilities,
                "workspaceFolders": [{"uri": self.folder.as_uri(), "name": "work"}],
            },
        )
        self.notify("initialized", {})
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            try:
                self.request("shutdown", None)
                self.notify("exit", None)
                self.process.wait(20)
            finally:
                self.process.kill()
        self.close()

    def close(self) -> None:
        self.process.wait(20)
        for thread in self._threads:
            thread.join(5)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None and not stream.closed:
                stream.close()

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        while part := self.process.stderr.read1():  # type: ignore[attr-defined] # a buffered reader
            self.errors += part

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self.received.put(None)
                return
            self.received.put(json.loads(stream.read(length)))

    def send(self, message: Json) -> None:
        body = json.dumps(message).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:  # noqa: ANN401 - JSON
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any) -> Any:  # noqa: ANN401 - JSON
        answer = self.answer(method, params)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def answer(self, method: str, params: Any) -> Json:  # noqa: ANN401 - JSON
        self._next += 1
        number = self._next
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self._wait(lambda message: message.get("id") == number and "method" not in message)

    def _wait(self, wanted: Any, seconds: float = 60) -> Json:  # noqa: ANN401 - a predicate
        while True:
            message = self.received.get(timeout=seconds)
            assert message is not None, f"the server has gone:\n{self.errors.decode()}"
            if wanted(message):
                return message
            self._take(message)

    def _take(self, message: Json) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics.append(message["params"])
        elif "id" in message and "method" in message:
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        else:
            self.shown.append(message)

    # What an editor does ---------------------------------------------------------------------------------------------

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown", version: int = 1) -> list[Json]:
        self.open_only(name, text, language, version)
        return self.published(name, version)

    def open_only(self, name: str, text: str, language: str = "markdown", version: int = 1) -> None:
        item = {"uri": self.uri(name), "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, name: str, version: int, *changes: Json) -> None:
        identifier = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})

    def published(self, name: str, version: int | None) -> list[Json]:
        """Wait for the diagnostics of a version of a text."""
        uri = self.uri(name)
        for number, params in enumerate(self.diagnostics):
            if params["uri"] == uri and params.get("version") == version:
                del self.diagnostics[: number + 1]
                return list(params["diagnostics"])
        message = self._wait(
            lambda one: (
                one.get("method") == "textDocument/publishDiagnostics"
                and one["params"]["uri"] == uri
                and one["params"].get("version") == version
            )
        )
        return list(message["params"]["diagnostics"])

    def actions(
        self, name: str, where: Json, only: list[str] | None = None, shown: list[Json] | None = None
    ) -> list[Json]:
        context: Json = {"diagnostics": shown or []}
        if only is not None:
            context["only"] = only
        return list(
            self.request(
                "textDocument/codeAction",
                {"textDocument": {"uri": self.uri(name)}, "range": where, "context": context},
            )
            or []
        )

    def hover(self, name: str, line: int, character: int) -> Any:  # noqa: ANN401 - JSON
        position = {"line": line, "character": character}
        return self.request("textDocument/hover", {"textDocument": {"uri": self.uri(name)}, "position": position})


def part(start: tuple[int, int], end: tuple[int, int]) -> Json:
    return {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> Json:
    return {"range": part(start, end), "text": text}
