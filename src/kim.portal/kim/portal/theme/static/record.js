/*
The page on which a meeting is recorded: what is typed is saved a second later, one save after the
other; where the server cannot be reached it is tried again, and kept in this tab meanwhile. What
others save comes in by itself. Without this file the page works by its buttons.
*/

const WAIT = 1000; // ms after the last key
const RETRY = [1000, 2000, 5000, 10000, 20000];
const REFRESH = 10000;

const page = document.querySelector(".kim-record");
const words = page.dataset;
const status = document.getElementById("record-status");
const rows = document.getElementById("record-attendance");
let leaving = false;

/** Said to those who cannot see it, once each time it is something else. */
function announce(text) {
  if (status.textContent !== text) status.textContent = text;
}

const time = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

/** Send JSON; what is wrong with it comes back as an error with the server's own words. */
async function send(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  const error = new Error(answer.statusText);
  error.status = answer.status;
  if (answer.status === 400) {
    const said = await answer.json();
    error.words = (said.message ?? "").replace(`${said.parameter}: `, "");
  }
  throw error;
}

/** Put a text in place of another, with the cursor at the same words. */
function replace(area, text) {
  const old = area.value;
  if (old === text) return;
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start++;
  let end = 0;
  const most = Math.min(old.length, text.length) - start;
  while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  const moved = (place) => {
    if (place <= start) return place;
    if (place >= old.length - end) return place + text.length - old.length;
    return Math.min(place, text.length);
  };
  const [from, to, top] = [area.selectionStart, area.selectionEnd, area.scrollTop];
  area.value = text;
  area.setSelectionRange(moved(from), moved(to));
  area.scrollTop = top;
}

/** The text of one item; `known` is what the server has as its revision `base`. */
class Text {
  constructor(item) {
    this.item = item;
    this.area = item.querySelector("textarea");
    this.field = item.querySelector("input[name=base]");
    this.note = item.querySelector(".kim-save");
    this.place = `kim-record ${item.dataset.url}`;
    this.known = this.area.defaultValue;
    this.failures = 0;
    this.restore();
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("blur", () => this.isDirty && this.later(0));
  }

  get isDirty() {
    return this.area.value !== this.known;
  }

  get base() {
    return Number(this.field.value);
  }

  /** What was typed here before the page was left or the browser stopped. */
  restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.place) ?? "null");
    sessionStorage.removeItem(this.place);
    if (kept && kept.text !== this.known) {
      this.known = kept.known;
      this.field.value = kept.base;
      this.area.value = kept.text;
      this.changed();
    } else if (this.area.value !== this.known) {
      // The browser filled it in again when the page was loaded anew.
      this.changed();
    }
  }

  keep() {
    if (this.isDirty) {
      const kept = { text: this.area.value, known: this.known, base: this.base };
      sessionStorage.setItem(this.place, JSON.stringify(kept));
    } else {
      sessionStorage.removeItem(this.place);
    }
  }

  changed() {
    this.keep();
    this.say(words.changed, false);
    this.later(WAIT);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  /** Saves are made one after the other; whether everything is saved. */
  async save() {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (!this.isDirty) return true;
    this.running = this.attempt();
    const done = await this.running;
    this.running = null;
    return done;
  }

  async attempt() {
    const text = this.area.value;
    this.say(words.saving, false);
    try {
      const got = await send(`${this.item.dataset.url}/@result`, { text, base: this.base });
      this.failures = 0;
      this.take(text, got);
    } catch (error) {
      this.failed(error);
      return false;
    }
    this.keep();
    if (this.isDirty) this.later(WAIT);
    else this.say((this.merged ? words.merged : words.saved).replace("{time}", time()));
    return !this.isDirty;
  }

  /** The server has the text, perhaps with what somebody else has typed. */
  take(sent, got) {
    const now = this.area.value;
    this.merged = got.text !== sent;
    const at = sent && got.text.indexOf(sent);
    if (now === sent) {
      this.follow(got.text, got.revision);
    } else if (got.text === sent) {
      this.known = sent;
      this.field.value = got.revision;
    } else if (sent && at >= 0) {
      // Typed on meanwhile: where what was sent stands, what is there now goes on.
      replace(this.area, got.text.slice(0, at) + now + got.text.slice(at + sent.length));
      this.known = got.text;
      this.field.value = got.revision;
    } else {
      // The server merges what comes next, starting from what it was sent.
      this.known = sent;
      this.field.value = got.sent;
    }
  }

  follow(text, revision) {
    replace(this.area, text);
    this.known = text;
    this.field.value = revision;
  }

  failed(error) {
    this.keep();
    if (error.status === 400) {
      this.say(`${words.refused}: ${error.words}`);
      return;
    }
    this.say(error.status === 401 || error.status === 403 ? words.login : words.unsaved);
    this.later(RETRY[Math.min(this.failures++, RETRY.length - 1)]);
  }

  say(text, aloud = true) {
    this.note.textContent = text;
    this.note.classList.toggle("kim-unsaved", this.isDirty);
    if (aloud) announce(`${this.item.querySelector("h3").textContent.trim()}: ${text}`);
  }
}

