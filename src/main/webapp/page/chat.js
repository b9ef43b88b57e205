import { socketAddress } from "./address.js";
import { explain } from "./attempt.js";
import { bytes, Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { doctor, doctorHint } from "./doctor.js";
import { Inspector } from "./inspector.js";
import { linkTo, shown } from "./dom.js";
import { isOfToken, Login } from "./login.js";
import { Memory } from "./memory.js";
import { Pane } from "./pane.js";
import { MOST_UNCONFIRMED, PlainTalk } from "./plain.js";
import { nearestRoom } from "./roomname.js";
import { Rooms } from "./rooms.js";
import { Side } from "./side.js";
import { Status } from "./status.js";
import { addressWith, keepLanguage, meaning, say, translate } from "./texts.js";
import { refusal } from "./trace.js";
import { Transcript } from "./transcript.js";

const SUBPROTOCOL = "parley.1.json";
/** What a `say` has around its text, in bytes, generously. */
const ENVELOPE = 1_024;
/** What every server takes in plain text, where nobody tells a limit, in bytes. */
const PLAIN_LIMIT = 48 * 1_024;

const part = (id) => document.getElementById(id);

translate(document);
keepLanguage(document);
const query = new URLSearchParams(location.search);
const { url, problem, values } = socketAddress(location.href);
const pane = new Pane(part("chatRoom"), part("newest"));
const first = new Transcript(pane);
pane.show(first.lines);
const status = new Status(query);
first.onChange = () => status.unread(first.unseen);
const plain = new PlainTalk(first);
const inspector = new Inspector({
  dialog: part("inspector"),
  content: part("inspectorContent"),
  toggle: part("inspect"),
  close: part("inspectorClose"),
  newer: part("inspectorNewer"),
});
inspector.words(say("noHandshake"));

const home = new URL("./", location.href).pathname;
const memory = new Memory(`parley ${query.get("socket") ?? home}`);
// A token is for the page's own server, and not for a socket that a link names.
const login = query.has("socket") ? undefined : new Login(`parley token ${home}`, { given: onToken, forgotten: onForgotten });
const composer = new Composer({ send, changed: keepDraft });
const rooms = new Rooms(memory, pane, first, {
  changed: onRoomsChanged,
  hint: (text) => composer.hint(text),
  invalid: (field, text) => side.trouble(field, text),
  joined: (member) => side.me(member),
  replaced: onReplaced,
  welcome: onWelcome,
  expiring: onExpiring,
  authenticated: onAuthenticated,
});
const side = new Side(rooms, memory);
// A socket that somebody names is more often without rooms and people.
if (query.has("socket")) document.body.dataset.speaks = "text";
let speaksJson = false;
let isKnown = false;
/** The token that the server is deciding about. */
let pending;
let drafted = "";
let newest;
composer.limit(PLAIN_LIMIT, bytes);
composer.text = memory.draft(drafted);

const connection = url === undefined ? undefined : start(url);
if (connection === undefined) {
  status.show(problem === "badRoom" ? "badRoomState" : "unusable");
  first.note(say(problem, shownValues(values)), "bad", problem === "badRoom" ? roomLinks(query) : []);
}
if (matchMedia("(pointer: fine)").matches) composer.focus();

function start(url) {
  const connection = new Connection(url, SUBPROTOCOL, () => login?.carriers ?? [], {
    connecting: () => status.show("connecting"),
    open: onOpen,
    message: onMessage,
    closed: onClosed,
  });
  part("tryNow").addEventListener("click", () => {
    connection.connect();
    composer.focus();
  });
  window.addEventListener("online", () => connection.connect());
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "connect-src") onBlocked(connection);
  });
  connection.connect();
  return connection;
}

function onOpen({ protocol, extensions }, attempt) {
  const isReturn = speaksJson;
  speaksJson = protocol === SUBPROTOCOL;
  document.body.dataset.speaks = speaksJson ? "json" : "text";
  status.show("open");
  login?.done();
  status.negotiated(protocol, extensions);
  composer.hint("");
  if (!speaksJson) composer.limit(PLAIN_LIMIT, bytes);
  if (!speaksJson) rooms.transcript.note(say("opened", { url }), "good");
  else if (isReturn) rooms.transcript.note(say("openedAgain"), "good");
  newest = attempt;
  part("doctorHint").hidden = true;
  if (speaksJson) rooms.session.opened((text) => connection.send(text));
  else showHandshake();
}

