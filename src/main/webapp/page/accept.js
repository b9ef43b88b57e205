import { sha1 } from "./sha1.js";

/** What RFC 6455 1.3 appends to a key: no other protocol's server would. */
export const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** How the accept value comes from a key, step by step: `{joined, hash, accept}`, the hash in hexadecimal. */
export async function acceptance(key) {
  const joined = key + GUID;
  const bytes = Uint8Array.from(joined, (c) => c.charCodeAt(0));
  // Only for pages that came over TLS or from this machine.
  const hash = crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-1", bytes)) : sha1(bytes);
  return {
    joined,
    hash: [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    accept: btoa(String.fromCharCode(...hash)),
  };
}
