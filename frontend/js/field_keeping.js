// A draft on the phone, locked. The lock word becomes a key that no script can take out (PBKDF2, AES-GCM); neither word
// nor key is stored. What lies in the browser's database: the salt, and for each piece a fresh nonce with the ciphertext.
const ROUNDS = 600000;
const TEXT = "text";

export async function isKept(kind) {
  return (await ask((store) => store.get([kind, TEXT]))) !== undefined;
}

// Begin a draft under a lock word.
export async function lockWith(kind, word) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { kind, salt, key: await keyOf(word, salt) };
}

// Open the draft that is kept, or return null when it is another word.
export async function openWith(kind, word) {
  const kept = await ask((store) => store.get([kind, TEXT]));
  const lock = { kind, salt: kept.salt, key: await keyOf(word, kept.salt) };
  const plain = await open(lock, TEXT);
  return plain && { lock, draft: JSON.parse(new TextDecoder().decode(plain)) };
}

export async function keepText(lock, draft) {
  await seal(lock, TEXT, new TextEncoder().encode(JSON.stringify(draft)));
}

export async function keepPhoto(lock, digest, bytes) {
  await seal(lock, digest, bytes);
}

export async function photoOf(lock, digest) {
  return open(lock, digest);
}

export async function forgetDraft(kind) {
  await ask((store) => store.delete(IDBKeyRange.bound([kind, ""], [kind, "\uffff"])), "readwrite");
}

async function seal({ kind, salt, key }, piece, bytes) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(shape(kind, piece, nonce), key, bytes);
  await ask((store) => store.put({ salt, nonce, sealed }, [kind, piece]), "readwrite");
}

async function open({ kind, key }, piece) {
  const kept = await ask((store) => store.get([kind, piece]));
  try {
    return await crypto.subtle.decrypt(shape(kind, piece, kept.nonce), key, kept.sealed);
  } catch {
    return null;
  }
}

// A piece opens in its own place only.
function shape(kind, piece, nonce) {
  return { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(`${kind}/${piece}`) };
}

async function keyOf(word, salt) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(word), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("chuishao-field", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function ask(act, mode = "readonly") {
  const found = await database();
  try {
    return await new Promise((resolve, reject) => {
      const work = found.transaction("drafts", mode);
      const asked = act(work.objectStore("drafts"));
      work.oncomplete = () => resolve(asked.result);
      work.onabort = () => reject(work.error);
    });
  } finally {
    found.close();
  }
}
