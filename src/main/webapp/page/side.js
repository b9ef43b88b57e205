import { beginning } from "./dom.js";
import { memberName } from "./line.js";
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
  #memory;

  constructor(rooms, memory) {
    this.#rooms = rooms;
    this.#memory = memory;
    const pick = (room) => {
      if (!WIDE.matches) part("side").open = false;
      rooms.go(room);
    };
    this.#list = new RoomList(part("rooms"), pick, (room) => rooms.leave(room));
    this.#onJoin(pick);
    this.#onName(memory.name);
    if (memory.id !== "") this.me(memory);
    const fit = () => (part("side").open = WIDE.matches);
    WIDE.addEventListener("change", fit);
    fit();
    part("side").dataset.fits = "true";
    part("side").addEventListener("toggle", () => this.#askWho());
  }

  show() {
    const { list, current, company } = this.#rooms;
    this.#list.show(list, current);
    company.showIn(part("members"));
    part("hereCount").textContent = String(company.total);
    const unread = list.reduce((sum, room) => sum + (room.name === current ? 0 : room.unread), 0);
    part("sideBrief").textContent = say("sideBrief", { rooms: list.length, people: company.total });
    part("sideUnread").textContent = unread === 0 ? "" : say("unread", { count: unread > 99 ? "99+" : unread });
  }

  /** Says beside a field, `join` or `name`, what is wrong with it; nothing where it is right. */
  trouble(field, text) {
    part(`${field}Error`).textContent = text;
    if (text === "") part(`${field}Input`).removeAttribute("aria-invalid");
    else part(`${field}Input`).setAttribute("aria-invalid", "true");
  }

  /** Who the visitor is, after a reconnect and a reload too: what they are called as long as they have no name. */
  me({ id }) {
    part("nameInput").placeholder = memberName({ id });
    this.#memory.id = id;
    this.#memory.writeSoon();
  }

  /** The name that the server gave, which cannot be changed here; the visitor's own where it gave none. */
  name(given) {
    const isGiven = given !== undefined;
    if (!isGiven && !part("nameInput").disabled) return;
    part("nameInput").value = given ?? this.#memory.name;
    part("nameInput").disabled = isGiven;
    part("nameButton").hidden = isGiven;
    part("nameOfLogin").hidden = !isGiven;
  }

  #onJoin(pick) {
    part("joinInput").addEventListener("input", () => this.trouble("join", ""));
    part("joinForm").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = part("joinInput").value;
      if (text.trim() === "") return;
      const name = roomName(text);
      if (name === undefined) {
        this.trouble("join", say("badRoom", { room: beginning(text, LONGEST_NAME) }));
        return;
      }
      part("joinInput").value = "";
      pick(name);
    });
  }

  #onName(name) {
    part("nameInput").value = name;
    part("nameInput").addEventListener("input", () => this.trouble("name", ""));
    part("nameForm").addEventListener("submit", (event) => {
      event.preventDefault();
      const wanted = part("nameInput").value.trim().normalize("NFC");
      const fits = !/[\p{Cc}\p{Zl}\p{Zp}\p{Co}]/u.test(wanted) && [...wanted].length <= LONGEST_NAME;
      this.trouble("name", fits ? "" : say("badName"));
      if (fits) this.#rooms.session.rename(wanted);
    });
  }

  /** In a large room nobody is told of arrivals: then what is shown may be old. */
  #askWho() {
    const { company, current, session } = this.#rooms;
    if (part("side").open && company?.isCut) session.who(current);
  }
}
