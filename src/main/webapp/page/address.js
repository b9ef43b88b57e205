import { beginning } from "./dom.js";
import { roomName } from "./roomname.js";

/** The room that a page's query names; empty for the lobby. */
export function room(query) {
  return (query.get("room") ?? "").trim().normalize("NFC");
}

/**
 * The socket that a page talks to: `{url}`, or `{problem, values}` with the name of a text.
 * By default it is on the page's own host, below the page's own folder, so that any context path fits.
 * `?socket=` names another connector; the page's Content-Security-Policy says which it may be.
 */
export function socketAddress(page) {
  const query = new URL(page).searchParams;
  const named = query.get("socket");
  return named === null ? ownAddress(page, room(query)) : namedAddress(page, named);
}

function ownAddress(page, room) {
  if (room !== "" && roomName(room) === undefined) return { problem: "badRoom", values: { room: beginning(room, 64) } };
  const url = new URL(room === "" ? "./" : `./chat/${encodeURIComponent(room)}`, page);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = "";
  url.hash = "";
  return { url: url.href };
}

function namedAddress(page, named) {
  const usable = URL.canParse(named) && isUsable(page, new URL(named));
  return usable ? { url: new URL(named).href } : { problem: "unusableNote", values: { url: named.slice(0, 128) } };
}

function isUsable(page, { protocol, hash, username, password }) {
  // Mixed content: a browser refuses ws: to a page that came over TLS, some by an exception.
  const schemes = new URL(page).protocol === "https:" ? ["wss:"] : ["ws:", "wss:"];
  return schemes.includes(protocol) && hash + username + password === "";
}
