// The place of a report: a square of the picture fills the list, the device's position fills the field of the point.
// Without scripts a square is sent to the server, and the position is not offered.

const PLACES = 5; // of a degree: about a metre
const PATIENCE_MS = 20000;

export function fillFromTiles(scope) {
  const tiles = [...scope.querySelectorAll("[data-fills]")];
  for (const tile of tiles) {
    const list = document.getElementById(tile.dataset.fills);
    if (!list) continue;
    tile.addEventListener("click", (event) => {
      event.preventDefault();
      list.value = tile.value;
      tiles.forEach((one) => one.setAttribute("aria-pressed", String(one === tile)));
    });
  }
}

export function offerPosition(scope) {
  if (!navigator.geolocation || !window.isSecureContext) return;
  for (const offer of scope.querySelectorAll("[data-position][hidden]")) {
    const field = document.getElementById(offer.dataset.position);
    const status = offer.querySelector("[role=status]");
    const tell = (text) => (status.textContent = text);
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      tell(offer.dataset.asking);
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const place = [coords.latitude, coords.longitude].map((one) => one.toFixed(PLACES)).join(", ");
          field.value = `${place} ±${Math.round(coords.accuracy)} m (WGS 84)`;
          tell(offer.dataset.done);
        },
        () => tell(offer.dataset.failed),
        { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
      );
    });
  }
}
