const LONGEST = 64;
const NAME = /^[\p{L}\p{M}\p{Nd}._~-]{1,64}$/u;
/** Of the letters and marks those that nobody sees; the server knows where some of them are at work. */
const INVISIBLE =
  /[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|(?<!\p{Script=Han})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?<!\p{Script=Mongolian})[\u180b-\u180f]/u;
/** What no name may have; a letter that is no part of one is left out, and what stood beside it is joined. */
const FOREIGN = /[^\p{L}\p{M}\p{Nd}._~-]+/gu;

/** A room's name as the server writes it; undefined where it is none. */
export function roomName(text) {
  const name = text.trim().normalize("NFC");
  return isName(name) ? name : undefined;
}

/** The name that a text is nearest to; undefined where nothing of it can be part of a name. */
export function nearestRoom(text) {
  const joined = text.normalize("NFC").replace(new RegExp(INVISIBLE, "gu"), "").replace(FOREIGN, "-").replace(/^-+|-+$/g, "");
  const name = [...joined].slice(0, LONGEST).join("").normalize("NFC");
  return isName(name) ? name : undefined;
}

function isName(name) {
  return NAME.test(name) && !INVISIBLE.test(name) && name !== "." && name !== "..";
}
