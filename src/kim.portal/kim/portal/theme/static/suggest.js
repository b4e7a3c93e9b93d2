/*
Suggestions below every search field (input[data-suggestions]), from the service @suggest that
stands beside the search page. A combobox with a list (WAI-ARIA 1.2): the focus stays in the field.
Without this file the field is a plain search field.
*/

const WAIT = 150; // ms after the last key
const SHORTEST = 2;

class Suggestions {
  constructor(input, number) {
    this.input = input;
    this.form = input.form;
    this.service = `${this.form.action.replace(/\/suche$/, "")}/@suggest`;
    this.items = [];
    this.active = -1;
    this.list = this.element("ul", "kim-suggestions", { role: "listbox", id: `suggest-${number}` });
    this.list.setAttribute("aria-label", input.dataset.suggestions);
    this.list.hidden = true;
    this.status = this.element("p", "visually-hidden", { role: "status" });
    input.after(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    // A tap on the list must not take the focus from the field before it counts.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  element(name, className, attributes = {}, text = "") {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = text;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }

  later() {
    this.stop();
    const text = this.input.value.trim();
    if (text.length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(text), WAIT);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask(text) {
    const request = (this.request = new AbortController());
    try {
      const answer = await fetch(`${this.service}?${new URLSearchParams({ q: text })}`, {
        headers: { Accept: "application/json" },
        signal: request.signal,
      });
      const items = answer.ok ? (await answer.json()).items : [];
      if (!request.signal.aborted && document.activeElement === this.input) this.show(items);
    } catch {
      // Nobody waits for suggestions: without them the field searches all the same.
    }
  }

  show(items) {
    if (!items.length) return this.close();
    this.items = items;
    this.list.replaceChildren(...items.map((item, place) => this.option(item, place)));
    this.list.style.insetBlockStart = `${this.input.offsetTop + this.input.offsetHeight}px`;
    this.list.style.insetInlineStart = `${this.input.offsetLeft}px`;
    this.list.style.inlineSize = `${this.input.offsetWidth}px`;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = `${this.input.dataset.suggestions}: ${items.length}`;
    this.mark(-1);
  }

  option(item, place) {
    const id = `${this.list.id}-${place}`;
    const node = this.element("li", "kim-suggestion", { role: "option", id });
    node.append(this.element("span", "kim-suggestion-text", {}, item.text));
    const more = item.kind === "entry" ? item.detail : [item.detail, item.count].filter(Boolean).join(" · ");
    if (more) node.append(" ", this.element("span", "kim-count", {}, more));
    return node;
  }

  close() {
    this.stop();
    this.items = [];
    this.active = -1;
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  mark(place) {
    this.active = place;
    [...this.list.children].forEach((node, number) => {
      node.setAttribute("aria-selected", String(number === place));
    });
    const node = this.list.children[place];
    if (node) {
      this.input.setAttribute("aria-activedescendant", node.id);
      node.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    if (event.isComposing) return;
    const last = this.items.length - 1;
    const open = last >= 0;
    if (event.key === "ArrowDown" && open) this.mark(this.active < last ? this.active + 1 : -1);
    else if (event.key === "ArrowUp" && open) this.mark(this.active < 0 ? last : this.active - 1);
    else if (event.key === "ArrowDown") return this.later();
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else return;
    event.preventDefault();
  }

  choose(place) {
    const item = this.items[place];
    this.close();
    if (item.kind === "word") {
      this.input.value = item.text;
      this.form.requestSubmit();
      return;
    }
    // The search page itself goes to one of its own addresses without being loaded anew.
    const go = new CustomEvent("kim-go", { bubbles: true, cancelable: true, detail: item.url });
    if (this.input.dispatchEvent(go)) location.assign(item.url);
  }
}

document.querySelectorAll("input[data-suggestions]").forEach((input, number) => {
  new Suggestions(input, number);
});
