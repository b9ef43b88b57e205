import { later } from "./position.js";
import { Requests } from "./requests.js";

/** Own messages of all rooms that may wait for the server: beyond, it is in trouble and gets no more from us. */
export const MOST_UNCONFIRMED = 100;
/** How many messages to ask for at a time. */
const PAGE = 50;
/** After how long to ask again where the server could not, in milliseconds. */
const LATER = 3_000;
/** What the server tells of the connection. */
const OF_NO_ROOM = ["welcome", "expiring", "authenticated"];
/** Errors that pass. */
const PASSING = ["busy", "not-read", "not-stored", "quota", "room-full", "server-full", "too-many-rooms", "uncertain"];

/**
 * The talk of `parley.1.json` (parley-1-json.md), over connections that come and go. It keeps in a Memory who we are, which
 * rooms we are in, the last position of each and what is not yet acknowledged; after each return it joins again from there
 * and says again what was not.
 *
 * The listener hears, each with the room's name first: `joined(room, {position, member, members, total, fresh})`, `left(room)`,
 * `message(room, message)`, `older(room, messages, {more, gap})`, `noOlder(room, error)`, `gap(room, gap)`,
 * `arrived(room, member, total)`, `departed(room, member, total)`, `people(room, members, total)`, `sent(room, id, position)`,
 * `unsent(room, id)` where it cannot be said, and `troubled(room, error)`; without a room `welcome(welcome, isFirst)`,
 * `replaced()`, `expiring(seconds)` before the login ends and `authenticated({name, until})` after a token.
 */
