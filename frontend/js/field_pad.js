// The frame in which a signature is drawn, by finger, pen or mouse. It becomes a PNG.
export function padOf(form) {
  const frame = form.querySelector("[data-field-pad]");
  if (!frame) return null;
  const canvas = frame.querySelector("canvas");
  const pen = canvas.getContext("2d");
  let isEmpty = true;
  let isDown = false;
  frame.hidden = false;
  // Drawing takes the place of choosing a picture of a signature.
  form.elements.signature.classList.add("govuk-visually-hidden");
  form.elements.signature.tabIndex = -1;
  pen.lineWidth = 3;
  pen.lineCap = "round";
  pen.strokeStyle = "#0b0c0c";
  blank();

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    pen.lineTo(...place(event));
    pen.stroke();
    isEmpty = false;
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => {
    if (!isDown) return;
    isDown = false;
    form.dispatchEvent(new CustomEvent("signed"));
  });
  frame.querySelector("[data-field-clear]").addEventListener("click", () => {
    blank();
    form.dispatchEvent(new CustomEvent("signed"));
  });

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  }

  function blank() {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    isEmpty = true;
  }

  return {
    data: () => (isEmpty ? null : canvas.toDataURL("image/png")),
    picture: () => (isEmpty ? Promise.resolve(null) : new Promise((resolve) => canvas.toBlob(resolve, "image/png"))),
    draw: (data) => {
      const image = new Image();
      image.onload = () => { pen.drawImage(image, 0, 0); isEmpty = false; };
      image.src = data;
    },
  };
}
