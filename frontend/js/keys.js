// A clerk with a caller on the line keeps the hands on the keyboard: a digit chooses, and Enter goes on in place of
// sending half a report. Without this file the arrow keys choose, and Enter sends what is judged all the same.

const CONTROLS = "input:not([type=hidden]), select, textarea, button[type=submit]";
const isShown = (control) => control.getClientRects().length > 0;

function goOn(form, last) {
  const controls = [...form.querySelectorAll(CONTROLS)].filter((each) => isShown(each) || each === last);
  const next = controls.slice(controls.indexOf(last) + 1).find((each) => each.name !== last.name || !last.name);
  if (!next) return;
  const group = next.type === "radio" ? controls.filter((each) => each.name === next.name) : [next];
  (group.find((each) => each.checked) || next).focus();
}

function choose(form, event) {
  const { target, key } = event;
  const group = [...form.elements].filter((each) => each.name === target.name && each.type === target.type);
  const chosen = group[Number(key) - 1];
  if (!chosen) return;
  event.preventDefault();
  chosen.checked = target.type === "radio" || !chosen.checked;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  if (target.type === "radio") goOn(form, group[group.length - 1]);
  else chosen.focus();
}

function heed(form, event) {
  const { target, key } = event;
  // An input method takes Enter for itself while it composes a word.
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (["radio", "checkbox"].includes(target.type) && /^[1-9]$/.test(key)) {
    choose(form, event);
  } else if (key === "Enter" && target.matches("input, select")) {
    event.preventDefault();
    goOn(form, target);
  }
}

export function chooseByNumber(scope) {
  for (const form of scope.querySelectorAll("[data-number-keys]")) {
    form.addEventListener("keydown", (event) => heed(form, event));
  }
}