export class Session {
  #memory;
  #listener;
  #requests;
  #welcome;
  #rooms = new Map();
  #hears = new Map([
    ["welcome", (told) => this.#onWelcome(told)],
    ["joined", (told) => this.#onJoined(told)],
    ["message", (told) => this.#onMessage(told)],
    ["said", (told) => this.#onSaid(told)],
    ["history", (told) => this.#onHistory(told)],
    ["gap", (told) => this.#onGap(told)],
    ["left", (told) => this.#onLeft(told)],
    ["expiring", ({ seconds }) => this.#listener.expiring(seconds)],
    ["authenticated", (told) => this.#onAuthenticated(told)],
    ["arrived", ({ room, member, total }) => this.#listener.arrived(room, member, total)],
    ["departed", ({ room, member, total }) => this.#listener.departed(room, member, total)],
    ["members", ({ room, members, total }) => this.#listener.people(room, members, total)],
  ]);

  constructor(memory, listener) {
    this.#memory = memory;
    this.#listener = listener;
    this.#requests = new Requests();
    for (const name of memory.rooms.keys()) this.#room(name);
  }

  /** The rooms that the visitor is in, or wants to be. */
  get names() {
    return [...this.#rooms.keys()];
  }

  /** Own messages that wait in a room, as `{id, text}`, oldest first. */
  unsent(name) {
    return [...this.#memory.room(name).unsent];
  }

  /** How many own messages wait. */
  get waiting() {
    return [...this.#memory.rooms.values()].reduce((sum, room) => sum + room.unsent.length, 0);
  }

  /** A connection is there; it may be sent to until `closed`. */
  opened(send) {
    this.#requests.over(send);
  }

  closed() {
    this.#requests.end();
    for (const room of this.#rooms.values()) Object.assign(room, { joined: false, forbidden: false });
  }

  /** Goes into a room, or says that it cannot by `troubled`. */
  join(name) {
    this.#room(name);
    if (this.#welcome !== undefined) this.#join(name);
  }

  leave(name) {
    this.#requests.send({ type: "leave", room: name });
    this.#forget(name);
  }

  /** Says a text at once or as soon as it can; gives the message's id. */
  say(name, text) {
    const said = { id: freshId(), text };
    this.#memory.room(name).unsent.push(said);
    this.#memory.write();
    const state = this.#rooms.get(name);
    if (state?.joined) this.#say(name, said);
    // The right may be there by now; if not, this message is given up as well.
    else if (state?.forbidden) this.#join(name);
    return said.id;
  }

  /** Takes another name, in every room. */
  rename(name) {
    this.#memory.name = name;
    this.#memory.write();
    for (const [room, state] of this.#rooms) {
      if (!state.joined) continue;
      state.joined = false;
      this.#requests.send({ type: "leave", room });
      this.#join(room);
    }
  }

  /** Asks for what was said before a position, or for the newest. */
  older(name, before) {
    const again = () => this.#rooms.get(name)?.joined && this.older(name, before);
    const question = { type: "history", room: name, limit: PAGE, ...(before === undefined ? {} : { before }) };
    this.#requests.send(question, (error) => {
      if (!this.#tryAgain(name, error, again) && this.#rooms.has(name)) this.#listener.noOlder(name, error);
    });
  }

  /** Sends a token over the open connection; `refused(error)` hears that it is no good. */
  authenticate(token, refused) {
    this.#requests.send({ type: "token", token }, refused);
  }

  who(name) {
    this.#requests.send({ type: "who", room: name });
  }

  /** What the server sent. */
  message(data) {
    let told;
    try {
      told = JSON.parse(data);
    } catch {
      return;
    }
    if (typeof told !== "object" || told === null) return;
    this.#requests.answered(told);
    // What is still under way of a room that was left.
    if (!OF_NO_ROOM.includes(told.type) && !this.#rooms.has(told.room)) return;
    this.#hears.get(told.type)?.(told);
  }

  #onWelcome(welcome) {
    const isFirst = this.#welcome === undefined;
    this.#welcome = welcome;
    if (this.#memory.secret === undefined) this.#takeSecret();
    if (isFirst) this.#room(welcome.room);
    this.#listener.welcome(welcome, isFirst);
    for (const name of this.#rooms.keys()) this.#join(name);
  }

  /** There may be rights that were not there before. */
  #onAuthenticated({ name, until }) {
    this.#listener.authenticated({ name, until });
    for (const [room, state] of this.#rooms) if (!state.joined) this.#join(room);
  }

  #onJoined({ room: name, position, member, members, total }) {
    const state = this.#room(name);
    const kept = this.#memory.room(name);
    const fresh = !state.seen;
    Object.assign(state, { joined: true, forbidden: false, seen: true, me: member.id });
    if (kept.position === undefined) this.#had(name, position);
    this.#listener.joined(name, { position, member, members, total, fresh });
    if (fresh) this.older(name);
    kept.unsent.forEach((said) => this.#say(name, said));
  }

  #onMessage({ room, ...message }) {
    this.#had(room, message.position);
    const isOwn = message.from?.id === this.#rooms.get(room)?.me;
    // The acknowledgement was lost with a connection, the message was not.
    if (isOwn && this.#settle(room, message.id)) this.#listener.sent(room, message.id, message.position);
    else this.#listener.message(room, { ...message, isOwn });
  }

  #onSaid({ room, id, position }) {
    this.#had(room, position);
    if (this.#settle(room, id)) this.#listener.sent(room, id, position);
  }

  #onHistory({ room, messages, more, gap = false }) {
    const me = this.#rooms.get(room)?.me;
    const marked = messages.map((message) => ({ ...message, isOwn: message.from?.id === me }));
    this.#listener.older(room, marked, { more, gap });
  }

  #onGap({ room, ...gap }) {
    this.#memory.room(room).position = gap.to;
    this.#memory.writeSoon();
    this.#listener.gap(room, gap);
  }

  #onLeft({ room, reason }) {
    if (reason === "not-allowed") {
      this.#rooms.get(room).joined = false;
      this.#listener.troubled(room, { code: reason });
      this.#forbidden(room);
    }
    if (reason !== "replaced") return;
    // Another tab has our secret, a duplicate of this one: it goes on as who we were, and we as somebody new.
    this.#memory.secret = undefined;
    for (const name of this.#memory.rooms.keys()) this.#giveUp(name);
    this.#memory.write();
    this.#listener.replaced();
  }

  #join(name) {
    const { position } = this.#memory.room(name);
    const { secret, name: own } = this.#memory;
    const question = { type: "join", room: name };
    if (own !== "") question.name = own;
    if (position !== undefined) question.after = position;
    // One that this connection gave is known by itself.
    if (secret !== this.#welcome.resume) question.resume = secret;
    this.#requests.send(question, (error) => this.#unjoined(name, error));
  }

  #unjoined(name, error) {
    if (error.code === "already-joined") return;
    const bad = error.code === "bad-field" ? error.field : undefined;
    if (bad === "resume") this.#takeSecret();
    else if (bad === "after") this.#memory.room(name).position = undefined;
    else if (bad === "name") this.#memory.name = "";
    else {
      this.#listener.troubled(name, error);
      if (bad === "room") this.#forget(name);
      else if (error.code === "not-allowed") this.#forbidden(name);
      else this.#tryAgain(name, error, () => this.#join(name));
      return;
    }
    if (bad === "name") this.#listener.troubled(name, error);
    this.#join(name);
  }

  /** Who may not join waits for no right: it is asked for with the next message or connection. */
  #forbidden(name) {
    if (!this.#rooms.has(name)) return;
    this.#rooms.get(name).forbidden = true;
    this.#giveUp(name);
    this.#memory.write();
  }

  /** Says no more what is unsent in a room. */
  #giveUp(name) {
    const { unsent } = this.#memory.room(name);
    unsent.splice(0).forEach(({ id }) => this.#listener.unsent(name, id));
  }

  #say(name, { id, text }, isFirst = true) {
    const again = () => this.#rooms.get(name)?.joined && this.#isUnsent(name, id) && this.#say(name, { id, text }, false);
    const refused = (error) => {
      if (error.code === "uncertain" && isFirst) this.#listener.troubled(name, error);
      // After `joined` all of it is said again.
      const passes = error.code !== "quota" && this.#tryAgain(name, error, again);
      if (error.code === "not-joined" || passes) return;
      this.#settle(name, id);
      this.#listener.unsent(name, id, error);
    };
    this.#requests.send({ type: "say", room: name, id, text }, refused);
  }

  /** Whether an error passes: then it is tried again later, over this connection. */
  #tryAgain(name, error, again) {
    if (!PASSING.includes(error.code)) return false;
    this.#requests.later(LATER, () => this.#rooms.has(name) && again());
    return true;
  }

  #takeSecret() {
    this.#memory.secret = this.#welcome.resume;
    this.#memory.write();
  }

  /** Notes the position that was told last. */
  #had(name, position) {
    const kept = this.#memory.room(name);
    kept.position = later(kept.position, position);
    this.#memory.writeSoon();
  }

  #isUnsent(name, id) {
    return this.#memory.room(name).unsent.some((said) => said.id === id);
  }

  /** Strikes a message off what is unsent; whether it was there. */
  #settle(name, id) {
    const { unsent } = this.#memory.room(name);
    const at = unsent.findIndex((said) => said.id === id);
    if (at < 0) return false;
    unsent.splice(at, 1);
    this.#memory.write();
    return true;
  }

  #room(name) {
    if (!this.#rooms.has(name)) this.#rooms.set(name, { joined: false, forbidden: false, seen: false, me: undefined });
    this.#memory.room(name);
    return this.#rooms.get(name);
  }

  #forget(name) {
    this.#rooms.delete(name);
    this.#memory.forgetRoom(name);
    this.#listener.left(name);
  }
}

function freshId() {
  // Not randomUUID: it is kept from pages that came over plain HTTP from another machine.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
