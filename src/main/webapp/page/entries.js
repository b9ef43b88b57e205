import { around, element, shown } from "./dom.js";
import { title } from "./reasons.js";
import { LANGUAGE, lengths, say } from "./texts.js";

/** The list of handshakes, newest first. What stays is not touched, so that focus and reading place stay too. */
export class Entries {
  #list;
  #rows = new Map();
  #marked = "";

  constructor(list) {
    this.#list = list;
  }

  show(handshakes) {
    const ids = new Set(handshakes.map(({ handshake }) => handshake));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    let next = this.#list.firstElementChild;
    for (const entry of handshakes) {
      const row = this.#row(entry);
      if (row === next) next = next.nextElementSibling;
      else this.#list.insertBefore(row, next);
    }
  }

  /** Which one is shown; none for an id that the list does not have. */
  mark(id) {
    this.#rows.get(this.#marked)?.firstElementChild.removeAttribute("aria-current");
    this.#marked = id;
    this.#rows.get(id)?.firstElementChild.setAttribute("aria-current", "true");
  }

  focus(id) {
    this.#rows.get(id)?.firstElementChild.focus();
  }

  #row(entry) {
    const known = this.#rows.get(entry.handshake);
    if (known === undefined) return this.#make(entry);
    known.querySelector(".end").textContent = end(entry);
    return known;
  }

  #make(entry) {
    const { handshake, at, address = "", method = "", target = "", status, verdict } = entry;
    const link = element("a", "entry");
    link.href = `#${encodeURIComponent(handshake)}`;
    link.dataset.verdict = verdict === "accepted" ? "accepted" : "refused";
    const line = element("code", "line-sent", shown(lengths(`${method} ${target}`)));
    line.dir = "ltr";
    const reason = verdict === "accepted" ? say("accepted") : shown(title(entry));
    link.append(
      around("span", "entry-top", element("strong", "status", shown(String(status))), " ", element("span", "reason", reason)),
      " ",
      line,
      " ",
      around("span", "entry-foot", clock(at), " · ", element("span", "", shown(address)), element("span", "end", end(entry))),
    );
    if (handshake === this.#marked) link.setAttribute("aria-current", "true");
    const row = around("li", "", link);
    this.#rows.set(handshake, row);
    return row;
  }
}

function clock(at) {
  const time = new Date(at);
  const isTime = !Number.isNaN(time.getTime());
  const made = element("time", "", isTime ? time.toLocaleTimeString(LANGUAGE, { hour12: false }) : "–");
  if (isTime) {
    made.dateTime = time.toISOString();
    made.title = time.toLocaleString(LANGUAGE, { hour12: false });
  }
  return made;
}

function end({ ending, verdict }) {
  if (ending !== undefined) return ` · ${say("endedWith", { code: shown(String(ending.code)) })}`;
  return verdict === "accepted" ? ` · ${say("stillOpen")}` : "";
}
