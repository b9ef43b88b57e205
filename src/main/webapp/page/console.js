import { Closing } from "./closing.js";
import { Refusals, Rooms } from "./consolelists.js";
import { around, element, shown } from "./dom.js";
import { History } from "./history.js";
import { Members } from "./members.js";
import { dress, Operator, tell } from "./operator.js";
import { count, duration, milliseconds, Plot } from "./plot.js";
import { Poller } from "./poller.js";
import { write } from "./tablerows.js";
import { LANGUAGE, say } from "./texts.js";

/** Rooms and members that are listed: more than anybody reads, and little to send every two seconds. */
const MOST = 100;

const part = (id) => document.getElementById(id);

dress("operatorPage");
part("language").addEventListener("click", () => (part("language").hash = location.hash));
const operator = new Operator(() => poller.now());
const poller = new Poller((signal) => ask(signal), (seconds) => wait(seconds));
const closing = new Closing(operator, () => poller.now());
const rooms = new Rooms(part("rooms").tBodies[0]);
const members = new Members(part("members").tBodies[0], (member) => closing.open(member));
const refusals = new Refusals(part("refusals").tBodies[0]);
const log = new History();
let room = "";
let answeredAt;

const plots = [
  new Plot("messagesPlot", [["messages", "messagesIn"], ["deliveries", "messagesOut"]], count),
  new Plot("delayPlot", [["median", "medianDelay"], ["slowest", "slowestDelay"]], milliseconds),
  new Plot("connectionsPlot", [["connections", "connectionsNow"], ["members", "membersNow"]], count),
];
part("plots").append(...plots.map((plot) => plot.figure()));

/** The big numbers: a name of a text, and what is said of a sample and an answer. */
const NUMBERS = [
  ["connectionsNow", (sample, state) => count(state.connections)],
  ["roomsNow", (sample, state) => count(state.rooms)],
  ["membersNow", (sample, state) => count(state.members)],
  ["messagesIn", (sample) => known(sample.messages, count)],
  ["messagesOut", (sample) => known(sample.deliveries, count)],
  ["medianDelay", (sample) => known(sample.median, milliseconds)],
  ["slowestDelay", (sample) => known(sample.slowest, milliseconds)],
  ["uptimeNow", (sample, state) => duration(state.uptime)],
];
const numbers = NUMBERS.map(([name, value]) => {
  const target = element("dd", "", say("unknown"));
  part("numbers").append(around("div", "", element("dt", "", say(name)), target));
  return [target, value];
});

part("pause").addEventListener("click", () => {
  poller.isPaused = !poller.isPaused;
  part("pause").textContent = say(poller.isPaused ? "goOn" : "pause");
  if (poller.isPaused) live("paused");
});
part("roomForm").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = part("roomName").value.trim();
  if (name !== "") location.hash = encodeURIComponent(name);
});
part("find").addEventListener("input", () => poller.now());
addEventListener("hashchange", () => open(true));
open(false);

/** Shows the room that the address names, if it names one. */
function open(isFocused) {
  const before = room;
  room = decoded(location.hash.slice(1));
  if (room !== before) {
    part("find").value = "";
    tell("done", "");
    members.clear();
    write(part("membersTitle"), say("membersOf", { room: shown(room) }));
    tell("membersNote", room === "" ? "" : say("fetching"));
  }
  part("membersPart").hidden = room === "";
  rooms.mark(room);
  if (isFocused) {
    if (room !== "") part("membersTitle").focus();
    else rooms.focus(before);
  }
  poller.now();
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Asks once; true after an answer, undefined where only a token helps. */
async function ask(signal) {
  const query = new URLSearchParams({ rooms: MOST, members: MOST });
  if (room !== "") query.set("room", room);
  if (part("find").value.trim() !== "") query.set("find", part("find").value.trim());
  const answer = await operator.ask(`operator?${query}`, { signal });
  const state = await read(answer);
  if (signal.aborted) return undefined;
  if (state === undefined) {
    live("stopped");
    return part("tokenForm").hidden ? false : undefined;
  }
  tell("retry", "");
  answeredAt = new Date();
  show(state);
  return true;
}

async function read(answer) {
  try {
    return await answer?.json();
  } catch {
    operator.trouble("operatorUnanswered");
    return undefined;
  }
}

/** Not in a live region: a countdown that is read out each second helps nobody. */
function wait(seconds) {
  const parts = [say("nextTry", { seconds })];
  if (answeredAt !== undefined) parts.push(say("numbersOf", { time: answeredAt.toLocaleTimeString(LANGUAGE, { hour12: false }) }));
  write(part("retry"), parts.join(" · "));
}

function live(state) {
  part("live").dataset.state = state;
  part("console").dataset.state = state;
  tell("live", say(state));
}

function show(state) {
  part("console").hidden = false;
  part("pause").hidden = false;
  live(state.draining ? "stopped" : "live");
  if (state.draining) tell("live", say("serverStops"));
  const sample = log.take(state);
  for (const [target, value] of numbers) write(target, value(sample, state));
  for (const plot of plots) plot.show(log.samples);
  refusals.show(state);
  showRooms(state);
  if (room !== "") showMembers(state);
}

function showRooms({ largest, rooms: all, uptime }) {
  log.keepOnly(new Set(largest.map(({ name }) => name)));
  rooms.show(largest.map((each) => ({ ...each, rate: log.rateOf(each, uptime) })));
  rooms.mark(room);
  const values = { shown: count(largest.length), all: count(all) };
  tell("roomsNote", all === 0 ? say("noRooms") : largest.length < all ? say("roomsShown", values) : "");
}

function showMembers({ room: found }) {
  members.show(found);
  if (found === undefined) tell("membersNote", say("roomEmpty"));
  else if (found.listed.length === 0) tell("membersNote", say("noMemberFound"));
  else tell("membersNote", say(found.more ? "membersCut" : "membersShown", { shown: count(found.listed.length), all: count(found.members) }));
}

function known(value, format) {
  return value === undefined ? say("unknown") : format(value);
}
