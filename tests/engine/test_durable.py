from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from caveat.engine import durable
from caveat.engine.durable import append, read_records, write_atomically

ROOT = Path(__file__).parents[2]


def adding(line: bytes) -> bytes:
    return line + b"\n"


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start Python on a piece of code that finds our modules."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "lint"), str(ROOT / "rules")])}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_a_record_is_added_and_its_folder_and_file_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "records.jsonl"
    assert b'{"a":1}' == append(path, lambda _: b'{"a":1}')
    assert b'{"b":2}\n' == append(path, lambda _: b'{"b":2}\n')
    assert b'{"a":1}\n{"b":2}\n' == path.read_bytes() == read_records(path)


def test_what_is_composed_sees_what_the_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"n":0}\n')
    append(path, lambda held: b'{"n":%d}' % held.count(b"\n"))
    append(path, lambda held: b'{"n":%d}' % held.count(b"\n"))
    assert b'{"n":0}\n{"n":1}\n{"n":2}\n' == path.read_bytes()


def test_when_composing_fails_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"n":0}\n')

    def refuse(_: bytes) -> bytes:
        raise LookupError("no")

    with pytest.raises(LookupError):
        append(path, refuse)
    assert b"" == append(path, lambda _: b"")
    assert b'{"n":0}\n' == path.read_bytes()


def test_the_rest_of_a_line_that_a_crash_cut_short_is_not_read_and_makes_way(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"n":0}\n{"n":1,"reason":"hal')
    assert b'{"n":0}\n' == read_records(path)
    append(path, lambda _: b'{"n":2}')
    assert b'{"n":0}\n{"n":2}\n' == path.read_bytes()


def test_a_record_whose_line_end_got_lost_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"n":0}\n{"n":1}')
    assert b'{"n":0}\n{"n":1}' == read_records(path)
    append(path, lambda _: b'{"n":2}')
    assert b'{"n":0}\n{"n":1}\n{"n":2}\n' == path.read_bytes()


@pytest.mark.parametrize("held", [b"", b'{"n":0}\n', b'{"n":0}\n{"torn'])
def test_a_full_disk_leaves_the_records_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: bytes
) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(held)
    write = os.write

    def full(handle: int, data: memoryview) -> int:
        if len(data) > 4:
            return write(handle, data[:4])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        append(path, lambda _: b'{"n":1}')
    assert held[: held.rfind(b"\n") + 1] == path.read_bytes()
    monkeypatch.undo()
    append(path, lambda _: b'{"n":2}')
    assert held[: held.rfind(b"\n") + 1] + b'{"n":2}\n' == path.read_bytes()


def test_a_disk_that_is_full_when_the_file_is_brought_to_it_leaves_the_records_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"n":0}\n')

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        append(path, lambda _: b'{"n":1}')
    assert b'{"n":0}\n' == path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_limit_of_the_system_in_the_middle_of_a_write_leaves_the_records_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    code = """
        import pathlib, resource, signal, sys
        from caveat.engine.durable import append
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        path = pathlib.Path(sys.argv[1])
        append(path, lambda _: b'{"n":0}')
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        try:
            append(path, lambda _: b'{"long":"' + b"x" * 1000 + b'"}')
        except OSError as error:
            print(error.strerror)
    """
    writer = start(code, str(path))
    said, _ = writer.communicate()
    assert "File too large\n" == said
    assert b'{"n":0}\n' == path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
