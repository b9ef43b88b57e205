import { around, element } from "./dom.js";
import { conversation } from "./trace.js";

/** Beside the talk where there is room for both, over it elsewhere. */
const WIDE = matchMedia("(min-width: 75rem)");

/** The panel that shows what became of the newest handshake. */
export class Inspector {
  #dialog;
  #content;
  #toggle;
  #newer;
  #waiting;

  constructor({ dialog, content, toggle, close, newer }) {
    this.#dialog = dialog;
    this.#content = content;
    this.#toggle = toggle;
    this.#newer = newer;
    toggle.addEventListener("click", () => (dialog.open ? this.close() : this.open()));
    close.addEventListener("click", () => this.close());
    newer.addEventListener("click", () => this.#put(this.#waiting));
    dialog.addEventListener("close", () => toggle.setAttribute("aria-expanded", "false"));
    // A dialog that is not modal does not do this by itself.
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    WIDE.addEventListener("change", () => dialog.open && (dialog.close(), this.open()));
  }

  open() {
    if (this.#dialog.open) return;
    if (WIDE.matches) this.#dialog.show();
    else this.#dialog.showModal();
    this.#toggle.setAttribute("aria-expanded", "true");
  }

  close() {
    this.#dialog.close();
    this.#toggle.focus();
  }

  /** A handshake that the server explained. */
  trace(trace) {
    this.#offer([conversation(trace)]);
  }

  /** A handshake that nobody explained, in sentences. */
  words(...sentences) {
    this.#offer([around("div", "trace", ...sentences.map((sentence) => element("p", "why", sentence)))]);
  }

  /** Somebody who reads is not to lose the line. */
  #offer(nodes) {
    const isRead = this.#dialog.open && this.#content.scrollTop > 0;
    if (!isRead) this.#put(nodes);
    else {
      this.#waiting = nodes;
      this.#newer.hidden = false;
    }
  }

  #put(nodes) {
    this.#content.replaceChildren(...nodes);
    this.#content.scrollTop = 0;
    this.#waiting = undefined;
    this.#newer.hidden = true;
  }
}
