import { secondsOf } from "./retryafter.js";

/** How long the server may take to explain a try, in milliseconds: the visitor waits for it. */
const PATIENCE = 5_000;

/** An id for one try: 16 random bytes in base64url, 22 characters. Who knows it may ask what became of the try. */
export function freshAttempt() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").slice(0, 22);
}

/** A socket's address with the id of a try. */
export function withAttempt(address, attempt) {
  const url = new URL(address);
  url.search += `${url.search === "" ? "?" : "&"}attempt=${attempt}`;
  return url.href;
}

/**
 * What the page's server knows of a try: `{trace}`; `{missing: true}` where it keeps a journal and the try is not in it;
 * `{unreachable: true}` where nothing answers; `{after}`, in seconds, where it wants to be asked later; `{}` where it does
 * not say.
 */
export async function explain(attempt) {
  const options = { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  let answer;
  try {
    answer = await fetch(new URL(`handshakes/${attempt}`, document.baseURI), options);
  } catch {
    return { unreachable: true };
  }
  try {
    const type = answer.headers.get("Content-Type") ?? "";
    if (answer.status === 404 && type.startsWith("application/problem+json")) return { missing: true };
    const after = secondsOf(answer);
    if (after !== undefined) return { after };
    return answer.ok && type.startsWith("application/json") ? { trace: await answer.json() } : {};
  } catch {
    return {};
  }
}
