/*
The search page without being loaded anew: a changed filter, a link within the page or the form asks
for the page at its own address and swaps what is different. Whatever goes wrong is left to the
browser: the address is opened as a link would be. Without this file the page works by its buttons.
*/

const form = document.getElementById("search-form");
const find = document.querySelector(".kim-find");
const filters = document.getElementById("search-filters");
const done = document.getElementById("search-done");
const status = document.getElementById("search-status");
const page = new URL(form.action).pathname;
const wide = matchMedia("(min-width: 60em)");
// What an answer replaces; the controls stay, and with them the focus.
const SWAPPED = ["search-summary", "search-list", "search-near-help", "search-filters-count"];

let request;
let shown = location.pathname + location.search;

/** The address of what the form says. */
function asked() {
  const parameters = new URLSearchParams(new FormData(form));
  const near = parameters.get("sort") === "distance";
  // Plone gives each form of those who log in a token, which belongs in no address.
  parameters.delete("_authenticator");
  for (const [name, value] of [...parameters]) {
    if (!value.trim() || (name === "near" && !near)) parameters.delete(name, value);
  }
  if (parameters.get("sort") === "relevance") parameters.delete("sort");
  const query = parameters.toString();
  return query ? `${form.action}?${query}` : form.action;
}

/** Show what stands at an address; a later call overtakes an earlier one. */
async function go(address, { push = true, focus = null } = {}) {
  request?.abort();
  const mine = (request = new AbortController());
  find.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal });
    const text = await answer.text();
    const next = new DOMParser().parseFromString(text, "text/html");
    if (mine.signal.aborted) return;
    if (!answer.ok || !next.getElementById("search-list")) throw new Error(answer.statusText);
    if (push) history.pushState(null, "", address);
    swap(next);
    focus?.focus();
  } catch (error) {
    if (mine.signal.aborted) return;
    if (push) location.assign(address);
    else location.reload();
  } finally {
    if (request === mine) find.removeAttribute("aria-busy");
  }
}

function swap(next) {
  shown = location.pathname + location.search;
  // Links within the page, the skip link first, are meant from here.
  document.querySelector("base")?.setAttribute("href", location.href);
  document.title = next.title;
  for (const id of SWAPPED) document.getElementById(id).replaceWith(next.getElementById(id));
  const languages = document.querySelector(".kim-languages");
  const others = next.querySelector(".kim-languages");
  if (languages && others) languages.replaceWith(others);
  for (const name of ["q", "sort", "near"]) {
    const control = form.elements[name];
    const answered = next.getElementById(control.id);
    if (control !== document.activeElement || name !== "q") control.value = answered.value;
    if (answered.hasAttribute("aria-invalid")) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  update(next.getElementById("search-filters"));
  label();
  announce(document.getElementById("search-heading").textContent);
}

/** The values stay where they are, with their new counts; open and closed as somebody left them. */
function update(next) {
  const counts = next.querySelectorAll(".kim-facet .kim-count");
  const current = filters.querySelectorAll(".kim-facet .kim-count");
  const boxes = next.querySelectorAll("input[type=checkbox]");
  const own = filters.querySelectorAll("input[type=checkbox]");
  if (counts.length !== current.length || boxes.length !== own.length) {
    throw new Error("Other filters than before");
  }
  current.forEach((node, place) => {
    node.textContent = counts[place].textContent;
  });
  own.forEach((box, place) => {
    box.checked = boxes[place].checked;
    const label = box.closest("label");
    label.toggleAttribute("data-none", boxes[place].closest("label").hasAttribute("data-none"));
  });
}

/** The button below the filters of a phone says what it leads to. */
function label() {
  done.textContent = document.getElementById("search-summary").dataset.show;
}

function announce(text) {
  status.textContent = "";
  setTimeout(() => (status.textContent = text), 50);
}

const heading = () => ({
  focus() {
    const node = document.getElementById("search-heading");
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "start" });
  },
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter === done) {
    filters.open = wide.matches;
    go(asked(), { focus: heading() });
  } else {
    // On a phone the keyboard gives way to the results.
    go(asked(), { focus: wide.matches ? null : heading() });
  }
});

find.addEventListener("change", (event) => {
  if (event.target.form === form) go(asked());
});

find.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || new URL(link.href).pathname !== page) return;
  event.preventDefault();
  go(link.href, { focus: heading() });
});

form.addEventListener("kim-go", (event) => {
  const url = new URL(event.detail, location.href);
  if (url.pathname !== page) return;
  event.preventDefault();
  go(url.href, { focus: heading() });
});

window.addEventListener("popstate", () => {
  // The skip link only moves within the page.
  if (location.pathname + location.search !== shown) go(location.href, { push: false });
});

/** Beside the results the filters are always open; above them they are opened when wanted. */
function fold() {
  filters.open = wide.matches;
}

wide.addEventListener("change", fold);
if (wide.matches) fold();
find.classList.add("kim-live");
label();
