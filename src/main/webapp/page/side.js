import { roomName } from "./roomname.js";
import { RoomList } from "./roomlist.js";
import { say } from "./texts.js";

/** Where there is room for rooms and people beside the talk. */
const WIDE = matchMedia("(min-width: 52rem)");
const LONGEST_NAME = 64;

const part = (id) => document.getElementById(id);

/** What stands beside the talk: the rooms, who is in the current one, and the visitor's own name. */
export class Side {
  #rooms;
  #list;

  constructor(rooms, name, hint) {
    this.#rooms = rooms;
    const pick = (room) => {
      if (!WIDE.matches) part("side").open = false;
      rooms.go(room);
    };
    this.#list = new RoomList(part("rooms"), pick, (room) => rooms.leave(room));
    this.#onJoin(pick, hint);
    this.#onName(name, hint);
    const fit = () => (part("side").open = WIDE.matches);
    WIDE.addEventListener("change", fit);
    fit();
    part("side").addEventListener("toggle", () => this.#askWho());
  }

  show() {
    const { list, current, company } = this.#rooms;
    this.#list.show(list, current);
    company.showIn(part("members"));
    part("hereCount").textContent = String(company.total);
    const unread = list.reduce((sum, room) => sum + room.unread, 0);
    part("sideBrief").textContent = say("sideBrief", { rooms: list.length, people: company.total });
    part("sideUnread").textContent = unread === 0 ? "" : say("unread", { count: unread > 99 ? "99+" : unread });
  }

  /** The name that the server gave, which cannot be changed here; or what a member without one is called. */
  name(given, unnamed) {
    part("nameInput").placeholder = unnamed;
    if (given === undefined) return;
    part("nameInput").value = given;
    part("nameInput").disabled = true;
    part("nameButton").hidden = true;
  }

  #onJoin(pick, hint) {
    part("joinForm").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = part("joinInput").value;
      if (text.trim() === "") return;
      const name = roomName(text);
      hint(name === undefined ? say("badRoom", { room: text.slice(0, LONGEST_NAME) }) : "");
      if (name === undefined) return;
      part("joinInput").value = "";
      pick(name);
    });
  }

  #onName(name, hint) {
    part("nameInput").value = name;
    part("nameForm").addEventListener("submit", (event) => {
      event.preventDefault();
      const wanted = part("nameInput").value.trim().normalize("NFC");
      const fits = !/[\p{Cc}\p{Zl}\p{Zp}\p{Co}]/u.test(wanted) && [...wanted].length <= LONGEST_NAME;
      hint(fits ? "" : say("badName"));
      if (fits) this.#rooms.session.rename(wanted);
    });
  }

  /** In a large room nobody is told of arrivals: then what is shown may be old. */
  #askWho() {
    const { company, current, session } = this.#rooms;
    if (part("side").open && company?.isCut) session.who(current);
  }
}
