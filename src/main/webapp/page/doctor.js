import { quoted } from "./curl.js";
import { element } from "./dom.js";
import { say } from "./texts.js";

/**
 * The command that finds out why a WebSocket does not open, with what this page sends and no secret: a URL's query, a cookie
 * and a token are left to the user.
 */
export function doctor(url, { origin = location.origin, subprotocols = [] } = {}) {
  const address = new URL(url);
  address.search = "";
  return [
    `java -jar parley.war doctor ${quoted(address.href)}`,
    ...(origin === "" ? [] : [`--origin ${quoted(origin)}`]),
    ...subprotocols.map((name) => `--subprotocol ${quoted(name)}`),
  ].join(" ");
}

/** The command with a sentence above it. */
export function doctorHint(command) {
  const line = element("pre", "command", command);
  line.tabIndex = 0;
  line.dir = "ltr";
  line.setAttribute("aria-label", say("command"));
  return [element("p", "why doctor", say("doctorHelp")), line];
}
