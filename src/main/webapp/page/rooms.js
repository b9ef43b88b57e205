import { element } from "./dom.js";
import { memberName } from "./line.js";
import { People } from "./people.js";
import { place } from "./position.js";
import { Session } from "./session.js";
import { LANGUAGE, say } from "./texts.js";
import { Transcript } from "./transcript.js";
import { welcome } from "./welcome.js";

/** How long the server's counts of members may disagree with what is here before it is asked who is, in milliseconds. */
const DOUBT = 1_000;
/** How soon somebody who left has to be back to have changed the name only, in milliseconds. */
const RENAMING = 500;
/** After how long it is said that earlier messages are fetched, in milliseconds: what comes at once must not move it away. */
const LOADING = 500;
/** Errors that have a text of their own. */
const EXPLAINED = [
  "not-allowed",
  "quota",
  "room-full",
  "server-full",
  "store-full",
  "store-quota",
  "too-many-rooms",
  "uncertain",
];

/**
 * The rooms of `parley.1.json` as the visitor sees them; what a Session tells. Of the shell around it calls `changed()` when
 * the list of rooms, the current one or who is there is another, `hint(text)` with what the visitor should know at once,
 * `invalid(field, text)` with what is wrong with the field `join` or `name`, `joined(member)` with who the visitor is in a
 * room, `replaced()` when another tab has taken this one's place, `welcome(welcome)` with what the server says first,
 * `expiring(seconds)` before the login ends, and `authenticated(name)` after a token on the open connection.
 */
export class Rooms {
  #pane;
  #view;
  #views = new Map();
  #first;
  #shell;
  #session;
  current;

  /** The transcript that is there already becomes that of the first room. */
  constructor(memory, pane, first, shell) {
    this.#pane = pane;
    this.#first = first;
    this.#shell = shell;
    this.#session = new Session(memory, this);
  }

  get session() {
    return this.#session;
  }

  /** The transcript in sight. */
  get transcript() {
    return this.#view?.transcript ?? this.#first;
  }

  get company() {
    return this.#view?.people;
  }

