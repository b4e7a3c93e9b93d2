// Adds and removes the rows of a list in a form; the server reads them as 0, 1, 2 …

const NUMBERED = ["id", "name", "for", "aria-labelledby", "aria-describedby", "data-fieldname"];

function renumber(list) {
  const prefix = list.dataset.prefix;
  const rows = list.querySelectorAll(":scope > .kim-rows-list > .kim-row");
  rows.forEach((row, number) => {
    const parts = [row, ...row.querySelectorAll("*")];
    for (const part of parts) {
      for (const name of NUMBERED) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, renamed(value, prefix, number));
      }
    }
    row.querySelector(".kim-row-number").textContent = number + 1;
  });
  list.querySelector(`input[name="${CSS.escape(prefix)}.count"]`).value = rows.length;
  const most = Number(list.dataset.most) || Infinity;
  list.querySelector(":scope > .kim-row-add").disabled = rows.length >= most;
}

function renamed(value, prefix, number) {
  const id = prefix.replaceAll(".", "-");
  return value
    .split(" ")
    .map((word) =>
      word
        .replace(new RegExp(`(^|formfield-)(${id}-)(\\d+|TT)(?=-|$)`), `$1$2${number}`)
        .replace(new RegExp(`^(${prefix.replaceAll(".", "\\.")}\\.)(\\d+|TT)(?=[.-]|$)`), `$1${number}`),
    )
    .join(" ");
}

function add(list) {
  const blank = list.querySelector(":scope > template");
  const rows = list.querySelector(":scope > .kim-rows-list");
  rows.append(blank.content.cloneNode(true));
  renumber(list);
  const first = rows.lastElementChild.querySelector("input:not([type=hidden]), select, textarea");
  if (first) first.focus();
}

function remove(list, row) {
  const next = row.nextElementSibling || row.previousElementSibling;
  row.remove();
  renumber(list);
  (next || list.querySelector(":scope > .kim-row-add")).focus();
  list.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
}

if (!window.kimRows) {
  window.kimRows = true;
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".kim-row-add, .kim-row-remove");
    const list = button?.closest(".kim-rows");
    if (!list) return;
    event.preventDefault();
    if (button.matches(".kim-row-add")) add(list);
    else remove(list, button.closest(".kim-row"));
  });
}
