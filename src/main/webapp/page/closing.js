import { shown } from "./dom.js";
import { called } from "./members.js";
import { tell } from "./operator.js";
import { say } from "./texts.js";

/** Bytes of UTF-8 that a close frame holds beside its code (RFC 6455 5.5.1). */
const MOST = 123;

const part = (id) => document.getElementById(id);

/** Asks for a reason, and closes the connection of a member. */
export class Closing {
  #operator;
  #closed;
  #member;

  /** @param closed is done when a connection was closed */
  constructor(operator, closed) {
    this.#operator = operator;
    this.#closed = closed;
    part("closingForm").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#close();
    });
    part("keepIt").addEventListener("click", () => part("closing").close());
    part("reason").addEventListener("input", () => this.#hint());
  }

  open(member) {
    this.#member = member;
    part("closingWho").textContent = say("closingWho", { name: called(member), address: shown(member.address) });
    part("reason").value = "";
    part("reasonFault").textContent = "";
    this.#hint();
    part("closing").showModal();
  }

  #hint() {
    const left = MOST - new TextEncoder().encode(part("reason").value.trim()).length;
    tell("reasonHint", left < 0 ? say("reasonCut") : say("reasonHint", { count: left }));
  }

  async #close() {
    const reason = part("reason").value.trim();
    if (reason === "" || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(reason)) {
      tell("reasonFault", say(reason === "" ? "reasonWanted" : "reasonUnseen"));
      part("reason").ariaInvalid = "true";
      part("reason").focus();
      return;
    }
    part("reason").ariaInvalid = "false";
    part("closeIt").disabled = true;
    const answer = await this.#operator.ask(`operator/connections/${this.#member.connection}/close`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reason }),
      own: [404],
    });
    part("closeIt").disabled = false;
    part("closing").close();
    if (answer === undefined) return;
    const name = called(this.#member);
    tell("done", say(answer.ok ? "closedOne" : "closedBefore", { name }));
    part("membersTitle").focus();
    this.#closed();
  }
}
