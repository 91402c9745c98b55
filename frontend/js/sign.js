// A frame in which a signature is drawn; it is sent as lines, so that a paper can print it: "M10 20L30 40".
for (const pad of document.querySelectorAll("[data-signature-pad]")) padOf(pad);

function padOf(pad) {
  const field = pad.querySelector("input");
  const canvas = pad.querySelector("canvas");
  const pen = canvas.getContext("2d");
  let isDown = false;
  pad.querySelector("[data-signature-frame]").hidden = false;
  pen.lineWidth = 4;
  pen.lineCap = "round";
  pen.strokeStyle = "#0b0c0c";
  for (const [, how, x, y] of field.value.matchAll(/([ML])(\d+) (\d+)/g)) line(how, Number(x), Number(y));

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    note("M", event);
  });
  canvas.addEventListener("pointermove", (event) => { if (isDown) note("L", event); });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { isDown = false; });
  pad.querySelector("[data-signature-clear]").addEventListener("click", () => {
    field.value = "";
    pen.clearRect(0, 0, canvas.width, canvas.height);
  });

  function note(how, event) {
    const box = canvas.getBoundingClientRect();
    const x = within(((event.clientX - box.left) * canvas.width) / box.width, canvas.width);
    const y = within(((event.clientY - box.top) * canvas.height) / box.height, canvas.height);
    field.value += `${how}${x} ${y}`;
    line(how, x, y);
  }

  function line(how, x, y) {
    if (how === "M") { pen.beginPath(); pen.moveTo(x, y); return; }
    pen.lineTo(x, y);
    pen.stroke();
  }
}

function within(number, most) {
  return Math.max(0, Math.min(most, Math.round(number)));
}
