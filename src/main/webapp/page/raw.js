import { around, element } from "./dom.js";
import { LANGUAGE, say } from "./texts.js";

/** Bytes of an answer after a 101 that are written out; they are frames, and no text. */
const MOST_FRAMES = 64;
const JSON_TYPE = /^content-type:\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/im;

/** What stood on the wire, line by line: `{text, base64}` as the lab has them. JSON is set out in lines. */
export function raw(title, { base64 = "", cut = false }, { isUpgraded = false, isFolded = false } = {}) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const end = headEnd(bytes);
  const head = latin1(bytes.subarray(0, end)).replace(/(?:\r\n){1,2}$/, "");
  const rest = bytes.subarray(end);
  const block = element("pre", "wire-text");
  block.dir = "ltr";
  block.tabIndex = 0;
  block.ariaLabel = title;
  block.append(...head.split("\r\n").map((line) => around("span", "", visible(line), "\n")));
  const json = isUpgraded || !JSON_TYPE.test(head) ? undefined : setOut(utf8(rest));
  if (rest.length > 0) block.append("\n", element("span", "content", isUpgraded ? frames(rest) : (json ?? visible(utf8(rest)))));
  const made = isFolded
    ? around("details", "raw", element("summary", "", title), block)
    : around("section", "raw", element("h3", "", title), block);
  if (json !== undefined) made.append(element("p", "aside", say("jsonSetOut", { count: rest.length.toLocaleString(LANGUAGE) })));
  if (cut) made.append(element("p", "aside", say("answerCut")));
  return made;
}

/** Text of a peer, all of it, with what cannot be seen written out. */
export function visible(text) {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** JSON in lines; undefined where it is none, such as one that was cut. */
function setOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split("\n").map(visible).join("\n");
  } catch {
    return undefined;
  }
}

function headEnd(bytes) {
  const end = latin1(bytes).indexOf("\r\n\r\n");
  return end < 0 ? bytes.length : end + 4;
}

function latin1(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function utf8(bytes) {
  return new TextDecoder().decode(bytes);
}

function frames(bytes) {
  const hex = Array.from(bytes.subarray(0, MOST_FRAMES), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const more = bytes.length > MOST_FRAMES ? " …" : "";
  return `${say("framesFollow", { count: bytes.length.toLocaleString(LANGUAGE) })}\n${hex}${more}`;
}
