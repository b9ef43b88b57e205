import { say, size } from "./texts.js";

/** What the server says to a sender whose message is stored. */
const RECEIPT = "data received";
/** Own messages that may wait for their receipt. Beyond, the server is in trouble and gets no more from us. */
export const MOST_UNCONFIRMED = 100;

/**
 * The talk of plain text: one room, and whatever is sent goes as it is.
 *
 * A member may really say "data received", and plain text cannot tell that from a receipt. So it is only taken
 * for one while a message of ours waits; then the true receipt, one too many, is what is shown as that member's
 * line. Nothing is lost or made up: at worst a tick comes a moment early.
 */
export class PlainTalk {
  #transcript;
  /** What becomes of own messages without a receipt, oldest first: the next receipt is for the oldest. */
  #unconfirmed = [];

  constructor(transcript) {
    this.#transcript = transcript;
  }

  get waiting() {
    return this.#unconfirmed.length;
  }

  message(data) {
    if (typeof data !== "string") this.#transcript.described(say("binary", { size: size(data.byteLength) }));
    else if (data === RECEIPT && this.#unconfirmed.length > 0) this.#unconfirmed.shift()("sent");
    else this.#transcript.received(data);
  }

  /** Notes that a text was sent. */
  sent(text) {
    this.#unconfirmed.push(this.#transcript.own(text));
  }

  closed() {
    this.#unconfirmed.splice(0).forEach((become) => become("unconfirmed"));
  }
}
