import { room, socketAddress } from "./address.js";
import { Connection } from "./connection.js";
import { meaning, say, size, translate } from "./texts.js";
import { Transcript } from "./transcript.js";

/** What the server says to a sender whose message is stored (the protocol of plain text). */
const RECEIPT = "data received";
/** Own messages that may wait for their receipt. Beyond, the server is in trouble and gets no more from us. */
const MOST_UNCONFIRMED = 100;

const part = (id) => document.getElementById(id);
const input = part("messageInput");
const transcript = new Transcript(part("chatRoom"), part("newest"));

/**
 * What becomes of own messages without a receipt, oldest first: the next receipt is for the oldest.
 *
 * A member may really say "data received", and plain text cannot tell that from a receipt. So it is only taken
 * for one while a message of ours waits; then the true receipt, one too many, is what is shown as that member's
 * line. Nothing is lost or made up: at worst a tick comes a moment early.
 */
let unconfirmed = [];
let countdown;

translate(document);
showPlace(new URLSearchParams(location.search));
showNegotiated(say("unknown"), say("unknown"));

const { url, problem, values } = socketAddress(location.href);
const connection = url === undefined ? undefined : start(url);
if (connection === undefined) {
  showState("unusable");
  transcript.note(say(problem, values), "bad");
}
part("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send(input.value);
});
input.addEventListener("input", () => showHint(""));
if (matchMedia("(pointer: fine)").matches) input.focus();

function start(url) {
  const connection = new Connection(url, {
    connecting: () => showState("connecting"),
    open: onOpen,
    message: onMessage,
    error: () => console.error("error", url),
    closed: onClosed,
  });
  part("tryNow").addEventListener("click", () => {
    connection.connect();
    input.focus();
  });
  window.addEventListener("online", () => connection.connect());
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "connect-src") onBlocked(connection);
  });
  connection.connect();
  return connection;
}

function onOpen({ protocol, extensions }) {
  console.info("open", url, `subprotocol: ${protocol || "none"}`, `extensions: ${extensions || "none"}`);
  showState("open");
  // Browsers write parameters without a space, and then the line has no place to break.
  showNegotiated(protocol || say("none"), extensions.replace(/;\s*/g, "; ") || say("none"));
  showHint("");
  transcript.note(say("opened", { url }), "good");
}

function onMessage(data) {
  const isText = typeof data === "string";
  console.info("message", isText ? data : `binary, ${data.byteLength} bytes`);
  if (!isText) transcript.described(say("binary", { size: size(data.byteLength) }));
  else if (data === RECEIPT && unconfirmed.length > 0) unconfirmed.shift()("sent");
  else transcript.received(data);
}

function onClosed({ code, reason, opened, wait }) {
  console.info("close", code, reason, opened ? "" : "before it opened");
  unconfirmed.forEach((become) => become("unconfirmed"));
  unconfirmed = [];
  showNegotiated(say("unknown"), say("unknown"));
  if (part("state").dataset.state === "blocked") return;
  const state = opened ? (wait === undefined ? "ended" : "lost") : "unopened";
  const quoted = reason === "" ? "" : say("reason", { reason });
  transcript.note(say(`${state}Note`, { code, meaning: meaning(code) }) + quoted, "bad");
  showState(state, wait);
}

function onBlocked(connection) {
  connection.bar();
  showState("blocked");
  transcript.note(say("blockedNote", { url }), "bad");
}

function send(text) {
  if (text.trim() === "") return;
  if (!connection?.isOpen) showHint(say("notOpen"));
  else if (unconfirmed.length >= MOST_UNCONFIRMED) showHint(say("tooFast", { count: MOST_UNCONFIRMED }));
  else {
    connection.send(text);
    unconfirmed.push(transcript.own(text));
    input.value = "";
  }
}

/** Shows a state by the name of its text, and where it ends by itself, when. */
function showState(state, wait) {
  clearInterval(countdown);
  part("state").dataset.state = state;
  part("stateText").textContent = say(state);
  part("retry").hidden = !["unopened", "lost", "ended"].includes(state);
  part("nextTry").textContent = "";
  if (wait !== undefined) countDown(performance.now() + wait);
}

function countDown(until) {
  const tick = () => {
    const seconds = Math.max(1, Math.ceil((until - performance.now()) / 1000));
    part("nextTry").textContent = say("nextTry", { seconds });
  };
  tick();
  countdown = setInterval(tick, 250);
}

/** The room, or the socket that was named instead: it may be in any room, or in none. */
function showPlace(query) {
  const socket = query.get("socket");
  part("placeKind").textContent = say(socket === null ? "room" : "socket");
  part("place").textContent = socket === null ? room(query) || "lobby" : socket.slice(0, 128);
  document.title = `${part("place").textContent} · Parley`;
}

function showNegotiated(subprotocol, extensions) {
  part("subprotocol").textContent = subprotocol;
  part("extensions").textContent = extensions;
}

function showHint(text) {
  part("hint").textContent = text;
}
