// The sum that keeps scripts out. It begins when the page opens, while its person still reads; there is nothing to
// solve for the person. Who presses the button before it is done is told how far it is, and the form goes by itself.
// Without this file, or where the browser has no Web Cryptography, the server asks for a short wait instead.

const PATIENCE_MS = 90_000;

function begin(box) {
  const form = box.closest("form");
  const says = box.querySelector("[data-work-says]");
  const answers = form.elements.answers;
  const { bits, rounds, parts, worker: address, busy } = box.dataset;
  const started = Date.now();
  let done = 0;
  let pressed = false;
  let submitter = null;

  const tell = () => {
    says.textContent = pressed && done < parts ? `${busy} ${done} / ${parts}` : "";
  };
  const send = () => (form.requestSubmit ? form.requestSubmit(submitter) : form.submit());
  const isReady = () => done >= parts || Date.now() - started > PATIENCE_MS;

  const worker = new Worker(address);
  worker.onmessage = ({ data }) => {
    done = data.split(",").length;
    if (done >= parts) {
      answers.value = data;
      worker.terminate();
      if (pressed) send();
    }
    tell();
  };
  // A browser that cannot work it out sends the form as it is.
  worker.onerror = () => {
    done = parts;
    if (pressed) send();
  };
  form.addEventListener("submit", (event) => {
    if (isReady()) return;
    event.preventDefault();
    pressed = true;
    submitter = event.submitter;
    tell();
  });
  worker.postMessage({
    ticket: form.elements.ticket.value,
    bits: Number(bits),
    rounds: Number(rounds),
    parts: Number(parts),
  });
}

export function workForTickets(scope) {
  if (!window.Worker || !window.crypto || !window.crypto.subtle) return;
  for (const box of scope.querySelectorAll("[data-work]:not([data-work-begun])")) {
    box.dataset.workBegun = "";
    begin(box);
  }
}