const texts = new Map();
for (const item of page.querySelectorAll("article[data-url]")) {
  if (item.querySelector("textarea")) texts.set(item.id, new Text(item));
}

/** Whether everything that was typed is saved. */
async function flush() {
  const done = await Promise.all([...texts.values()].map((text) => text.save()));
  return done.every(Boolean);
}

// An outcome is saved as soon as it is chosen.
for (const select of page.querySelectorAll("select[name=outcome]")) {
  let before = select.value;
  select.addEventListener("change", async () => {
    const item = select.closest("article");
    const note = outcomeNote(item);
    try {
      await send(`${item.dataset.url}/@outcome`, { outcome: select.value || null });
      before = select.value;
      note.textContent = words.saved.replace("{time}", time());
      note.classList.remove("kim-unsaved");
    } catch (error) {
      select.value = before;
      note.textContent = error.words ? `${words.refused}: ${error.words}` : words.refused;
      note.classList.add("kim-unsaved");
    }
    announce(note.textContent);
  });
}

function outcomeNote(item) {
  let note = item.querySelector(".kim-outcome-note");
  if (!note) {
    note = document.createElement("p");
    note.className = "kim-save kim-outcome-note";
    item.querySelector(".kim-record-end").append(note);
  }
  return note;
}

// The form of an item saves its vote: first everything that was typed anywhere.
page.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  const { submitter } = event;
  if (!(await flush())) return;
  leaving = true;
  if (submitter?.name) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = submitter.name;
    field.value = submitter.value;
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form);
});

// A row of the attendance is saved as soon as it is changed.
rows?.addEventListener("change", async (event) => {
  const row = event.target.closest("li");
  const uid = row.dataset.seat;
  const value = (name) => rows.elements[`${name}-${uid}`].value;
  if (!value("status")) return;
  const body = { seat: uid };
  for (const name of ["status", "person", "came", "left"]) body[name] = value(name);
  const note = rowNote(row);
  try {
    await send(rows.dataset.url, body);
    note.textContent = words.saved.replace("{time}", time());
    note.classList.remove("kim-unsaved");
    await refresh();
  } catch (error) {
    note.textContent = error.words ? `${words.refused}: ${error.words}` : words.refused;
    note.classList.add("kim-unsaved");
    announce(note.textContent);
  }
});

function rowNote(row) {
  let note = row.querySelector(".kim-save");
  if (!note) {
    note = document.createElement("p");
    note.className = "kim-save";
    row.firstElementChild.append(note);
  }
  return note;
}

/** Take in what others have saved, where nobody is typing here. */
async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const quorum = document.getElementById("record-quorum");
  const line = next.getElementById("record-quorum");
  if (quorum && line && quorum.textContent !== line.textContent) {
    quorum.textContent = line.textContent;
    announce(line.textContent.trim());
  }
  for (const item of page.querySelectorAll("article[data-url]")) {
    const other = next.getElementById(item.id);
    if (!other) continue;
    const vote = item.querySelector(".kim-vote");
    vote.textContent = other.querySelector(".kim-vote").textContent;
    const select = item.querySelector("select[name=outcome]");
    if (select !== document.activeElement) {
      select.value = other.querySelector("select[name=outcome]").value;
    }
    const text = texts.get(item.id);
    const base = Number(other.querySelector("input[name=base]").value);
    if (text && !text.isDirty && !text.running && base > text.base) {
      text.follow(other.querySelector("textarea").defaultValue, base);
      text.note.textContent = other.querySelector(".kim-save").textContent;
    }
  }
}

setInterval(() => {
  // What cannot be asked for now is asked for the next time.
  if (!document.hidden) refresh().catch(() => {});
}, REFRESH);

window.addEventListener("beforeunload", (event) => {
  if (!leaving && [...texts.values()].some((text) => text.isDirty)) event.preventDefault();
});
window.addEventListener("online", () => flush());
