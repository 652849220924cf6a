"use strict";
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const meta = (name) => one(`meta[name="caveat-${name}"]`).content;
  const base = meta("base");
  const key = meta("key");
  const data = JSON.parse(one("#data").textContent);
  const root = document.documentElement;
  const words = {
    accepted: "accepted", "change-asked": "change asked for", expired: "expired", reopened: "reopened",
    disputed: "disputed", undecided: "to decide", optional: "no decision needed",
  };
  const chips = { signed: "Signed", open: "Not signed", stale: "Sign-off out of date", expired: "Sign-off expired", never: "Never reviewed" };
  root.classList.add("js");

  // What is kept while the tab is open: drafts of reasons, where the reviewer is, what can be undone.
  const kept = (name, value) => {
    const place = `caveat ${data.piece || ""} ${name}`;
    if (value === undefined) return sessionStorage.getItem(place);
    if (value === null) return sessionStorage.removeItem(place);
    return sessionStorage.setItem(place, value);
  };

  // ------------------------------------------------------------------ the server

  let over = false;

  async function post(route, body) {
    let answer;
    try {
      answer = await fetch(base + route, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Caveat-Key": key },
        body: JSON.stringify(body),
      });
    } catch {
      end("The review has ended: the command is no longer running. Everything that was recorded is kept.");
      return null;
    }
    const told = answer.headers.get("Content-Type") === "application/json" ? await answer.json() : { message: await answer.text() };
    return { ok: answer.ok, ...told };
  }

  function say(text) {
    one("#said").textContent = "";
    requestAnimationFrame(() => { one("#said").textContent = text; });
  }

  function warn(text) {
    const banner = one("#banner");
    banner.hidden = false;
    banner.textContent = text;
  }

  function end(text) {
    if (over) return;
    over = true;
    document.body.classList.add("over");
    one("#banner").classList.add("over");
    warn(text);
  }

  function reload(note) {
    kept("note", note);
    location.reload();
  }

  async function beat() {
    if (over) return;
    const answer = await post("beat", { piece: data.piece || "" });
    if (!answer || over) return;
    if (answer.ok && data.piece && !busy) {
      if (answer.revision === null) end("The piece is no longer there: its file was moved or taken away.");
      else if (answer.revision !== data.revision) reload("The piece or its decisions changed on disk; it is shown anew.");
    }
    setTimeout(beat, document.hidden ? 20000 : 3000);
  }

  let busy = false;
  setTimeout(beat, 3000);

  one("#end").addEventListener("click", async () => {
    const answer = await post("close", {});
    if (answer && answer.ok) end("The review has ended. Everything that was recorded is kept; you can close this tab.");
  });

  // ------------------------------------------------------------------ who reviews

  const who = one("#who");
  const naming = one("#naming");
  let after = null;

  function isNamed() {
    return Boolean(who.dataset.name && who.dataset.credential);
  }

  function askName(then) {
    after = then;
    one("#naming-fault").textContent = "";
    naming.showModal();
    one("#name").focus();
  }

  who.addEventListener("click", () => askName(null));
  one("#naming-cancel").addEventListener("click", () => naming.close());
  one("#naming-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = one("#name");
    const credential = one("#credential");
    const missing = [name, credential].find((field) => !field.value.trim());
    for (const field of [name, credential]) field.setAttribute("aria-invalid", String(!field.value.trim()));
    if (missing) {
      one("#naming-fault").textContent = `Give your ${missing === name ? "name" : "credential"}.`;
      missing.focus();
      return;
    }
    const answer = await post("reviewer", { name: name.value, credential: credential.value });
    if (!answer) return;
    if (!answer.ok) {
      one("#naming-fault").textContent = answer.message;
      return;
    }
    who.dataset.name = answer.name;
    who.dataset.credential = answer.credential;
    one("#who-name").textContent = `${answer.name}, ${answer.credential}`;
    const then = after;
    after = null;
    naming.close();
    if (then) then();
  });
  naming.addEventListener("close", () => { after = null; });

  // ------------------------------------------------------------------ keys

  const help = one("#help");
  const keys = one("#keys");
  keys.checked = sessionStorage.getItem("caveat keys") !== "off";
  keys.addEventListener("change", () => sessionStorage.setItem("caveat keys", keys.checked ? "on" : "off"));
  one("#help-open").addEventListener("click", () => help.showModal());
  one("#help-close").addEventListener("click", () => help.close());

  const deeds = { "?": () => help.showModal() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!keys.checked || one("dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) return;
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });

  const note = kept("note");
  if (note) {
    kept("note", null);
    warn(note);
  }
  if (!data.piece) return;

  // ------------------------------------------------------------------ the findings

  const sheets = all(".sheet");
  const marks = all("mark");
  const rows = all(".all li");
  const steps = sheets.map((sheet, index) => ({
    sheet,
    row: rows[index],
    number: Number(sheet.dataset.number),
    finding: sheet.dataset.finding,
    marks: marks.filter((mark) => mark.dataset.findings.split(" ").includes(sheet.dataset.number)),
  }));
  const form = one("#decide");
  const reason = one("#reason");
  let here = null;
  let choice = "accept";

  const state = (step) => data.findings[step.finding].state;
  const isDecided = (step) => ["accepted", "change-asked"].includes(state(step));
  const isWaiting = (step) => !isDecided(step) && state(step) !== "optional";

  function go(step, { focus = true, scroll = true } = {}) {
    if (!step) return;
    if (here && here !== step) {
      here.sheet.hidden = true;
      here.row.removeAttribute("aria-current");
      for (const mark of here.marks) mark.classList.remove("active", "whole");
      keepDraft();
    }
    here = step;
    step.sheet.hidden = false;
    step.row.setAttribute("aria-current", "true");
    for (const mark of step.marks) mark.classList.add("active", ...(mark.classList.contains("long") ? ["whole"] : []));
    one("#position").textContent = `${steps.indexOf(step) + 1} of ${steps.length}`;
    kept("here", step.finding);
    reason.value = kept(`draft ${step.finding}`) || "";
    fault("");
    choose("accept");
    if (scroll && step.marks.length) step.marks[0].scrollIntoView({ block: "center" });
    one("#work").scrollTop = 0;
    if (focus) step.sheet.focus({ preventScroll: matchMedia("(min-width: 64.01rem)").matches });
  }

  function step(by) {
    go(steps[(steps.indexOf(here) + by + steps.length) % steps.length]);
  }

  function nextWaiting() {
    const at = steps.indexOf(here);
    return [...steps.slice(at + 1), ...steps.slice(0, at + 1)].find(isWaiting);
  }

  function keepDraft() {
    if (here) kept(`draft ${here.finding}`, reason.value.trim() ? reason.value : null);
  }

  function fault(text) {
    one("#reason-fault").textContent = text;
    reason.setAttribute("aria-invalid", String(Boolean(text)));
  }

  const labels = { accept: "Why is this risk acceptable?", change: "What should change, and why?", withdraw: "Why is the decision taken back?" };

  function choose(value) {
    choice = value;
    one("#reason-label").textContent = labels[value];
    for (const button of all("button[name=choice]", form)) button.classList.toggle("chosen", button.value === value);
  }

  function ask(value) {
    if (!here || over) return;
    if (value === "withdraw" && one("#withdraw").hidden) return say("There is no decision here to take back.");
    choose(value);
    reason.focus();
  }

  // ------------------------------------------------------------------ deciding

  const undo = () => JSON.parse(kept("undo") || "[]");

  async function record(route, body, then) {
    if (busy || over) return;
    if (!isNamed()) return askName(() => record(route, body, then));
    busy = true;
    const answer = await post(route, { piece: data.piece, revision: data.revision, ...body });
    busy = false;
    if (!answer) return;
    if (answer.changed) {
      keepDraft();
      reload("The piece or its decisions changed on disk; it is shown anew. Nothing was recorded.");
      return;
    }
    if (!answer.ok) return then(answer.message);
    one("#banner").hidden = true;
    Object.assign(data, answer);
    show();
    then("");
  }

  function decide(value) {
    const step = here;
    const text = reason.value.trim();
    choose(value);
    if (!text) {
      fault("Give a reason: it stands with the decision.");
      reason.focus();
      return;
    }
    record("decide", { finding: step.finding, choice: value, reason: text }, (message) => {
      if (message) {
        fault(message);
        reason.focus();
        return;
      }
      kept(`draft ${step.finding}`, null);
      reason.value = "";
      kept("undo", JSON.stringify(value === "withdraw" ? undo().filter((one) => one !== step.finding) : [...undo(), step.finding]));
      show();
      const said = { accept: "Accepted.", change: "A change is asked for.", withdraw: "Taken back." }[value];
      const next = value === "withdraw" ? step : nextWaiting();
      say(`${said} ${progress()}`);
      if (next) go(next);
      else leave();
    });
  }

  function leave() {
    go(here, { focus: false, scroll: false });
    one("#sign").scrollIntoView({ block: "nearest" });
    one("#sign").focus();
  }

  function takeBack() {
    const last = undo().pop();
    const step = steps.find((one) => one.finding === last);
    if (!step) return say("There is nothing to undo.");
    record("decide", { finding: last, choice: "withdraw", reason: "Undone by the reviewer right away" }, (message) => {
      kept("undo", JSON.stringify(undo().slice(0, -1)));
      show();
      go(step);
      if (message) fault(message);
      else say(`Undone. ${progress()}`);
    });
  }

  function progress() {
    return `${steps.filter(isDecided).length} of ${steps.length} decided.`;
  }

  function show() {
    for (const step of steps) {
      const { state: value, told } = data.findings[step.finding];
      step.sheet.dataset.state = value;
      one(".told", step.sheet).textContent = told;
      const shown = one(".state", step.row);
      shown.dataset.state = value;
      shown.textContent = words[value];
      for (const mark of step.marks) {
        const numbers = mark.dataset.findings.split(" ").map(Number);
        mark.classList.toggle("decided", numbers.every((number) => isDecided(steps[number - 1])));
      }
    }
    if (steps.length) {
      one("#progress").textContent = progress().replace(/\.$/, "");
      one("#withdraw").hidden = !here || !data.findings[here.finding].told || state(here) === "reopened";
      one("#undo").hidden = undo().length === 0;
    }
    const chip = one("#chip .chip");
    chip.className = `chip ${data.stands}`;
    chip.textContent = chips[data.stands];
    one("#review").textContent = data.review;
    const changes = steps.filter((step) => state(step) === "change-asked").length;
    const waiting = data.left - steps.filter((step) => state(step) === "change-asked" && isNeeded(step)).length;
    const left = [];
    if (waiting) left.push(`${waiting} ${waiting === 1 ? "finding waits" : "findings wait"} for a decision`);
    if (changes && data.left) left.push(`${changes} ${changes === 1 ? "change is" : "changes are"} asked for`);
    one("#left").textContent = data.left ? `It can be signed when nothing is left: ${left.join(", ")}.` : "";
    const button = one("#sign-button");
    button.firstChild.textContent = data.signed ? "Take the sign-off back " : "Sign off ";
    button.classList.toggle("main", !data.signed);
    one("#sign-form").hidden = Boolean(data.left) && !data.signed;
    one("#statement-label").textContent = data.signed ? "Why is the sign-off taken back?" : "What you sign";
  }

  function isNeeded(step) {
    return !step.sheet.querySelector(".preview");
  }

  if (steps.length) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      decide(event.submitter ? event.submitter.value : choice);
    });
    for (const field of [reason, one("#statement")]) {
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          if (field === reason) decide(choice);
          else sign();
        }
      });
    }
    reason.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      keepDraft();
      here.sheet.focus();
    });
    reason.addEventListener("input", () => { fault(""); keepDraft(); });
    one("#previous").addEventListener("click", () => step(-1));
    one("#next").addEventListener("click", () => step(1));
    one("#undo").addEventListener("click", takeBack);
    for (const button of all("button[data-go]")) button.addEventListener("click", () => go(steps[Number(button.dataset.go) - 1]));
    for (const link of all("mark a")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const numbers = link.closest("mark").dataset.findings.split(" ").map(Number);
        const at = here ? numbers.indexOf(here.number) : -1;
        go(steps[numbers[(at + 1) % numbers.length] - 1], { scroll: false });
      });
    }
    Object.assign(deeds, {
      j: () => step(1), ArrowRight: () => step(1), k: () => step(-1), ArrowLeft: () => step(-1),
      n: () => { const next = nextWaiting(); if (next) go(next); else say("Nothing is left to decide."); },
      a: () => ask("accept"), c: () => ask("change"), w: () => ask("withdraw"), u: takeBack,
      t: () => { const link = here && here.marks.length ? one("a", here.marks[0]) : null; if (link) link.focus(); },
      Escape: () => here && here.sheet.focus(),
    });
  }

  // ------------------------------------------------------------------ the sign-off

  function sign() {
    const statement = one("#statement");
    const text = statement.value.trim();
    const wrong = one("#statement-fault");
    statement.setAttribute("aria-invalid", String(!text));
    wrong.textContent = text ? "" : "Say what you sign.";
    if (!text) {
      statement.focus();
      return;
    }
    const route = data.signed ? "unsign" : "sign";
    record(route, { reason: text }, (message) => {
      wrong.textContent = message;
      if (message) return;
      statement.value = route === "sign" ? "" : "I have read this piece as it stands.";
      say(route === "sign" ? "Signed off." : "The sign-off is taken back.");
      one("#sign").focus();
    });
  }

  one("#sign-form").addEventListener("submit", (event) => { event.preventDefault(); sign(); });
  deeds.s = () => {
    one("#sign").scrollIntoView({ block: "nearest" });
    if (one("#sign-form").hidden) {
      one("#sign").focus();
      say(one("#left").textContent);
    } else one("#statement").focus();
  };
  if (data.signed) one("#statement").value = "";
  if (!steps.length) {
    one("#statement").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); sign(); }
    });
  }
  const last = steps.find((one) => one.finding === kept("here"));
  show();
  go(last || steps.find(isWaiting) || steps[0], { focus: false, scroll: Boolean(last) });
  show();
})();