function onWelcome({ name, limits, handshake }) {
  composer.limit(limits.message - ENVELOPE, (text) => bytes(JSON.stringify(text)));
  side.name(name);
  isKnown = name !== undefined;
  showHandshake(handshake);
}

/** A visitor whom nobody knows has to give a token; one whose token ends may give another. */
function onExpiring(seconds) {
  rooms.transcript.note(say(isKnown ? "expiring" : "tokenWithin", { seconds }), "bad");
  if (login !== undefined && (login.isHeld || !isKnown)) login.ask();
}

function onToken(token) {
  pending = token;
  if (connection?.isOpen && speaksJson) rooms.session.authenticate(token, (error) => login.refuse(error));
  else {
    login.accept(token);
    connection?.connect();
  }
}

function onAuthenticated(name) {
  isKnown = true;
  side.name(name);
  login?.accept(pending);
}

function onForgotten() {
  rooms.session.closed();
  connection?.restart();
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
  if (speaksJson) rooms.session.message(data);
  else plain.message(data);
}

function onClosed({ code, reason, diagnosis, wait, isHeld }) {
  newest = undefined;
  plain.closed();
  rooms.session.closed();
  status.negotiated();
  if (status.state === "blocked") return;
  part("doctorHint").replaceChildren(...doctorHint(doctor(url, { subprotocols: [SUBPROTOCOL] })));
  part("doctorHint").hidden = false;
  if (diagnosis !== undefined) onUnopened(diagnosis, code, wait, isHeld);
  else if (code === 1008 && reason === "token-expired") onLoginEnded();
  else {
    const state = wait === undefined ? "ended" : "lost";
    const quoted = reason === "" ? "" : say("reason", { reason });
    rooms.transcript.note(say(`${state}Note`, { code, meaning: meaning(code) }) + quoted, "bad");
    status.show(state, wait);
  }
}

/** Who logged in elsewhere, as in a container, has no token to give. */
function onLoginEnded() {
  const asks = login !== undefined && (login.isHeld || !isKnown);
  rooms.transcript.note(say(asks ? "tokenEnded" : "loginEnded"), "bad");
  status.show("ended");
  if (asks) login.drop();
}

/** Says why, in one sentence, and what may help. */
function onUnopened({ cause, trace, after }, code, wait, isHeld) {
  const told = cause === "refused" ? refusal(trace) : { why: "", advice: say(`${cause}Advice`, { seconds: after }) };
  const why = say(`${cause}Note`, { code, status: trace?.status, why: told.why });
  rooms.transcript.note(say("reasonAndAdvice", { why, advice: told.advice }), "bad");
  if (trace === undefined) inspector.words(why, told.advice);
  else inspector.trace(trace);
  status.show(cause === "unanswered" || cause === "refused" ? cause : "unopened", wait, isHeld);
  if (isOfToken(trace?.refusal?.code)) login?.drop(told.why);
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
  status.unread(rooms.list.reduce((sum, { unread }) => sum + unread, 0));
  if (rooms.current !== drafted) {
    // What was written before anybody said which room this is belongs to the first.
    const early = drafted === "" ? composer.text : "";
    if (drafted === "") memory.keepDraft("", "");
    drafted = rooms.current;
    composer.text = early || memory.draft(drafted);
    keepDraft(composer.text);
    status.room(rooms.current);
  }
  side.show();
}

function keepDraft(text) {
  memory.keepDraft(drafted, text);
}

/** Whether a text went, or will go. */
function send(text) {
  const waiting = speaksJson ? rooms.session.waiting : plain.waiting;
  const isOpen = speaksJson || (connection?.isOpen ?? false);
  if (!isOpen) composer.hint(say("notOpen"));
  else if (waiting >= MOST_UNCONFIRMED) composer.hint(say("tooFast", { count: MOST_UNCONFIRMED }));
  else {
    sendOver(text);
    keepDraft("");
    return true;
  }
  return false;
}

function sendOver(text) {
  // Without a connection too: what is said then is said when there is one.
  if (speaksJson) rooms.say(text);
  else {
    connection.send(text);
    plain.sent(text);
  }
  composer.hint("");
}

/** Values of a text that came with the address. */
function shownValues(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]));
}

/** Where to go from an address that names no room. */
function roomLinks(query) {
  const nearest = nearestRoom(query.get("room") ?? "");
  return [...new Set([nearest, "lobby"])]
    .filter((name) => name !== undefined)
    .map((room) => linkTo(addressWith("room", room), say("goToRoom", { room })));
}
