import { around, element } from "./dom.js";
import { formatted, isPictures } from "./formatted.js";
import { guestName, initials, tint } from "./guests.js";
import { LANGUAGE, say, size } from "./texts.js";

const CLOCK = new Intl.DateTimeFormat(LANGUAGE, { hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat(LANGUAGE, { month: "short", day: "numeric" });
const MINUTE = 60_000;

/** A line of a transcript. Whatever is shown goes in as text, never as markup. */
export function line(kind, text, time = new Date()) {
  const content = element("p", "text");
  content.append(kind.startsWith("message") ? formatted(text) : text);
  content.classList.toggle("pictures", kind.startsWith("message") && isPictures(text));
  content.dir = "auto";
  const clockTime = element("time", "time", clock(time));
  clockTime.dateTime = time.toISOString();
  clockTime.title = time.toLocaleString(LANGUAGE, { hour12: false });
  return around("div", `line ${kind}`, content, around("p", "meta", clockTime));
}

/** A line of a message of `parley.1.json`; `names` tells two of a name apart. */
export function messageLine({ isOwn, from, text, binary, at }, names) {
  const time = new Date(at);
  const kind = `message ${isOwn ? "own" : "other"}${binary === undefined ? "" : " described"}`;
  const said = text ?? say("binary", { size: size(decodedSize(binary ?? "")) });
  const made = line(kind, said, Number.isNaN(time.getTime()) ? new Date() : time);
  if (isOwn || from === undefined) return made;
  made.dataset.tint = String(tint(from.id ?? ""));
  made.prepend(face(from), around("p", "from", names.element(from)));
  return made;
}

/** A member's initials in its tint: for the eye alone, since the name stands beside it. */
export function face(member) {
  const made = element("span", "face", initials(member.name ?? guestName(member.id ?? "")));
  made.dataset.tint = String(tint(member.id ?? ""));
  made.ariaHidden = "true";
  return made;
}

/** What a member is called; one without a name by a colour and an animal. */
export function memberName({ id = "", name }) {
  return name ?? say("guest", { name: guestName(id) });
}

/** Whether two lines are of the same minute. */
export function isSameMinute(one, other) {
  return minute(one) === minute(other);
}

/** Sets the time of a line again. */
export function stamp(made) {
  made.querySelector(".time").textContent = clock(new Date());
}

function minute(made) {
  return Math.floor(Date.parse(made.querySelector(".time").dateTime) / MINUTE);
}

function clock(time) {
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday ? CLOCK.format(time) : `${DAY.format(time)} ${CLOCK.format(time)}`;
}

/** How many bytes a text in base64 stands for. */
function decodedSize(base64) {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}
