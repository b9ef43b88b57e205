import { element } from "./dom.js";
import { face, memberName } from "./line.js";
import { Names } from "./names.js";
import { LANGUAGE, say } from "./texts.js";

const COLLATOR = new Intl.Collator(LANGUAGE);

/**
 * Who is in a room: those that the server named, and how many more there are. The number and the names always agree; what
 * the server tells as a total may be late, and then `isDoubtful` until it is asked again.
 */
export class People {
  #members = new Map();
  #unnamed = 0;
  #told = 0;
  #me;

  /** Starts anew with what the server told. */
  set(members, total, me = this.#me) {
    this.#members = new Map(members.map((member) => [member.id, member]));
    this.#me = me;
    this.#unnamed = Math.max(0, total - this.#members.size);
    this.#told = this.total;
  }

  /** Whether the member was not here before. */
  add(member, total) {
    const isNew = !this.#members.has(member.id);
    this.#members.set(member.id, member);
    this.#told = total;
    return isNew;
  }

  /** Whether the member was here. */
  remove(member, total) {
    const wasHere = this.#members.delete(member.id);
    if (!wasHere && this.#unnamed > 0) this.#unnamed--;
    this.#told = total;
    return wasHere;
  }

  get total() {
    return this.#members.size + this.#unnamed;
  }

  get isCut() {
    return this.#unnamed > 0;
  }

  /** Whether the server counted another number than is here. */
  get isDoubtful() {
    return this.#told !== this.total;
  }

  /** Writes them into a list: oneself first, then by name. */
  showIn(list) {
    const sorted = [...this.#members.values()].sort(
      (a, b) => (b.id === this.#me) - (a.id === this.#me) || COLLATOR.compare(memberName(a), memberName(b)),
    );
    const names = new Names();
    sorted.forEach((member) => names.note(member));
    const rows = sorted.map((member) => this.#row(member, names));
    if (this.isCut) rows.push(element("li", "more", say("moreMembers", { count: this.#unnamed })));
    list.replaceChildren(...rows);
  }

  #row(member, names) {
    const row = element("li", member.id === this.#me ? "me" : "");
    row.append(face(member), names.element(member));
    if (member.id === this.#me) row.append(" ", element("span", "you", say("you")));
    return row;
  }
}