  /** `{name, unread}` of each. */
  get list() {
    return [...this.#views.values()].map(({ name, transcript }) => ({ name, unread: transcript.unseen }));
  }

  /** Goes to a room, and into it where the visitor is not yet. */
  go(name) {
    const isNew = !this.#views.has(name);
    this.#view = this.#viewOf(name);
    this.current = name;
    this.#pane.show(this.#view.transcript.lines);
    if (this.#view.transcript.unseen > 0) this.#pane.news(this.#view.transcript.lines, this.#view.transcript.unseen);
    if (isNew) this.#session.join(name);
    this.#shell.changed();
  }

  leave(name) {
    this.#session.leave(name);
  }

  /** Says a text in the current room. */
  say(text) {
    const handle = this.#view.transcript.pending(text);
    this.#view.fates.set(this.#session.say(this.current, text), handle);
  }

  // What the Session tells.

  welcome(welcome, isFirst) {
    const { room, limits } = welcome;
    this.limits = limits;
    this.#shell.welcome(welcome);
    if (isFirst) {
      for (const name of [room, ...this.#session.names]) this.#viewOf(name);
      this.go(room);
    }
  }

  joined(room, { position, member, members, total, fresh }) {
    const view = this.#viewOf(room);
    this.#shell.joined(member);
    view.transcript.reached(position);
    view.people.set(members, total, member.id);
    if (fresh) view.loading = setTimeout(() => this.#showHead(view, "loading"), LOADING);
    this.#shell.changed();
  }

  left(room) {
    this.#views.delete(room);
    if (this.current !== room) this.#shell.changed();
    else this.go(this.#views.keys().next().value ?? "lobby");
  }

  message(room, message) {
    this.#viewOf(room).transcript.message(message);
  }

  older(room, messages, { more, gap }) {
    const view = this.#viewOf(room);
    clearTimeout(view.loading);
    view.transcript.older(messages);
    if (more) this.#showOlder(view);
    else if (view.transcript.isEmpty) this.#help(view);
    else this.#showHead(view, isWhole(view.transcript.first) ? "beginning" : "forgotten");
    if (gap) this.#shell.hint(say("historyGap"));
  }

  /** Nothing older is shown, as the error says. */
  noOlder(room, { code }) {
    const view = this.#viewOf(room);
    clearTimeout(view.loading);
    this.#showHead(view, code === "not-allowed" ? "historyForbidden" : "notTaken");
  }

  gap(room, gap) {
    const lost = gap.missed === undefined ? say("gapUnknown") : say("gap", { count: gap.missed });
    this.#viewOf(room).transcript.gap(gap.reason === "forbidden" ? say("gapForbidden") : lost, gap);
  }

  arrived(room, member, total) {
    const view = this.#viewOf(room);
    const left = view.leaving.get(member.id);
    const isNew = view.people.add(member, total);
    this.#stays(view, member);
    if (left !== undefined) this.#renamed(view, left.name, memberName(member));
    else if (isNew) view.transcript.presence(say("arrived", { name: memberName(member) }));
    this.#counted(view);
  }

  departed(room, member, total) {
    const view = this.#viewOf(room);
    if (view.people.remove(member, total)) this.#leaves(view, member);
    this.#counted(view);
  }

  /** Counts that come one after the other may be told out of order: only one that stays is a reason to ask. */
  #counted(view) {
    clearTimeout(view.doubt);
    if (view.people.isDoubtful) {
      view.doubt = setTimeout(() => view.people.isDoubtful && this.#session.who(view.name), DOUBT);
    }
    this.#shell.changed();
  }

  /** Who takes another name leaves and comes back at once. */
  #leaves(view, member) {
    const name = memberName(member);
    const timer = setTimeout(() => {
      view.leaving.delete(member.id);
      view.transcript.presence(say("departed", { name }));
    }, RENAMING);
    view.leaving.set(member.id, { name, timer });
  }

  #stays(view, { id }) {
    clearTimeout(view.leaving.get(id)?.timer);
    view.leaving.delete(id);
  }

  #renamed(view, old, name) {
    if (old !== name) view.transcript.presence(say("renamed", { old, name }));
  }

  people(room, members, total) {
    this.#viewOf(room).people.set(members, total);
    this.#shell.changed();
  }

  sent(room, id, position) {
    const handle = this.#takeFate(room, id);
    handle?.settle(position);
    handle?.become("sent");
  }

  unsent(room, id, error) {
    this.#takeFate(room, id)?.become("unconfirmed");
    if (error !== undefined) this.troubled(room, error.code === "quota" ? { code: "store-quota" } : error);
  }

  troubled(room, { code, field }) {
    const text = say(EXPLAINED.includes(code) ? code : field === "name" ? "badName" : field === "room" ? "badRoom" : "notTaken", { room });
    if (field === "name") this.#shell.invalid("name", text);
    else if (field === "room") this.#shell.invalid("join", text);
    else if (this.#views.has(room)) this.#views.get(room).transcript.note(text, "bad");
    else this.#shell.hint(text);
  }

  expiring(seconds) {
    this.#shell.expiring(seconds);
  }

  authenticated({ name, until }) {
    const end = new Date(until);
    const time = Number.isNaN(end.getTime()) ? "" : end.toLocaleString(LANGUAGE, { hour12: false });
    this.transcript.note(say("authenticated", { time }), "good");
    this.#shell.authenticated(name);
  }

  replaced() {
    this.transcript.note(say("replaced"), "bad");
    this.#shell.replaced();
  }

  #viewOf(name) {
    if (!this.#views.has(name)) this.#views.set(name, this.#newView(name));
    return this.#views.get(name);
  }

  #newView(name) {
    const transcript = this.#first ?? new Transcript(this.#pane);
    this.#first = undefined;
    const view = { name, transcript, people: new People(), fates: new Map(), leaving: new Map() };
    transcript.onForgotten = () => this.#showOlder(view);
    transcript.onChange = () => this.#onChange(view);
    for (const { id, text } of this.#session.unsent(name)) view.fates.set(id, transcript.pending(text));
    return view;
  }

  #onChange(view) {
    if (view.isHelped && !view.transcript.isEmpty) {
      view.isHelped = false;
      this.#showHead(view, "beginning");
    }
    if (view.shown === view.transcript.unseen) return;
    view.shown = view.transcript.unseen;
    this.#shell.changed();
  }

  #takeFate(room, id) {
    const fates = this.#viewOf(room).fates;
    const handle = fates.get(id);
    fates.delete(id);
    return handle;
  }

  #showHead(view, name) {
    view.transcript.head = [element("p", "note", say(name))];
  }

  /** Nobody has said anything yet. */
  #help(view) {
    view.isHelped = true;
    view.transcript.head = [welcome(view.name)];
  }

  #showOlder(view) {
    const button = element("button", "quiet older", say("older"));
    button.type = "button";
    button.addEventListener("click", () => {
      this.#showHead(view, "loading");
      this.#session.older(view.name, view.transcript.first);
    });
    view.transcript.head = [button];
  }
}

/** Whether nothing of a log was forgotten before its first message. */
function isWhole(first) {
  return first === undefined || place(first).offset === 1;
}
