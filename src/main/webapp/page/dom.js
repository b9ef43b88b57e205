/** Longest text of a peer that is shown of a field, in characters. The server cuts at 128; a server may be another. */
const LONGEST = 512;

/** A new element; what is given goes in as text, never as markup. */
export function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind !== "") made.className = kind;
  if (text !== "") made.textContent = text;
  return made;
}

/** An element around others. */
export function around(name, kind, ...inner) {
  const made = element(name, kind);
  made.append(...inner);
  return made;
}

/** A peer's text for people: what cannot be seen or would turn the line around is written out, and it has an end. */
export function shown(text) {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The beginning of a text, of so many characters; where it is cut it says so. */
export function beginning(text, most) {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join("")}…`;
}

/** A link that leads on, in the same tab. */
export function linkTo(url, text) {
  const made = element("a", "", text);
  made.href = url;
  return made;
}

/** A link that opens beside this page, which goes on talking. */
export function linkOut(url, text) {
  const made = element("a", "out", text);
  made.href = url;
  made.target = "_blank";
  made.rel = "noopener";
  return made;
}
