// A choice that opens a follow-up question. Written here because upstream's sets aria-expanded on radios, which
// ARIA does not allow. Without scripts the follow-up question is simply there.

const HIDDEN = { radio: "govuk-radios__conditional--hidden", checkbox: "govuk-checkboxes__conditional--hidden" };

function show(input) {
  const target = document.getElementById(input.dataset.ariaControls);
  if (target) target.classList.toggle(HIDDEN[input.type], !input.checked);
}

export function revealFollowUps(scope) {
  for (const group of scope.querySelectorAll('[data-module="govuk-radios"], [data-module="govuk-checkboxes"]')) {
    const inputs = [...group.querySelectorAll("input[data-aria-controls]")];
    if (!inputs.length) continue;
    const refresh = () => inputs.forEach(show);
    group.addEventListener("change", refresh);
    // The browser may restore a choice after "back" without a change event.
    window.addEventListener("pageshow", refresh);
    refresh();
  }
}
