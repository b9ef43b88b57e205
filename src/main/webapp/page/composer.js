import { say, size } from "./texts.js";

/** From which share of the limit on it is shown how much of it is used. */
const NEAR = 0.8;

const part = (id) => document.getElementById(id);
const encoder = new TextEncoder();

/** How many bytes a text is. */
export const bytes = (text) => encoder.encode(text).length;

/**
 * Where a message is written. Enter sends it and Shift+Enter begins a line; it grows with what is in it. A text that is
 * longer than the limit is kept, told to be too long, and not sent.
 */
export class Composer {
  #form = part("composer");
  #input = part("messageInput");
  #grows = CSS.supports("field-sizing", "content");
  #measure = bytes;
  #most = Infinity;
  #isOver = false;

  /** `send(text)` says whether it took the text; `changed(text)` hears of every other one. */
  constructor({ send, changed }) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.text.trim() === "") return;
      if (this.#isOver) this.hint(say("tooLong", this.#numbers()));
      else if (send(this.text)) this.text = "";
    });
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("input", () => {
      this.hint("");
      this.#fit();
      changed(this.text);
    });
  }

  get text() {
    return this.#input.value;
  }

  set text(text) {
    this.#input.value = text;
    this.#fit();
  }

  /** From now on a text may have `most` of what `measure(text)` counts. */
  limit(most, measure) {
    this.#most = most;
    this.#measure = measure;
    this.#fit();
  }

  /** Shows what the visitor should know at once. */
  hint(text) {
    part("hint").textContent = text;
  }

  focus() {
    this.#input.focus();
  }

  #key(event) {
    // The Enter that ends the composition of a character, such as a Chinese one, sends nothing.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #fit() {
    const { style } = this.#input;
    if (!this.#grows) {
      style.height = "auto";
      style.height = `${this.#input.scrollHeight + 2}px`;
    }
    const used = this.#measure(this.text);
    const isOver = used > this.#most;
    if (isOver && !this.#isOver) this.hint(say("tooLong", this.#numbers()));
    this.#isOver = isOver;
    part("sendButton").disabled = isOver;
    part("limit").dataset.over = String(isOver);
    part("limit").textContent = used < NEAR * this.#most ? "" : say("limit", this.#numbers());
  }

  #numbers() {
    return { used: size(this.#measure(this.text)), most: size(this.#most) };
  }
}
