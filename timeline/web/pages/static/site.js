// Keys, and rows that open without leaving the queue. Everything works without this, by links and forms.
"use strict";

const panel = document.getElementById("panel");
const wide = matchMedia("(min-width: 60rem)");
let asked = 0;

function entries() {
  return [...document.querySelectorAll(".queue a[data-row]")];
}

function current() {
  const row = panel && panel.querySelector("article[data-row]");
  return row ? entries().findIndex((one) => one.dataset.row === row.dataset.row) : -1;
}

function follow() {
  const all = entries();
  const at = current();
  const after = at >= 0 ? all[at + 1] || all[at - 1] : null;
  for (const field of document.querySelectorAll("input[name=next]")) field.value = after ? after.dataset.row : "";
}

function mark(link) {
  for (const one of entries()) {
    one.parentElement.classList.toggle("current", one === link);
    if (one === link) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  link.scrollIntoView({ block: "nearest" });
}

async function open(link) {
  const turn = ++asked;
  const address = new URL(link.href);
  mark(link);
  const answer = await fetch("/rows/" + encodeURIComponent(link.dataset.row) + address.search);
  if (turn !== asked) return;
  if (answer.redirected) {
    location.reload();
    return;
  }
  const keys = panel.querySelector(".keys");
  panel.innerHTML = await answer.text();
  if (keys) panel.append(keys);
  history.replaceState(null, "", address.pathname + address.search);
  document.body.classList.add("open");
  panel.scrollTop = 0;
  const title = document.getElementById("row-title");
  if (title) title.focus({ preventScroll: true });
  follow();
}

function step(by) {
  const all = entries();
  const at = current();
  const link = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (link) {
    if (panel) open(link);
    else link.focus();
    return;
  }
  const more = document.querySelector(by > 0 ? ".pages [rel=next]" : ".pages [rel=prev]");
  if (more) more.click();
}

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (target.tagName === "SUMMARY") {
    const tool = target.parentElement;
    tool.open = true;
    const field = tool.querySelector("input:not([type=hidden]), select");
    (field || target).focus();
    tool.scrollIntoView({ block: "nearest" });
  } else if (target.tagName === "INPUT") target.focus();
  else target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");
  if (event.key === "Escape") {
    const tool = event.target.closest("details.tool");
    if (tool) {
      tool.open = false;
      tool.querySelector("summary").focus();
    } else if (typing) typing.blur();
    return;
  }
  if (typing || !panel) return;
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else if (!/^[aremsu/]$/.test(event.key) || !press(event.key)) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".queue a[data-row]");
  if (!link || !panel || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

for (const field of document.querySelectorAll("input.address")) field.addEventListener("focus", () => field.select());

if (panel) {
  follow();
  const now = document.querySelector(".queue .current a");
  if (now) now.scrollIntoView({ block: "nearest" });
}
