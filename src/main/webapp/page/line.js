import { around, element } from "./dom.js";
import { LANGUAGE, say, size } from "./texts.js";

const CLOCK = new Intl.DateTimeFormat(LANGUAGE, { hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat(LANGUAGE, { month: "short", day: "numeric" });

/** A line of a transcript. Whatever is shown goes in as text, never as markup. */
export function line(kind, text, time = new Date()) {
  const content = element("p", "text", text);
  content.dir = "auto";
  const stamp = element("time", "time", clock(time));
  stamp.dateTime = time.toISOString();
  return around("div", `line ${kind}`, content, around("p", "meta", stamp));
}

/** A line of a message of `parley.1.json`. */
export function messageLine({ isOwn, from, text, binary, at }) {
  const time = new Date(at);
  const kind = `message ${isOwn ? "own" : "other"}${binary === undefined ? "" : " described"}`;
  const said = text ?? say("binary", { size: size(decodedSize(binary ?? "")) });
  const made = line(kind, said, Number.isNaN(time.getTime()) ? new Date() : time);
  if (!isOwn && from !== undefined) {
    const name = element("p", "from", memberName(from));
    name.dir = "auto";
    made.prepend(name);
  }
  return made;
}

/** What a member is called; one without a name by the start of its id. */
export function memberName({ id = "", name }) {
  return name ?? say("guest", { id: id.slice(0, 4) });
}

/** Sets the time of a line again. */
export function stamp(made) {
  made.querySelector(".time").textContent = clock(new Date());
}

function clock(time) {
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday ? CLOCK.format(time) : `${DAY.format(time)} ${CLOCK.format(time)}`;
}

/** How many bytes a text in base64 stands for. */
function decodedSize(base64) {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}
