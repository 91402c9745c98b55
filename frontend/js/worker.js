// Works out the sums of a ticket away from the page, with the browser's own PBKDF2. Nothing but counting is ours.

const encoder = new TextEncoder();

function leadingZeros(digest) {
  const first = digest.findIndex((byte) => byte !== 0);
  return first < 0 ? digest.length * 8 : first * 8 + Math.clz32(digest[first]) - 24;
}

async function solve(key, part, bits, rounds) {
  for (let answer = 0; ; answer += 1) {
    const salt = encoder.encode(`${part}:${answer}`);
    const made = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256);
    if (leadingZeros(new Uint8Array(made)) >= bits) return answer;
  }
}

self.onmessage = async ({ data: { ticket, bits, rounds, parts } }) => {
  const key = await crypto.subtle.importKey("raw", encoder.encode(ticket), "PBKDF2", false, ["deriveBits"]);
  const answers = [];
  for (let part = 0; part < parts; part += 1) {
    answers.push(await solve(key, part, bits, rounds));
    self.postMessage(answers.join(","));
  }
};
