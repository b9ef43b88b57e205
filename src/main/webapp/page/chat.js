import { socketAddress } from "./address.js";
import { explain } from "./attempt.js";
import { Connection } from "./connection.js";
import { Inspector } from "./inspector.js";
import { memberName } from "./line.js";
import { Memory } from "./memory.js";
import { Pane } from "./pane.js";
import { MOST_UNCONFIRMED, PlainTalk } from "./plain.js";
import { Rooms } from "./rooms.js";
import { Side } from "./side.js";
import { Status } from "./status.js";
import { meaning, say, translate } from "./texts.js";
import { refusal } from "./trace.js";
import { Transcript } from "./transcript.js";

const SUBPROTOCOL = "parley.1.json";
/** What a `say` has around its text, in bytes, generously. */
const ENVELOPE = 1_024;

const part = (id) => document.getElementById(id);

translate(document);
const input = part("messageInput");
const query = new URLSearchParams(location.search);
const { url, problem, values } = socketAddress(location.href);
const pane = new Pane(part("chatRoom"), part("newest"));
const first = new Transcript(pane);
pane.show(first.lines);
const status = new Status(query);
const plain = new PlainTalk(first);
const inspector = new Inspector({
  dialog: part("inspector"),
  content: part("inspectorContent"),
  toggle: part("inspect"),
  close: part("inspectorClose"),
  newer: part("inspectorNewer"),
});
inspector.words(say("noHandshake"));

const memory = new Memory(`parley ${query.get("socket") ?? new URL("./", location.href).pathname}`);
const rooms = new Rooms(memory, pane, first, {
  changed: onRoomsChanged,
  hint: showHint,
  replaced: onReplaced,
  welcome: onWelcome,
});
const side = new Side(rooms, memory.name, showHint);
const drafts = new Map();
let speaksJson = false;
let drafted;
let newest;

const connection = url === undefined ? undefined : start(url);
if (connection === undefined) {
  status.show("unusable");
  first.note(say(problem, values), "bad");
}
part("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send(input.value);
});
input.addEventListener("input", () => showHint(""));
if (matchMedia("(pointer: fine)").matches) input.focus();

function start(url) {
  const connection = new Connection(url, SUBPROTOCOL, {
    connecting: () => status.show("connecting"),
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

function onOpen({ protocol, extensions }, attempt) {
  console.info("open", url, `subprotocol: ${protocol || "none"}`, `extensions: ${extensions || "none"}`);
  const isReturn = speaksJson;
  speaksJson = protocol === SUBPROTOCOL;
  document.body.dataset.speaks = speaksJson ? "json" : "text";
  status.show("open");
  status.negotiated(protocol, extensions);
  showHint("");
  if (!speaksJson) rooms.transcript.note(say("opened", { url }), "good");
  else if (isReturn) rooms.transcript.note(say("openedAgain"), "good");
  newest = attempt;
  if (speaksJson) rooms.session.opened((text) => connection.send(text));
  else showHandshake();
}

function onWelcome({ session, name, handshake }) {
  side.name(name, memberName({ id: session }));
  showHandshake(handshake);
}

/** The handshake of the connection that is open now, told by the server or asked for. */
async function showHandshake(told) {
  const attempt = newest;
  const trace = told ?? (await explain(attempt)).trace;
  if (attempt !== newest) return;
  if (trace === undefined) inspector.words(say("untold"));
  else inspector.trace(trace);
}

function onMessage(data) {
  if (speaksJson) {
    // Not the whole: a welcome holds the secret that is this visitor.
    console.info("message", SUBPROTOCOL, `${data.length} characters`);
    rooms.session.message(data);
  } else {
    console.info("message", typeof data === "string" ? data : `binary, ${data.byteLength} bytes`);
    plain.message(data);
  }
}

function onClosed({ code, reason, diagnosis, wait }) {
  newest = undefined;
  console.info("close", code, reason, diagnosis === undefined ? "" : `before it opened: ${diagnosis.cause}`);
  plain.closed();
  rooms.session.closed();
  status.negotiated();
  if (status.state === "blocked") return;
  if (diagnosis !== undefined) onUnopened(diagnosis, code, wait);
  else {
    const state = wait === undefined ? "ended" : "lost";
    const quoted = reason === "" ? "" : say("reason", { reason });
    rooms.transcript.note(say(`${state}Note`, { code, meaning: meaning(code) }) + quoted, "bad");
    status.show(state, wait);
  }
}

/** Says why, in one sentence, and what may help. */
function onUnopened({ cause, trace }, code, wait) {
  const told = cause === "refused" ? refusal(trace) : { why: "", advice: say(`${cause}Advice`) };
  const why = say(`${cause}Note`, { code, status: trace?.status, why: told.why });
  rooms.transcript.note(say("reasonAndAdvice", { why, advice: told.advice }), "bad");
  if (trace === undefined) inspector.words(why, told.advice);
  else inspector.trace(trace);
  status.show(cause === "unanswered" || cause === "refused" ? cause : "unopened", wait);
}

function onBlocked(connection) {
  connection.bar();
  status.show("blocked");
  rooms.transcript.note(say("blockedNote", { url }), "bad");
}

function onReplaced() {
  rooms.session.closed();
  connection.restart();
}

function onRoomsChanged() {
  if (rooms.current !== drafted) {
    drafts.set(drafted, input.value);
    if (drafted !== undefined) input.value = drafts.get(rooms.current) ?? "";
    drafted = rooms.current;
    status.room(rooms.current);
  }
  side.show();
}

function send(text) {
  if (text.trim() === "") return;
  if (speaksJson) sendJson(text);
  else if (!connection?.isOpen) showHint(say("notOpen"));
  else if (plain.waiting >= MOST_UNCONFIRMED) showHint(say("tooFast", { count: MOST_UNCONFIRMED }));
  else {
    connection.send(text);
    plain.sent(text);
    input.value = "";
  }
}

/** Without a connection too: what is said then is said when there is one. */
function sendJson(text) {
  const most = rooms.limits.message - ENVELOPE;
  if (new TextEncoder().encode(JSON.stringify(text)).length > most) showHint(say("tooLong"));
  else if (rooms.session.waiting >= MOST_UNCONFIRMED) showHint(say("tooFast", { count: MOST_UNCONFIRMED }));
  else {
    rooms.say(text);
    input.value = "";
    showHint("");
  }
}

function showHint(text) {
  part("hint").textContent = text;
}
