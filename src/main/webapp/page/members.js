import { number } from "./consolelists.js";
import { around, element, linkTo, shown } from "./dom.js";
import { parsed } from "./history.js";
import { count, duration } from "./plot.js";
import { TableRows, write } from "./tablerows.js";
import { say, size } from "./texts.js";

/** The members of one room, each with a button that closes its connection. */
export class Members {
  #rows;

  /** @param close is done with a member whose connection is to be closed */
  constructor(body, close) {
    this.#rows = new TableRows(body, (item) => make(item, close), fill);
  }

  clear() {
    this.#rows.show([]);
  }

  /** A room as the server describes it; undefined where it has no members. */
  show(room) {
    const listed = room?.listed ?? [];
    this.#rows.show(listed.map((member) => [`${member.connection} ${member.name}`, { ...member, newest: room.position }]));
  }
}

/** What a member is called, for people: what it calls itself, or its address. */
export function called({ name, address }) {
  return shown(name === "" ? address : name);
}

function make(member, close) {
  const { connection, name, user, address, subprotocol } = member;
  const head = around("th", "", element("bdi", "", name === "" ? say("unnamed") : shown(name)));
  head.scope = "row";
  if (user !== undefined) head.append(" ", element("span", "user", say("loggedIn", { user: shown(user) })));
  const link = linkTo(`handshakes.html#${encodeURIComponent(connection)}`, shown(connection.slice(-8)));
  link.title = shown(connection);
  link.append(element("span", "unseen", say("handshakeOf", { name: called(member) })));
  const button = element("button", "quiet", say("closeOne"));
  button.type = "button";
  button.ariaLabel = say("closeOf", { name: called(member) });
  button.addEventListener("click", () => close(member));
  return around(
    "tr",
    "",
    head,
    element("td", "", shown(address)),
    around("td", "", link),
    element("td", "", subprotocol === undefined ? say("plainText") : shown(subprotocol)),
    ...Array.from({ length: 5 }, number),
    around("td", "number", button),
  );
}

function fill(row, { age, received, sent, waitingBytes, position, newest }) {
  const texts = [duration(age), count(received), count(sent), size(waitingBytes), behind(parsed(position), parsed(newest))];
  texts.forEach((text, index) => write(row.cells[4 + index], text));
}

/** An offset, and how many messages it is before the room's newest. */
function behind(own, newest) {
  if (own.epoch === "") return say("unknown");
  const missing = own.epoch === newest.epoch ? newest.offset - own.offset : 0;
  return missing > 0 ? say("behind", { offset: count(own.offset), count: count(missing) }) : count(own.offset);
}
