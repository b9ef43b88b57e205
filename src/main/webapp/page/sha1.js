/**
 * SHA-1 (RFC 3174) of at most 2^29 bytes. Browsers have their own, but keep it from pages that came over plain HTTP
 * from another machine. Good for showing how an accept value comes about, and for nothing that needs a secure hash.
 */
export function sha1(bytes) {
  const words = padded(bytes);
  const hash = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  for (let block = 0; block < words.length; block += 16) mix(hash, words.subarray(block, block + 16));
  const result = new DataView(new ArrayBuffer(20));
  hash.forEach((word, i) => result.setUint32(4 * i, word));
  return new Uint8Array(result.buffer);
}

/** RFC 3174, 4: a one bit, zeros, and the length in bits in the last of 64-byte blocks. */
function padded(bytes) {
  const view = new DataView(new ArrayBuffer(64 * Math.ceil((bytes.length + 9) / 64)));
  bytes.forEach((byte, i) => view.setUint8(i, byte));
  view.setUint8(bytes.length, 0x80);
  view.setUint32(view.byteLength - 4, 8 * bytes.length);
  return Uint32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getUint32(4 * i));
}

/** RFC 3174, 6.1: one block into the hash. */
function mix(hash, block) {
  const w = new Uint32Array(80);
  w.set(block);
  for (let t = 16; t < 80; t++) w[t] = rotated(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
  let [a, b, c, d, e] = hash;
  for (let t = 0; t < 80; t++) {
    const next = (rotated(a, 5) + turn(t, b, c, d) + e + w[t]) | 0;
    [e, d, c, b, a] = [d, c, rotated(b, 30), a, next];
  }
  [a, b, c, d, e].forEach((word, i) => (hash[i] += word));
}

/** RFC 3174, 5: function and constant of a step. */
function turn(t, b, c, d) {
  if (t < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function rotated(word, bits) {
  return (word << bits) | (word >>> (32 - bits));
}
