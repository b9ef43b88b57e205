import { element } from "./dom.js";
import { memberName } from "./line.js";
import { say } from "./texts.js";

/** Members that are remembered by their names; beyond, the one seen longest ago is forgotten. */
const MOST = 2_000;
/** Characters of an id that tell two of a name apart. */
const MARK = 4;

/** Who goes by which name in a room: two who call themselves the same are told apart by the start of their ids. */
export class Names {
  #ids = new Map();
  #doubled = new Set();
  #count = 0;

  /** Notes a member; whether its name has become that of two just now. */
  note(member) {
    const key = keyOf(member);
    const ids = this.#ids.get(key) ?? new Set();
    this.#count += ids.has(member.id) ? 0 : 1;
    ids.add(member.id);
    this.#ids.delete(key);
    this.#ids.set(key, ids);
    if (this.#count > MOST) this.#forget();
    if (ids.size < 2 || this.#doubled.has(key)) return false;
    this.#doubled.add(key);
    return true;
  }

  /** A member's name as an element, with the mark where it needs one, and a sign where a login has proven it. */
  element(member) {
    const made = element("span", "name", memberName(member));
    made.dataset.member = member.id;
    made.dir = "auto";
    const whole = withMark(made, this.#doubled.has(keyOf(member)));
    if (member.proven === true) whole.append(sign());
    return whole;
  }

  /** Adds the mark to those of a root that need it by now. */
  mark(root) {
    for (const name of root.querySelectorAll(".name[data-member]:not(:has(+ .mark))")) {
      if (this.#doubled.has(name.textContent.toLowerCase())) name.after(markOf(name.dataset.member));
    }
  }

  #forget() {
    const [oldest, ids] = this.#ids.entries().next().value;
    this.#ids.delete(oldest);
    this.#count -= ids.size;
  }
}

function withMark(name, isDoubled) {
  const made = document.createDocumentFragment();
  made.append(name);
  if (isDoubled) made.append(markOf(name.dataset.member));
  return made;
}

/** No name can look like it: it is no character. */
function sign() {
  const made = element("span", "proven");
  Object.assign(made, { role: "img", ariaLabel: say("proven"), title: say("proven") });
  return made;
}

function markOf(id) {
  const made = element("span", "mark", ` ·${id.slice(0, MARK)}`);
  made.dir = "ltr";
  return made;
}

function keyOf(member) {
  return memberName(member).toLowerCase();
}