@pytest.mark.parametrize("size", [0, 1, 7, 30, 39])
def test_a_writer_killed_in_the_middle_of_a_line_leaves_the_lines_before_it(tmp_path: Path, size: int) -> None:
    path = tmp_path / "records.jsonl"
    code = """
        import os, pathlib, signal, sys
        from caveat.engine.durable import append
        path, size, write = pathlib.Path(sys.argv[1]), int(sys.argv[2]), os.write
        append(path, lambda _: b'{"n":0}')
        def killed(handle, data):
            write(handle, bytes(data[:size]))
            os.kill(os.getpid(), signal.SIGKILL)
        os.write = killed
        append(path, lambda _: b'{"reason":"of forty bytes in all, end"}')
    """
    writer = start(code, str(path), str(size))
    writer.communicate()
    assert -signal.SIGKILL == writer.returncode
    line = b'{"reason":"of forty bytes in all, end"}'
    assert b'{"n":0}\n' + line[:size] == path.read_bytes()
    whole = b'{"n":0}\n' + (line if size == len(line) else b"")
    assert whole == read_records(path)
    append(path, lambda _: b'{"n":1}')
    assert [*whole.split(), b'{"n":1}'] == path.read_bytes().split(b"\n")[:-1] or size == len(line)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_no_record_that_was_acknowledged_is_lost_in_a_loop_of_kills(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    code = """
        import itertools, json, pathlib, sys
        from caveat.engine.durable import append
        path, writer = pathlib.Path(sys.argv[1]), sys.argv[2]
        for number in itertools.count():
            append(path, lambda _: json.dumps({"writer": writer, "n": number, "reason": "r" * 300}).encode())
            print(number, flush=True)
    """
    acknowledged: dict[str, int] = {}
    for turn in range(8):
        writers = {f"{turn}{name}": start(code, str(path), f"{turn}{name}") for name in "ab"}
        for name, writer in writers.items():
            assert writer.stdout is not None
            for _ in range(1 + 5 * turn):
                acknowledged[name] = int(writer.stdout.readline())
        for writer in writers.values():
            writer.kill()
            writer.communicate()
    records = [json.loads(line) for line in read_records(path).splitlines()]
    for name, last in acknowledged.items():
        own = [record["n"] for record in records if record["writer"] == name]
        assert list(range(len(own))) == own
        assert last < len(own)


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    code = """
        import pathlib, sys
        from caveat.engine.durable import append
        path = pathlib.Path(sys.argv[1])
        for _ in range(100):
            append(path, lambda held: b'{"n":%d}' % held.count(b"\\n"))
    """
    writers = [start(code, str(path)) for _ in range(3)]
    for writer in writers:
        writer.communicate()
    assert [f'{{"n":{number}}}'.encode() for number in range(300)] == path.read_bytes().splitlines()


def test_threads_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"

    def write() -> None:
        for _ in range(25):
            append(path, lambda held: b'{"n":%d}' % held.count(b"\n"))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [f'{{"n":{number}}}'.encode() for number in range(100)] == path.read_bytes().splitlines()


def test_a_file_that_another_took_the_place_of_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"old":1}\n')
    lock = durable._lock
    moved: list[Path] = []

    def lock_late(handle: int) -> None:
        if not moved:
            moved.append(path.rename(tmp_path / "moved.jsonl"))
            path.write_bytes(b'{"new":1}\n')
        lock(handle)

    monkeypatch.setattr(durable, "_lock", lock_late)
    append(path, lambda _: b'{"n":1}')
    assert b'{"old":1}\n' == moved[0].read_bytes()
    assert b'{"new":1}\n{"n":1}\n' == path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_records_are_not_read_or_written_through_a_link_or_a_pipe(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret\n")
    (tmp_path / "link.jsonl").symlink_to(secret)
    os.mkfifo(tmp_path / "pipe.jsonl")
    for name in ("link.jsonl", "pipe.jsonl"):
        with pytest.raises(OSError, match=r"symbolic links|not a file|No such device"):
            read_records(tmp_path / name)
        with pytest.raises(OSError, match=r"symbolic links|not a file|No such device"):
            append(tmp_path / name, lambda _: b"{}")
    assert b"secret\n" == secret.read_bytes()


def test_a_file_too_large_to_be_one_of_records_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "LARGEST", 1_000_000)
    path = tmp_path / "records.jsonl"
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(OSError, match="larger than 1 MB"):
        read_records(path)


def test_a_file_is_replaced_in_one_step_and_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    path = folder / "file.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert (b"new", 0o640) == (path.read_bytes(), path.stat().st_mode & 0o777)
    assert ["file.yaml"] == [one.name for one in folder.iterdir()]


def test_a_new_file_gets_the_mode_of_any_other_and_its_folder_is_made(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"")
    path = tmp_path / "folder" / "file.yaml"
    write_atomically(path, b"new")
    assert (b"new", other.stat().st_mode) == (path.read_bytes(), path.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_keeps_pointing_at_the_file_that_is_replaced(tmp_path: Path) -> None:
    path, link = tmp_path / "file.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"old")
    link.symlink_to(path)
    write_atomically(link, b"new")
    assert (True, b"new") == (link.is_symlink(), path.read_bytes())


def test_a_full_disk_leaves_the_file_that_was_to_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    path = folder / "file.yaml"
    path.write_bytes(b"old")

    def full(handle: int, data: memoryview) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert b"old" == path.read_bytes()
    assert ["file.yaml"] == [one.name for one in folder.iterdir()]
