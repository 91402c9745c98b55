// Work in the field: what is written is kept on the phone under a lock word until it is sent, photos are hashed when they
// are chosen, and the signature is drawn. Without this file the form works as long as there is a network.
import { forgetDraft, isKept, keepPhoto, keepText, lockWith, openWith, photoOf } from "./field_keeping.js";
import { padOf } from "./field_pad.js";

const form = document.querySelector("[data-field-form]");
if (form && window.crypto && crypto.subtle && window.indexedDB && navigator.serviceWorker) begin(form);

async function begin(form) {
  const kind = form.dataset.fieldForm;
  const box = document.querySelector("[data-field-keep]");
  const words = box.querySelector("[data-field-words]").dataset;
  const said = box.querySelector("[data-field-said]");
  const lock = box.querySelector("#lock");
  const forget = box.querySelector("[data-field-forget]");
  const pad = padOf(form);
  const photos = [];
  let open = null; // the lock, once the word was typed
  let waiting = 0;
  let isSending = false;

  navigator.serviceWorker.register(form.dataset.keeper, { scope: new URL("./", new URL(form.dataset.keeper, location.href)).pathname });
  box.hidden = false;
  // Each record has a key of its own; the one that the page brought may lie on this phone since yesterday.
  form.elements.sending_key.value = hex(crypto.getRandomValues(new Uint8Array(32)));
  if (await isKept(kind)) {
    said.textContent = words.found;
    forget.hidden = false;
  }

  box.querySelector("[data-field-lock]").addEventListener("click", async () => {
    if (lock.value.length < 8) return tell(words.short);
    if (await isKept(kind)) {
      const opened = await openWith(kind, lock.value);
      if (!opened) return tell(words.wrong);
      open = opened.lock;
      await restore(opened.draft);
    } else {
      open = await lockWith(kind, lock.value);
      for (const photo of photos) await keepPhoto(open, photo.sha256, await photo.file.arrayBuffer());
    }
    lock.value = "";
    forget.hidden = false;
    await keep();
  });

  forget.addEventListener("click", async () => {
    await forgetDraft(kind);
    location.reload();
  });

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400);
  });
  form.addEventListener("signed", keep);
  document.addEventListener("visibilitychange", keep);
  window.addEventListener("online", () => {
    if (open && isSending) send();
  });

  const chosen = form.elements.photos;
  chosen.addEventListener("change", async () => {
    for (const file of chosen.files) await addPhoto(file, new Date(file.lastModified).toISOString());
    chosen.value = "";
    await keep();
  });

  const more = form.querySelector("[data-field-more]");
  if (more) more.addEventListener("click", (event) => {
    event.preventDefault();
    addAnswer().querySelector("textarea").focus();
  });

  form.addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.name === "more") return;
    event.preventDefault();
    await keep();
    await send();
  });

  function tell(text) { said.textContent = text; }

  async function addPhoto(file, takenAt) {
    const bytes = await file.arrayBuffer();
    const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    if (photos.some((photo) => photo.sha256 === digest)) return;
    photos.push({ file, sha256: digest, taken_at: takenAt });
    if (open) await keepPhoto(open, digest, bytes);
    const line = document.createElement("li");
    line.textContent = `${file.name} · ${digest}`;
    form.querySelector("[data-field-photos]").append(line);
  }

  function addAnswer() {
    const all = form.querySelectorAll("[data-field-answer]");
    const fresh = all[all.length - 1].cloneNode(true);
    const number = all.length + 1;
    for (const part of fresh.querySelectorAll("label, textarea")) {
      if (part.tagName === "LABEL") {
        part.textContent = part.textContent.replace(/\d+/, number);
        part.htmlFor = part.htmlFor.replace(/\d+/, number);
      } else {
        part.value = "";
        part.id = part.id.replace(/\d+/, number);
      }
    }
    more.before(fresh);
    return fresh;
  }

  function typed() {
    const skipped = new Set(["csrfmiddlewaretoken", "photos", "signature"]);
    return [...new FormData(form).entries()].filter(([name, value]) => !skipped.has(name) && typeof value === "string");
  }

  async function keep() {
    if (!open) return;
    const noted = photos.map(({ file, sha256, taken_at }) => ({ name: file.name, type: file.type, sha256, taken_at }));
    try {
      await keepText(open, { typed: typed(), photos: noted, signature: pad ? pad.data() : null });
      if (!isSending) tell(words.kept);
    } catch {
      tell(words.full);
    }
  }

  async function restore(draft) {
    const answers = draft.typed.filter(([name]) => name === "question").length;
    while (more && form.querySelectorAll("[data-field-answer]").length < answers) addAnswer();
    const seen = {};
    for (const [name, value] of draft.typed) {
      const controls = form.querySelectorAll(`[name="${name}"]`);
      seen[name] = (seen[name] || 0) + 1;
      for (const control of controls) {
        if (control.type === "radio" || control.type === "checkbox") control.checked = control.value === value;
      }
      const control = controls[controls.length > 1 ? seen[name] - 1 : 0];
      if (control && control.type !== "radio" && control.type !== "checkbox") control.value = value;
    }
    for (const { name, type, sha256, taken_at } of draft.photos) {
      const bytes = await photoOf(open, sha256);
      if (bytes) await addPhoto(new File([bytes], name, { type }), taken_at);
    }
    if (draft.signature && pad) pad.draw(draft.signature);
  }

  async function send() {
    isSending = true;
    try {
      const token = await freshToken();
      if (token === null) return tell(words.signin);
      const body = new FormData(form);
      body.set("csrfmiddlewaretoken", token);
      body.delete("photos");
      for (const { file } of photos) body.append("photos", file, file.name);
      body.set("photographed", JSON.stringify(photos.map(({ sha256, taken_at }) => ({ sha256, taken_at }))));
      const drawn = pad && (await pad.picture());
      if (drawn) body.set("signature", drawn, "signature.png");
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      if (response.redirected && response.ok) {
        isSending = false;
        await forgetDraft(kind);
        tell(words.sent);
        location.assign(response.url);
        return;
      }
      isSending = false;
      tell(words.refused);
      showErrors(await response.text());
    } catch {
      tell(words.offline);
    }
  }

  // The page may be older than this sign-in: what proves that the form is ours is asked for anew.
  async function freshToken() {
    const response = await fetch(form.action, { cache: "reload", credentials: "same-origin" });
    if (response.redirected) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const field = page.querySelector("[data-field-form] [name=csrfmiddlewaretoken]");
    return field ? field.value : null;
  }

  function showErrors(text) {
    const summary = new DOMParser().parseFromString(text, "text/html").querySelector(".govuk-error-summary");
    document.querySelectorAll(".govuk-error-summary").forEach((old) => old.remove());
    if (!summary) return;
    form.before(summary);
    summary.setAttribute("tabindex", "-1");
    summary.focus();
  }
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
