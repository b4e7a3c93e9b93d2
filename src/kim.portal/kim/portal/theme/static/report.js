/*
The form of a gap report: what exists already is shown while one types, and a long list of choices
can be narrowed. Without this file the button “check” shows the same, and the list is a list.
*/

const WAIT = 700; // ms after the last key
const FIELDS = ["title", "text", "municipalities", "topics", "target_groups", "works", "tried"];
const PREFIX = "form.widgets.";

class Suggestions {
  constructor(form, region) {
    this.form = form;
    this.region = region;
    this.shown = "";
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    region.addEventListener("click", (event) => this.take(event));
    this.offer();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  typed() {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const field = name.replace(PREFIX, "").replace(/:list$/, "");
      if (name.startsWith(PREFIX) && FIELDS.includes(field)) typed.append(name, value);
    }
    return typed;
  }

  async ask() {
    const typed = this.typed();
    if (typed.toString() === this.shown) return;
    this.shown = typed.toString();
    this.running?.abort();
    this.running = new AbortController();
    try {
      const answer = await fetch(this.region.dataset.url, {
        method: "POST",
        body: typed,
        signal: this.running.signal,
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      // What stays the same is not read out again.
      if (page.body.textContent.trim() === this.region.textContent.trim()) return;
      this.region.replaceChildren(...page.body.childNodes);
      this.offer();
    } catch (error) {
      if (error.name !== "AbortError") this.shown = "";
    }
  }

  box(button) {
    return this.form.querySelector(`.kim-pick input[value="${CSS.escape(button.dataset.actor)}"]`);
  }

  offer() {
    for (const button of this.region.querySelectorAll("[data-actor]")) {
      button.hidden = !this.box(button) || this.box(button).checked;
    }
  }

  take(event) {
    const button = event.target.closest("[data-actor]");
    if (!button) return;
    this.box(button).checked = true;
    button.hidden = true;
    this.box(button).closest(".kim-pick").dispatchEvent(new Event("picked"));
  }
}

class Pick {
  constructor(box) {
    this.box = box;
    this.rows = [...box.querySelectorAll("input[type=checkbox]")].map((input) => ({
      input,
      row: input.closest(".option, .form-check") ?? input.parentElement,
    }));
    if (this.rows.length < 12) return;
    this.filter = document.createElement("input");
    this.filter.type = "search";
    this.filter.className = "form-control";
    this.filter.setAttribute("aria-label", box.dataset.filter);
    this.filter.placeholder = box.dataset.filter;
    this.rows[0].row.parentElement.before(this.filter);
    this.filter.addEventListener("input", (event) => {
      event.stopPropagation();
      this.narrow();
    });
    this.filter.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    box.addEventListener("picked", () => this.narrow());
  }

  narrow() {
    const words = this.filter.value.trim().toLocaleLowerCase().split(/\s+/);
    for (const { input, row } of this.rows) {
      const text = row.textContent.toLocaleLowerCase();
      row.hidden = !input.checked && !words.every((word) => text.includes(word));
    }
  }
}

const region = document.getElementById("gap-suggestions");
const form = document.querySelector("form.kim-report");
if (region && form) new Suggestions(form, region);
for (const box of document.querySelectorAll(".kim-pick")) new Pick(box);
