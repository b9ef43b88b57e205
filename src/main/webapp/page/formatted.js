import { element } from "./dom.js";

/** Characters of a text that is looked at; a longer one is shown as it is. */
const LONGEST = 20_000;
/** Links of one message. */
const MOST_LINKS = 100;
/** Pictures that stand larger where there is nothing else. */
const MOST_PICTURES = 3;

/** A block of code, a piece of code, or a link. The newlines around a fence are part of it. */
const PARTS = /```(?:[\w+#-]*\n)?([\s\S]+?)\n?```\n?|`([^`\n]+)`|\bhttps?:\/\/[^\s<>"'`\u0000-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/giu;
/** What ends a sentence and not an address. */
const TRAILING = /[.,;:!?…、。，；：！？）」』\]]+$/u;

/** A message's text: links, code and pictures shown as such. All of it goes in as text, and links lead to http and https. */
export function formatted(text) {
  const made = document.createDocumentFragment();
  if (text.length > LONGEST) return around(made, text);
  let at = 0;
  let links = 0;
  for (const found of text.matchAll(PARTS)) {
    const [whole, block, code] = found;
    const part = block ?? code;
    const address = part === undefined ? addressIn(whole) : undefined;
    if (part === undefined && (address === undefined || ++links > MOST_LINKS)) continue;
    around(made, text.slice(at, found.index));
    made.append(address === undefined ? codeOf(part, block !== undefined) : link(address));
    at = found.index + (address ?? whole).length;
  }
  return around(made, text.slice(at));
}

/** Whether a text is nothing but a few pictures. */
export function isPictures(text) {
  const parts = text.length > 64 ? [] : [...new Intl.Segmenter().segment(text.replace(/\s/gu, ""))];
  const isPicture = ({ segment }) => /^(\p{Extended_Pictographic}|\p{Regional_Indicator}{2})/u.test(segment);
  return parts.length > 0 && parts.length <= MOST_PICTURES && parts.every(isPicture);
}

function around(made, rest) {
  if (rest !== "") made.append(rest);
  return made;
}

function codeOf(text, isBlock) {
  const made = element("code", isBlock ? "code-block" : "code", text);
  made.dir = "ltr";
  return made;
}

/** What of a piece of text is an address; undefined where none is. */
function addressIn(text) {
  let address = text.replace(TRAILING, "");
  // A bracket belongs to the sentence unless it was opened in the address.
  while (address.endsWith(")") && count(address, ")") > count(address, "(")) {
    address = address.slice(0, -1).replace(TRAILING, "");
  }
  // A name before the host is a way to make one host look like another.
  return URL.canParse(address) && new URL(address).username === "" ? address : undefined;
}

function count(text, character) {
  return text.split(character).length - 1;
}

/** It shows the whole address, and the page that it leads to learns nothing of this one. */
function link(address) {
  const made = element("a", "link", address);
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer nofollow ugc";
  made.dir = "ltr";
  // What the browser makes of the address, so that a letter that looks like another is seen.
  made.title = made.href;
  return made;
}
