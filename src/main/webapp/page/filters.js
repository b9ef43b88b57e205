import { element, shown } from "./dom.js";
import { title } from "./reasons.js";
import { LANGUAGE, say } from "./texts.js";

/** What of the list is shown: all, one verdict, or one code, each with how many there are. */
export class Filters {
  #box;
  #changed;
  #chosen = "";
  #buttons = new Map();

  constructor(box, changed) {
    this.#box = box;
    this.#changed = changed;
  }

  /** For the address of the list. */
  query() {
    if (this.#chosen === "") return "";
    const name = ["accepted", "refused"].includes(this.#chosen) ? "verdict" : "code";
    return `&${name}=${encodeURIComponent(this.#chosen)}`;
  }

  /** `counts` as the list has them: `accepted`, and each code of a refusal. */
  show({ accepted = 0, ...codes }) {
    const refused = sum(Object.values(codes));
    const rows = [
      ["", say("all"), accepted + refused],
      ["accepted", say("accepted"), accepted],
      ["refused", say("refusedOnes"), refused],
      ...Object.entries(codes)
        .sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
        .map(([code, count]) => [code, shown(code), count]),
    ];
    // What is chosen stays, even if the last of its kind is forgotten.
    if (!rows.some(([value]) => value === this.#chosen)) rows.push([this.#chosen, shown(this.#chosen), 0]);
    for (const [value, label, count] of rows) this.#button(value, label, count);
    const values = rows.map(([value]) => value);
    for (const [value, button] of this.#buttons) {
      if (values.includes(value)) continue;
      button.remove();
      this.#buttons.delete(value);
    }
  }

  #button(value, label, count) {
    const button = this.#buttons.get(value) ?? this.#make(value, label);
    button.querySelector(".count").textContent = Number(count).toLocaleString(LANGUAGE);
    button.ariaPressed = String(value === this.#chosen);
  }

  #make(value, label) {
    const made = element("button", "chip");
    made.type = "button";
    made.dataset.value = value;
    made.append(element("span", "", label), " ", element("span", "count"));
    if (!["", "accepted", "refused"].includes(value)) made.title = shown(title({ code: value }));
    made.addEventListener("click", () => this.#choose(value));
    this.#buttons.set(value, made);
    this.#box.append(made);
    return made;
  }

  #choose(value) {
    this.#chosen = value;
    for (const [other, button] of this.#buttons) button.ariaPressed = String(other === value);
    this.#changed();
  }
}

function sum(numbers) {
  return numbers.reduce((all, number) => all + number, 0);
}
