import { element } from "./dom.js";
import { memberName } from "./line.js";
import { LANGUAGE, say } from "./texts.js";

const COLLATOR = new Intl.Collator(LANGUAGE);

/** Who is in a room: those that the server named, and how many there are in all. */
export class People {
  #members = new Map();
  #me;
  total = 0;

  /** Starts anew with what the server told. */
  set(members, total, me = this.#me) {
    this.#members = new Map(members.map((member) => [member.id, member]));
    this.#me = me;
    this.total = total;
  }

  /** Whether the member was not here before. */
  add(member, total) {
    const isNew = !this.#members.has(member.id);
    this.#members.set(member.id, member);
    this.total = total;
    return isNew;
  }

  /** Whether the member was here. */
  remove(member, total) {
    this.total = total;
    return this.#members.delete(member.id);
  }

  get isCut() {
    return this.total > this.#members.size;
  }

  /** Writes them into a list: oneself first, then by name. */
  showIn(list) {
    const sorted = [...this.#members.values()].sort(
      (a, b) => (b.id === this.#me) - (a.id === this.#me) || COLLATOR.compare(memberName(a), memberName(b)),
    );
    const rows = sorted.map((member) => this.#row(member));
    if (this.isCut) rows.push(element("li", "more", say("moreMembers", { count: this.total - this.#members.size })));
    list.replaceChildren(...rows);
  }

  #row(member) {
    const row = element("li", member.id === this.#me ? "me" : "");
    const name = element("span", "name", memberName(member));
    name.dir = "auto";
    row.append(name);
    if (member.id === this.#me) row.append(" ", element("span", "you", say("you")));
    return row;
  }
}
