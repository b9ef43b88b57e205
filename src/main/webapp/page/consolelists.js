import { around, element, linkTo, shown } from "./dom.js";
import { parsed } from "./history.js";
import { count } from "./plot.js";
import { title } from "./reasons.js";
import { TableRows, write } from "./tablerows.js";
import { say } from "./texts.js";

/** The rooms with the most members; each leads to its members. */
export class Rooms {
  #body;
  #rows;

  constructor(body) {
    this.#body = body;
    this.#rows = new TableRows(body, make, fill);
  }

  show(rooms) {
    this.#rows.show(rooms.map((room) => [room.name, room]));
  }

  /** Which room is shown. */
  mark(name) {
    for (const link of this.#body.querySelectorAll("a")) {
      if (link.dataset.room === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  focus(name) {
    [...this.#body.querySelectorAll("a")].find(({ dataset }) => dataset.room === name)?.focus();
  }
}

function make({ name }) {
  const link = linkTo(`#${encodeURIComponent(name)}`, "");
  link.dataset.room = name;
  link.append(element("bdi", "", shown(name)));
  const head = around("th", "", link);
  head.scope = "row";
  return around("tr", "", head, number(), number(), number());
}

function fill(row, { members, rate, position }) {
  write(row.cells[1], count(members));
  write(row.cells[2], rate === undefined ? say("unknown") : count(rate));
  write(row.cells[3], position === undefined ? say("unknown") : count(parsed(position).offset));
}

/** A cell whose text stands at its end. */
export function number() {
  return element("td", "number");
}

/** How many handshakes were refused for which reason, since the server started. */
export class Refusals {
  #rows;

  constructor(body) {
    this.#rows = new TableRows(body, refusal, (row, item) => {
      write(row.querySelector(".amount"), count(item.count));
      row.querySelector("meter").max = item.most;
      row.querySelector("meter").value = item.count;
    });
  }

  show({ accepted, refusals }) {
    const all = [...refusals].sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
    const most = all[0]?.count ?? 1;
    this.#rows.show(all.map((each) => [each.code, { ...each, most }]));
    const sum = all.reduce((total, each) => total + each.count, 0);
    write(document.getElementById("refusalsNote"), say("refusedOf", { refused: count(sum), accepted: count(accepted) }));
  }
}

function refusal({ code, title: english }) {
  const link = linkTo(`problems/${encodeURIComponent(code)}`, shown(title({ code, title: english })));
  const head = around("th", "", link, " ", element("code", "", shown(code)));
  head.scope = "row";
  const meter = element("meter", "bar");
  meter.ariaHidden = "true";
  return around("tr", "", head, around("td", "number", element("span", "amount"), meter));
}
