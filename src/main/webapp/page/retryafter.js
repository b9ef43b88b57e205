/** The longest wait that is believed, in seconds: a day. A longer one is a mistake, and no timer could hold it. */
const LONGEST = 86_400;

/** The seconds of a `Retry-After` (RFC 9110 10.2.3), a number or a date; undefined where it says neither. */
export function seconds(value, now = Date.now()) {
  const text = value?.trim() ?? "";
  const said = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1_000);
  return Number.isNaN(said) ? undefined : Math.min(Math.max(said, 0), LONGEST);
}

/** The same of an answer that asks to come back later; undefined for any other. */
export function secondsOf({ status, headers }) {
  return status === 429 || status === 503 ? seconds(headers.get("Retry-After")) : undefined;
}

/** The same of the answer in a trace (handshakes-api.md). */
export function secondsIn(trace) {
  const field = trace?.answer?.fields?.find(({ name }) => name.toLowerCase() === "retry-after");
  return seconds(field?.value);
}
