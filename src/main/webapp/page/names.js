import { keysOf, tagOf } from "./confusables.js";
import { element } from "./dom.js";
import { memberName } from "./line.js";
import { say } from "./texts.js";

/** Names that are remembered with their members; beyond, the one seen longest ago is forgotten. */
const MOST = 2_000;
/** Characters of an id at least that tell two of a name apart. */
const MARK = 4;

/**
 * Who goes by which name in a room: two whose names look the same are told apart by the start of their ids. The server tells
 * such a tag too, also of a name that this page has not seen.
 */
export class Names {
  #ids = new Map();
  #tags = new Map();
  #doubled = new Set();
  #count = 0;

  /** Notes a member; whether its name has come to look like that of another just now. */
  note(member) {
    const known = keysOf(memberName(member)).map((key) => this.#note(key, member.id));
    return this.#noteTag(member) || known.includes(true);
  }

  #noteTag({ id, tag }) {
    if (typeof tag !== "string" || !id.startsWith(tag) || this.#tags.get(id) === tag) return false;
    this.#tags.set(id, tag);
    if (this.#tags.size > MOST) this.#tags.delete(this.#tags.keys().next().value);
    return true;
  }

  #note(key, id) {
    const ids = this.#ids.get(key) ?? new Set();
    this.#count += ids.has(id) ? 0 : 1;
    ids.add(id);
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
    const whole = document.createDocumentFragment();
    whole.append(made);
    if (this.#isDoubled(made)) whole.append(this.#mark(made));
    if (member.proven === true) whole.append(sign());
    return whole;
  }

  /** Adds the mark to those of a root that need it by now. */
  mark(root) {
    for (const name of root.querySelectorAll(".name[data-member]:not(:has(+ .mark))")) {
      if (this.#isDoubled(name)) name.after(this.#mark(name));
    }
  }

  #isDoubled({ textContent, dataset }) {
    return this.#tags.has(dataset.member) || keysOf(textContent).some((key) => this.#doubled.has(key));
  }

  #mark(name) {
    const others = keysOf(name.textContent).flatMap((key) => [...(this.#ids.get(key) ?? [])]);
    const least = this.#tags.get(name.dataset.member)?.length ?? MARK;
    const made = element("span", "mark", ` ·${tagOf(name.dataset.member, others, least)}`);
    made.dir = "ltr";
    made.title = say("nameShared");
    return made;
  }

  #forget() {
    const [oldest, ids] = this.#ids.entries().next().value;
    this.#ids.delete(oldest);
    this.#count -= ids.size;
  }
}

/** No name can look like it: it is no character. */
function sign() {
  const made = element("span", "proven");
  Object.assign(made, { role: "img", ariaLabel: say("proven"), title: say("proven") });
  return made;
}
