// Leaving at once. The link works without scripts; with them the page is blanked first and its entry in the
// history is replaced, so that "back" does not return to it. Pressing Escape three times does the same.

const WINDOW_MS = 2000;

function leave(address) {
  document.documentElement.classList.add("cs-gone");
  document.title = "\u200b";
  window.location.replace(address);
}

export function watchForLeaving() {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WINDOW_MS), now];
    if (presses.length < 3) return;
    event.preventDefault(); // the browser's own Escape would stop the very loading that is wanted
    leave(link.href);
  });
  // A page brought back from the browser's memory must not come back blank.
  window.addEventListener("pageshow", () => document.documentElement.classList.remove("cs-gone"));
}
