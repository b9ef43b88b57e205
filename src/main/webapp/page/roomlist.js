import { around, element } from "./dom.js";
import { say } from "./texts.js";

/** The rooms that the visitor is in, as a list of buttons. */
export class RoomList {
  #list;
  #rows = new Map();
  #onPick;
  #onLeave;

  constructor(list, onPick, onLeave) {
    this.#list = list;
    this.#onPick = onPick;
    this.#onLeave = onLeave;
  }

  /** Shows these rooms, each `{name, unread}`, and which of them is the current one. */
  show(rooms, current) {
    const names = rooms.map(({ name }) => name);
    for (const [name, row] of this.#rows) {
      if (names.includes(name)) continue;
      row.remove();
      this.#rows.delete(name);
    }
    // What is new in the current room stands at the way to its end.
    for (const { name, unread } of rooms) this.#update(this.#row(name), name, name === current ? 0 : unread, name === current);
    this.#list.dataset.count = String(rooms.length);
  }

  #row(name) {
    if (!this.#rows.has(name)) this.#rows.set(name, this.#list.appendChild(this.#newRow(name)));
    return this.#rows.get(name);
  }

  #newRow(name) {
    const pick = around("button", "pick", element("span", "name", name), element("span", "unread"));
    pick.type = "button";
    pick.addEventListener("click", () => this.#onPick(name));
    const leave = element("button", "leave", "×");
    leave.type = "button";
    leave.title = say("leaveRoom", { room: name });
    leave.setAttribute("aria-label", leave.title);
    leave.addEventListener("click", () => this.#onLeave(name));
    return around("li", "", pick, leave);
  }

  #update(row, name, unread, isCurrent) {
    const pick = row.querySelector(".pick");
    if (isCurrent) pick.setAttribute("aria-current", "true");
    else pick.removeAttribute("aria-current");
    const count = unread > 99 ? "99+" : String(unread);
    const badge = row.querySelector(".unread");
    badge.textContent = unread === 0 ? "" : count;
    badge.hidden = unread === 0;
    if (unread === 0) pick.removeAttribute("aria-label");
    else pick.setAttribute("aria-label", say("roomUnread", { room: name, count }));
  }
}
