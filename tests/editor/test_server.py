"""A whole session of an editor with `caveat lsp`, over the pipes."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from caveat.document import Span
from caveat.editor.buffer import Buffer
from caveat_dev.editor_client import Client, Gate, Json, edit, part

ROOT = Path(__file__).parents[2]
SEARCH = (str(Path(__file__).parent / "bundle_editor"),)
DATED = "Written in 2026."


def codes(diagnostics: list[Json]) -> list[str]:
    return [one["code"] for one in diagnostics]


def applied(text: str, workspace_edit: Json) -> str:
    """Apply an edit of one text as an editor does: from the end."""
    if "documentChanges" in workspace_edit:
        (change,) = workspace_edit["documentChanges"]
        edits = change["edits"]
    else:
        (edits,) = workspace_edit["changes"].values()
    buffer = Buffer(text)
    for one in sorted(edits, key=lambda one: (one["range"]["start"]["line"], one["range"]["start"]["character"]))[::-1]:
        start, end = (types.Position(**one["range"][key]) for key in ("start", "end"))
        buffer = buffer.changed(types.TextDocumentContentChangePartial(types.Range(start, end), one["newText"]))
    return buffer.text


# Findings -------------------------------------------------------------------------------------------------------------


def test_findings_stand_at_their_words_in_utf_16_unless_the_client_asks_for_more(client: Client) -> None:
    text = f"# Colours 😀\n\n👩‍🔬 Zoë says: the sky is purple, 😀 really purple. {DATED}\n"
    assert client.server["capabilities"]["positionEncoding"] == "utf-16"
    found = client.open("page.md", text)
    line = text.split("\n")[2]
    starts = [len(line[: line.index(words)].encode("utf-16-le")) // 2 for words in ("purple,", "purple.")]
    assert [one["range"] for one in found] == [part((2, start), (2, start + 6)) for start in starts]


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 17), ("utf-32", 13)])
def test_the_clients_first_choice_of_units_is_taken(plain: Path, encoding: str, character: int) -> None:
    capabilities = {"general": {"positionEncodings": [encoding, "utf-16"]}}
    with Client(plain, capabilities=capabilities, search=SEARCH) as client:
        assert client.server["capabilities"]["positionEncoding"] == encoding
        text = f"😀 Zoë: it is purple. {DATED}\n"
        (found,) = client.open("page.md", text)
        assert found["range"] == part((0, character), (0, character + 6))
        # An edit in the same units lands where it is meant.
        client.change("page.md", 2, edit((0, character), (0, character + 6), "green"))
        assert client.published("page.md", 2) == []


def test_a_finding_has_its_severity_its_rule_and_its_message(client: Client) -> None:
    found = client.open("page.md", "We utilise purple and leverage it.\n")
    assert [(one["code"], one["severity"], one["source"], one["message"]) for one in found] == [
        ("words-undated", 2, "caveat", "There is no date."),
        ("words-utilise", 3, "caveat", "“utilise” is flagged."),
        ("words-purple", 1, "caveat", "“purple” is flagged."),
        ("words-leverage", 2, "caveat", "“leverage” is flagged."),
    ]


def test_a_finding_about_the_whole_text_stands_at_its_title(client: Client) -> None:
    (found,) = client.open("page.md", "---\ngenre: article\n---\n\nIt is green.\n\n# About *green*\n\nIt is.\n")
    assert (found["code"], found["range"]) == ("words-undated", part((6, 2), (6, 15)))


def test_an_edit_is_checked_and_its_version_named(client: Client) -> None:
    client.open("page.md", f"The sky is blue. {DATED}\n")
    client.change("page.md", 2, edit((0, 11), (0, 15), "purple"))
    (found,) = client.published("page.md", 2)
    assert found["range"] == part((0, 11), (0, 17))
    client.change("page.md", 3, {"text": f"{DATED}\r\n\r\nAll is purple.\r\n"})
    (found,) = client.published("page.md", 3)
    assert found["range"] == part((2, 7), (2, 13))


def test_a_piece_points_to_its_article_as_it_is_open_or_as_it_lies_on_disk(client: Client) -> None:
    (client.folder / "article.md").write_text("# 😀 Title\n\nIt is green.\n", encoding="utf-8")
    piece = "---\nderived_from: article.md\ngenre: post\n---\n\nIt is green.\n"
    (found,) = client.open("post.md", piece)
    (related,) = found["relatedInformation"]
    assert related["location"] == {"uri": client.uri("article.md"), "range": part((0, 2), (0, 8))}


def test_what_is_suppressed_or_in_the_baseline_is_not_shown(client: Client) -> None:
    comment = '<!-- caveat: ignore words-utilise reason="Quoted" -->'
    assert codes(client.open("page.md", f"{comment}\nWe utilise it. {DATED}\n\nYou utilise it.\n")) == ["words-utilise"]


def test_a_suppression_that_is_not_needed_is_faded(client: Client) -> None:
    comment = '<!-- caveat: ignore words-purple reason="Quoted" -->'
    (found,) = client.open("page.md", f"{comment}\nIt is green. {DATED}\n")
    assert (found["code"], found["tags"], found["range"]) == (
        "caveat-unused-suppression",
        [1],
        part((0, 0), (0, len(comment))),
    )


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("page.md", "markdown", f"It is *purple*. {DATED}\n"),
        ("page.html", "html", f"<p>It is <b>purple</b>. {DATED}</p>\n"),
        ("page.txt", "plaintext", f"It is    purple. {DATED}\n"),
        ("page.md", "mdx", f"It is *purple*. {DATED}\n"),
        ("notes", "markdown", f"It is *purple*. {DATED}\n"),
    ],
)
def test_the_editors_language_names_the_format_else_the_suffix(
    client: Client, name: str, language: str, text: str
) -> None:
    (found,) = client.open(name, text, language)
    start = text.index("purple")
    assert found["range"] == part((0, start), (0, start + 6))


def test_texts_of_other_kinds_are_left_alone(client: Client) -> None:
    client.open_only("code.py", "purple = 1\n", "python")
    client.open_only("handout.docx", "purple\n", "plaintext")
    client.open("page.md", f"It is green. {DATED}\n")
    assert client.hover("code.py", 0, 2) is None
    assert client.actions("code.py", part((0, 0), (0, 6))) == []
    assert [params for params in client.diagnostics if params["uri"] != client.uri("page.md")] == []


def test_a_text_that_was_never_saved_is_checked_as_one_of_the_folder_that_is_open(
    plain: Path,
) -> None:
    with Client(plain, search=SEARCH) as client:
        unsaved(client)


def unsaved(client: Client) -> None:
    item = {"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": f"It is purple. {DATED}\n"}
    client.notify("textDocument/didOpen", {"textDocument": item})
    message = client.wait_for(lambda one: one.get("method") == "textDocument/publishDiagnostics")
    assert (message["params"]["uri"], codes(message["params"]["diagnostics"])) == (
        "untitled:Untitled-1",
        ["words-purple"],
    )


def test_a_closed_text_shows_nothing(client: Client) -> None:
    client.open("page.md", "It is purple.\n")
    client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri("page.md")}})
    assert client.published("page.md", None) == []


# The configuration ----------------------------------------------------------------------------------------------------


def test_the_nearest_configuration_holds_and_is_read_again_when_it_changes(client: Client) -> None:
    (client.folder / "posts").mkdir()
    config = client.folder / "posts" / "caveat.toml"
    config.write_text('bundles = ["editorwords"]\nignore = ["words-purple"]\n', encoding="utf-8")
    assert codes(client.open("page.md", f"It is purple. {DATED}\n")) == ["words-purple"]
    assert client.open("posts/page.md", f"It is purple. {DATED}\n") == []
    config.write_text('bundles = ["editorwords"]\n[severity]\nwords-purple = "info"\n', encoding="utf-8")
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 2}]})
    (found,) = client.published("posts/page.md", 1)
    assert found["severity"] == 3


def test_a_changed_configuration_is_seen_without_being_told(client: Client) -> None:
    client.open("page.md", f"It is purple. {DATED}\n")
    (client.folder / "caveat.toml").write_text('bundles = ["editorwords"]\nexclude = ["page.md"]\n', encoding="utf-8")
    client.change("page.md", 2, edit((0, 0), (0, 0), "Yes, "))
    assert client.published("page.md", 2) == []


def test_a_client_that_can_is_asked_to_watch_configurations(plain: Path) -> None:
    capabilities = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    with Client(plain, capabilities=capabilities, search=SEARCH) as client:
        message = client.wait_for(lambda one: one.get("method") == "client/registerCapability")
        client.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        (registration,) = message["params"]["registrations"]
        assert [one["globPattern"] for one in registration["registerOptions"]["watchers"]] == [
            "**/caveat.toml",
            "**/pyproject.toml",
        ]


def test_a_configuration_that_cannot_be_followed_is_said_and_mended(client: Client) -> None:
    config = client.folder / "caveat.toml"
    config.write_text('bundles = ["editorwords"]\nignored = ["words-purple"]\n', encoding="utf-8")
    (found,) = client.open("page.md", "It is purple.\n")
    assert (found["code"], found["severity"]) == ("configuration", 1)
    assert found["message"].startswith("The configuration: ")
    assert found["message"].endswith('/caveat.toml: unknown key "ignored"; did you mean "ignore"?')
    config.write_text('bundles = ["editorwords"]\nignore = ["words-undated"]\n', encoding="utf-8")
    client.change("page.md", 2, edit((0, 0), (0, 0), "Yes, "))
    assert codes(client.published("page.md", 2)) == ["words-purple"]


def test_one_configuration_can_be_given_for_all(plain: Path) -> None:
    (plain / "other.toml").write_text('bundles = ["editorwords"]\nselect = ["words-utilise"]\n', encoding="utf-8")
    with Client(plain, "--config", "other.toml", search=SEARCH) as client:
        assert codes(client.open("page.md", "We utilise purple.\n")) == ["words-utilise"]


def test_a_given_configuration_that_is_not_there_is_refused(plain: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "caveat", "lsp", "--config", "none.toml"],
        cwd=plain,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'lint'}{os.pathsep}{ROOT / 'rules'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "Error: --config: there is no file none.toml\n")


# Hovers and actions ---------------------------------------------------------------------------------------------------


def test_a_hover_shows_the_findings_and_the_rules_page(client: Client) -> None:
    client.open("page.md", f"It is purple. {DATED}\n")
    hover = client.hover("page.md", 0, 8)
    assert hover["range"] == part((0, 6), (0, 12))
    assert hover["contents"] == {
        "kind": "markdown",
        "value": "**Error:** “purple” is flagged.\n\n"
        '`words-purple`: Flags "purple".\n\n'
        "### Why it matters\n\nNobody is purple.\n\n"
        "### What to write instead\n\nSay `red` or *blue*.\n\n"
        "### Sources\n\nThe book of colours.\n\n"
        "Standard: The standard of words",
    }
    assert client.hover("page.md", 0, 2) is None


def test_a_hover_waits_for_the_check_of_what_was_just_typed(client: Client) -> None:
    client.open("page.md", f"It is green. {DATED}\n")
    client.change("page.md", 2, edit((0, 6), (0, 11), "purple"))
    assert client.hover("page.md", 0, 8)["range"] == part((0, 6), (0, 12))


def test_a_safe_fix_is_preferred_and_takes_the_finding_away(client: Client) -> None:
    text = f"😀 We utilise it. {DATED}\n"
    (found,) = client.open("page.md", text)
    fix, suppression, fix_all = client.actions("page.md", found["range"], shown=[found])
    assert (fix["title"], fix["kind"], fix["isPreferred"], fix["diagnostics"]) == (
        "Change “utilise” to “use”",
        "quickfix",
        True,
        [found],
    )
    assert suppression["title"] == "Suppress words-utilise here: fill in the reason"
    assert fix_all["title"] == "Caveat: apply all safe fixes"
    (change,) = fix["edit"]["changes"][client.uri("page.md")]
    client.change("page.md", 2, {"range": change["range"], "text": change["newText"]})
    assert client.published("page.md", 2) == []


def test_a_fix_to_review_says_so_and_is_not_preferred(client: Client) -> None:
    (found,) = client.open("page.md", f"We leverage it. {DATED}\n")
    (fix, _) = client.actions("page.md", found["range"])
    assert (fix["title"], "isPreferred" in fix) == ("Change “leverage” to “use” (review)", False)


def test_all_safe_fixes_are_one_edit_tied_to_the_version(plain: Path) -> None:
    capabilities = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
    with Client(plain, capabilities=capabilities, search=SEARCH) as client:
        text = f"We utilise it, 😀 leverage it and utilise it. {DATED}\n"
        client.open("page.md", text, version=7)
        where = part((0, 0), (0, 0))
        (action,) = client.actions("page.md", where, only=["source.fixAll"])
        assert action["kind"] == "source.fixAll.caveat"
        (change,) = action["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": client.uri("page.md"), "version": 7}
        assert applied(text, action["edit"]) == f"We use it, 😀 leverage it and use it. {DATED}\n"
        assert client.actions("page.md", where, only=["refactor"]) == []
        assert client.actions("page.md", where, only=["quickfix"]) == []


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("page.md", "markdown", f"# Sky\n\n{DATED} The sky is\npurple.\n"),
        ("page.md", "markdown", f"# A purple sky\n\n{DATED}\n"),
        ("page.md", "markdown", f"{DATED}\n\n- green\n- it is purple\n- blue\n"),
        ("page.md", "markdown", f"{DATED}\n\n> It is purple.\n> Quoted.\n"),
        ("page.md", "markdown", f"{DATED}\n\n| a | b |\n| - | - |\n| green | is purple |\n"),
        ("page.md", "markdown", f"{DATED} Here[^1].\n\n[^1]: It is purple.\n"),
        ("page.md", "markdown", f"{DATED}\r\n\r\n1. One.\r\n\r\n   It is purple.\r\n"),
        ("page.html", "html", f"<html><body><p>{DATED}</p><p>It is <b>purple</b></p></body></html>"),
        ("page.html", "html", f"<ul>\n<li>{DATED}</li>\n<li>purple it is</li></ul>"),
    ],
)
def test_a_suppression_counts_for_nothing_until_it_has_its_reason(
    client: Client, name: str, language: str, text: str
) -> None:
    (found,) = client.open(name, text, language)
    (action,) = client.actions(name, found["range"])
    assert action["title"] == "Suppress words-purple here: fill in the reason"
    empty = applied(text, action["edit"])
    assert '<!-- caveat: ignore words-purple reason="" by="" until="" -->' in empty
    client.change(name, 2, {"text": empty})
    assert sorted(codes(client.published(name, 2))) == ["caveat-invalid-suppression", "words-purple"]
    client.change(name, 3, {"text": empty.replace('reason=""', 'reason="The name of a flower"')})
    assert sorted(codes(client.published(name, 3))) == ["caveat-invalid-suppression", "words-purple"]
    filled = empty.replace('reason="" by="" until=""', 'reason="A flower" by="A. Rivera" until="9998-01-31"')
    client.change(name, 4, {"text": filled})
    assert client.published(name, 4) == []


def test_a_suppression_for_a_whole_text_goes_before_it(client: Client) -> None:
    text = "---\ngenre: article\n---\n\n# Green\n\nIt is green.\n"
    (found,) = client.open("page.md", text)
    (action,) = client.actions("page.md", found["range"])
    empty = applied(text, action["edit"])
    assert empty == text.replace("# Green", '<!-- caveat: ignore words-undated reason="" -->\n\n# Green')
    client.change("page.md", 2, {"text": empty})
    assert sorted(codes(client.published("page.md", 2))) == ["caveat-invalid-suppression", "words-undated"]
    client.change("page.md", 3, {"text": empty.replace('""', '"On every page"')})
    assert client.published("page.md", 3) == []


def test_plain_text_is_suppressed_in_the_configuration_which_waits_for_the_reason(client: Client) -> None:
    config = client.folder / "caveat.toml"
    (found,) = client.open("page one.txt", f'It is "purple". {DATED}\n', "plaintext")
    (action,) = client.actions("page one.txt", found["range"])
    assert action["title"] == "Suppress words-purple in caveat.toml: fill in the reason"
    ((uri, (change,)),) = action["edit"]["changes"].items()
    assert (uri, change["range"]) == (config.as_uri(), part((1, 0), (1, 0)))
    text = config.read_text(encoding="utf-8") + change["newText"]
    assert text == (
        'bundles = ["editorwords"]\n\n[[suppress]]\npath = "/page one.txt"\nrule = "words-purple"\nquote = "purple"\n'
        'reason = ""\nby = ""\nuntil = ""\n'
    )
    config.write_text(text, encoding="utf-8")
    client.change("page one.txt", 2, edit((0, 0), (0, 0), "Yes. "))
    (refused,) = client.published("page one.txt", 2)
    assert refused["code"] == "configuration"
    assert "reason: must not be empty" in refused["message"]
    filled = text.replace('reason = ""\nby = ""\nuntil = ""', 'reason = "A flower"\nby = "A. R."\nuntil = 9998-01-31')
    config.write_text(filled, encoding="utf-8")
    client.change("page one.txt", 3, edit((0, 0), (0, 0), "Yes. "))
    assert client.published("page one.txt", 3) == []


# What goes wrong ------------------------------------------------------------------------------------------------------


def test_a_rule_that_breaks_down_is_one_line_and_the_rest_goes_on(client: Client) -> None:
    found = client.open("page.md", f"# A crash\n\nIt is purple. {DATED}\n")
    assert [(one["code"], one["severity"], one["message"], one["range"]) for one in found] == [
        ("words-purple", 1, "“purple” is flagged.", part((2, 6), (2, 12))),
        (
            "internal-error",
            1,
            "The rule words-broken broke down: ZeroDivisionError: by design.",
            part((0, 2), (0, 9)),
        ),
    ]
    client.change("page.md", 2, edit((0, 4), (0, 9), "story"))
    assert codes(client.published("page.md", 2)) == ["words-purple"]


ODD = (
    "",
    "\n\n\n",
    "\ufeff# Purple\n",
    "It is\0 purple.\n",
    "It is \ud83d purple \ude00.\n",
    "---\ntitle: [purple\n---\nIt is purple.\n",
    "<!-- caveat: ignore\n\nIt is purple.\n",
    "> " * 60 + "purple\n",
    "- " * 200 + "purple\n",
    "[" * 5_000 + "purple",
    "<p>" * 3_000 + "purple",
    "| " * 2_000 + "purple\n",
    "purple " * 20_000,
    "purple" * 5_000,
    "\r" * 3_000 + "purple",
    "%PDF-1.7 purple",
    "\u2028\u2029\x85\x0b\x0cpurple",
    "Der Himmel ist nicht grün, sondern lila, und das ist auch gut so, denn wir mögen die Farbe sehr.\n",
)


def test_of_more_findings_than_anybody_reads_the_gravest_are_shown(client: Client) -> None:
    found = client.open("page.md", "We utilise it. " * 900 + "It is purple. " * 200 + DATED)
    assert [codes(found).count(code) for code in ("words-purple", "words-utilise", "too-many")] == [200, 800, 1]
    assert found[-1]["message"] == "100 more findings are not shown here: `caveat check` lists them all."


@pytest.mark.parametrize(("name", "language"), [("a.md", "markdown"), ("a.html", "html"), ("a.txt", "plaintext")])
def test_the_server_outlives_any_text(client: Client, name: str, language: str) -> None:
    client.open(name, "", language)
    for number, text in enumerate(ODD):
        client.change(name, number + 2, {"text": text})
        client.published(name, number + 2)
    client.change(name, 99, {"text": f"It is purple. {DATED}"})
    assert codes(client.published(name, 99)) == ["words-purple"]


def test_a_text_that_is_not_english_is_said_not_checked(client: Client) -> None:
    text = "Der Himmel ist nicht grün, sondern lila, und das ist auch gut so, denn wir mögen die Farbe sehr.\n"
    (found,) = client.open("page.md", text)
    assert (found["code"], found["severity"], found["message"]) == (
        "language",
        3,
        "Not written in English, so not checked.",
    )


def test_positions_outside_the_text_do_no_harm(client: Client) -> None:
    client.open("page.md", f"It is green. {DATED}\n")
    client.change("page.md", 2, edit((0, 500), (90, 3), " It is purple.\n"), edit((77, 0), (99, 0), "And purple.\n"))
    found = client.published("page.md", 2)
    assert [one["range"]["start"] for one in found] == [
        {"line": 0, "character": 36},
        {"line": 1, "character": 4},
    ]
    assert client.hover("page.md", 400, 400) is None


def test_messages_that_make_no_sense_are_dropped(client: Client) -> None:
    client.change("never-opened.md", 2, {"text": "purple"})
    client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri("never-opened.md")}})
    client.notify("no/such/notification", {"a": 1})
    assert client.answer("no/such/request", {})["error"]["code"] == -32601
    client.send_bytes(b"Content-Length: 9\r\n\r\nnot json!")
    client.send_bytes(b"Content-Length: 2\r\n\r\n[]")
    client.notify("textDocument/didOpen", {"textDocument": {"uri": 3}})
    client.send({"jsonrpc": "2.0", "id": "odd", "method": "textDocument/hover", "params": {"position": "here"}})
    assert codes(client.open("page.md", f"It is purple. {DATED}\n")) == ["words-purple"]


def test_of_hundreds_of_edits_at_once_the_last_is_checked(client: Client) -> None:
    client.open("page.md", f"{DATED}\n")
    text = DATED
    for number in range(200):
        word = " It is purple 😀." if number % 40 == 0 else " It is the colour of the sky."
        client.change("page.md", number + 2, edit((0, len(text.encode("utf-16-le")) // 2), (0, 10_000), word))
        text += word
    found = client.published("page.md", 201)
    buffer = Buffer(text + "\n")
    places = [offset for offset in range(len(text)) if text.startswith("purple", offset)]
    wanted = [buffer.range(Span(offset, offset + 6)) for offset in places]
    assert len(places) == 5
    assert [(one["range"]["start"]["character"]) for one in found] == [one.start.character for one in wanted]
    versions = [params["version"] for params in client.diagnostics if params["uri"] == client.uri("page.md")]
    assert versions == sorted(versions)


def test_changes_are_taken_in_their_order_whatever_their_versions_say(client: Client) -> None:
    client.open("page.md", f"It is green. {DATED}\n", version=5)
    client.change("page.md", 3, edit((0, 6), (0, 11), "purple"))
    assert codes(client.published("page.md", 3)) == ["words-purple"]
    client.change("page.md", 3, edit((0, 6), (0, 12), "violet and purple"))
    (found,) = client.published("page.md", 3)
    assert found["range"] == part((0, 17), (0, 23))


def _taken_in(client: Client) -> None:
    """Wait until the server has taken in all that was sent: it takes messages in their order."""
    client.answer("no/such/request", {})


def test_a_text_closed_while_it_is_checked_shows_nothing_and_can_be_opened_again(client: Client, gate: Gate) -> None:
    client.open_only("page.md", f"It goes slowly and is purple. {DATED}\n")
    gate.arrived()
    client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri("page.md")}})
    assert client.published("page.md", None) == []
    gate.open()
    assert codes(client.open("page.md", f"It goes slowly and is purple, purple. {DATED}\n", version=9)) == [
        "words-purple",
        "words-purple",
    ]
    assert client.diagnostics == []


def test_a_hover_over_a_text_that_is_closed_is_answered_at_once(client: Client, gate: Gate) -> None:
    client.open_only("page.md", f"It goes slowly and is purple. {DATED}\n")
    gate.arrived()
    position = {"textDocument": {"uri": client.uri("page.md")}, "position": {"line": 0, "character": 25}}
    client.send({"jsonrpc": "2.0", "id": "hover", "method": "textDocument/hover", "params": position})
    client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri("page.md")}})
    # While the check still stands at the gate.
    assert client.wait_for(lambda message: message.get("id") == "hover")["result"] is None


def test_a_text_that_changes_while_it_is_checked_is_not_shown_as_it_was(client: Client, gate: Gate) -> None:
    client.open_only("page.md", f"It goes slowly and is purple. {DATED}\n")
    gate.arrived()
    client.change("page.md", 2, {"text": f"It is purple, purple. {DATED}\n"})
    _taken_in(client)
    gate.open()
    assert codes(client.published("page.md", 2)) == ["words-purple", "words-purple"]
    assert client.diagnostics == []


def test_another_text_that_is_typed_in_goes_first(client: Client, gate: Gate) -> None:
    client.open_only("slow.md", f"It goes slowly. It is purple. {DATED}\n")
    gate.arrived()
    client.open_only("page.md", f"It is purple. {DATED}\n")
    _taken_in(client)
    gate.open()
    assert codes(client.published("page.md", 1)) == ["words-purple"]
    assert client.diagnostics == []
    assert codes(client.published("slow.md", 1)) == ["words-purple"]


def test_the_others_that_are_checked_again_after_a_save_wait_for_the_text_that_is_typed_in(
    client: Client, gate: Gate
) -> None:
    client.open("other.md", f"It is purple. {DATED}\n")
    client.open_only("page.md", f"It goes slowly. {DATED}\n")
    gate.arrived()
    client.notify("textDocument/didSave", {"textDocument": {"uri": client.uri("page.md")}})
    _taken_in(client)
    gate.open()
    assert client.published("page.md", 1) == []
    assert client.diagnostics == []
    assert codes(client.published("other.md", 1)) == ["words-purple"]


# Coming and going -----------------------------------------------------------------------------------------------------


def test_a_client_that_says_good_bye_gets_status_0(plain: Path) -> None:
    client = Client(plain, search=SEARCH)
    with client:
        client.open("page.md", "It is purple.\n")
    assert (client.process.returncode, client.errors.decode()) == (0, "")


def test_a_client_may_leave_while_a_text_is_checked(plain: Path, gate: Gate) -> None:
    client = Client(plain, search=SEARCH)
    with client:
        client.open_only("page.md", "It goes slowly.")
        gate.arrived()
    assert client.process.returncode == 0


def _exit(client: Client) -> None:
    client.notify("exit", None)


def _hang_up(client: Client) -> None:
    assert client.process.stdin is not None
    client.process.stdin.close()


def test_a_client_that_exits_without_good_bye_or_hangs_up_gets_status_1(plain: Path) -> None:
    for leave in (_exit, _hang_up):
        client = Client(plain, search=SEARCH)
        client.__enter__()
        client.open("page.md", "It is purple.\n")
        leave(client)
        assert client.close() == 1


# The real rules -------------------------------------------------------------------------------------------------------


def test_an_editor_shows_what_caveat_check_reports_also_after_edits(folder: Path) -> None:
    (folder / "caveat.toml").write_text('extend-select = ["style"]\n', encoding="utf-8")
    text = (ROOT / "content/ketamine-crps/draft/article.md").read_text(encoding="utf-8")
    later = text.replace("Ketamine", "😀 Ketamine", 1).replace("safe", "completely safe", 1)
    with Client(folder) as client:
        client.open("article.md", text)
        position = Buffer(text).position(text.index("Ketamine"))
        client.change(
            "article.md", 2, edit((position.line, position.character), (position.line, position.character), "😀 ")
        )
        between = text.replace("Ketamine", "😀 Ketamine", 1)
        position = Buffer(between).position(between.index("safe"))
        where = (position.line, position.character)
        client.change("article.md", 3, edit(where, where, "completely "))
        shown = client.published("article.md", 3)
        hover = client.hover("article.md", *where)
        # When the writer rests, all is checked anew; nothing else comes of it.
        assert client.request("textDocument/codeAction", _nothing(client)) == []
    (folder / "article.md").write_text(later, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "caveat", "check", "article.md", "--format", "json", "--no-cache", "--fail-on", "never"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'lint'}{os.pathsep}{ROOT / 'rules'}"},
        capture_output=True,
        check=True,
    )
    report = json.loads(run.stdout)
    buffer = Buffer(later)
    expected = [
        (one["rule"], one["message"], _range(buffer, one)) for one in report["findings"] if one["scope"] == "span"
    ]
    whole = {one["rule"] for one in report["findings"] if one["scope"] == "document"}
    assert [(one["code"], one["message"], one["range"]) for one in shown if one["code"] not in whole] == expected
    assert whole <= set(codes(shown))
    assert len(expected) > 20
    assert "### Why it matters" in hover["contents"]["value"]


def _nothing(client: Client) -> Json:
    where = part((0, 0), (0, 0))
    return {
        "textDocument": {"uri": client.uri("article.md")},
        "range": where,
        "context": {"diagnostics": [], "only": ["refactor"]},
    }


def _range(buffer: Buffer, finding: Json) -> Json:
    where = buffer.range(Span(finding["start"]["offset"], finding["end"]["offset"]))
    return part((where.start.line, where.start.character), (where.end.line, where.end.character))


def test_a_client_of_the_same_library_gets_typed_answers(plain: Path) -> None:
    async def session() -> tuple[Any, ...]:
        client = LanguageClient("test", "1")
        published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        def diagnostics(params: types.PublishDiagnosticsParams) -> None:
            published.put_nowait(params)

        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(diagnostics)
        paths = [str(ROOT / "lint"), str(ROOT / "rules"), *SEARCH]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        await client.start_io(sys.executable, "-m", "caveat", "lsp", env=environment)
        await client.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=plain.as_uri()))
        client.initialized(types.InitializedParams())
        uri = (plain / "page.md").as_uri()
        item = types.TextDocumentItem(uri, types.LanguageKind.Markdown, 1, f"We utilise purple. {DATED}\n")
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        found = await asyncio.wait_for(published.get(), 300)
        identifier = types.TextDocumentIdentifier(uri)
        hover = await client.text_document_hover_async(types.HoverParams(identifier, types.Position(0, 12)))
        actions = await client.text_document_code_action_async(
            types.CodeActionParams(identifier, found.diagnostics[0].range, types.CodeActionContext([]))
        )
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call] # pygls leaves it without types
        return found, hover, actions

    found, hover, actions = asyncio.run(session())
    assert [one.code for one in found.diagnostics] == ["words-utilise", "words-purple"]
    assert isinstance(hover.contents, types.MarkupContent)
    assert [one.title for one in actions] == [
        "Change “utilise” to “use”",
        "Suppress words-utilise here: fill in the reason",
        "Caveat: apply all safe fixes",
    ]
