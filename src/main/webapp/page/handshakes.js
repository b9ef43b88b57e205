import { element } from "./dom.js";
import { Entries } from "./entries.js";
import { Filters } from "./filters.js";
import { dress, Operator, seconds, tell } from "./operator.js";
import { LANGUAGE, say } from "./texts.js";
import { conversation } from "./trace.js";

/** Between two looks at the list, in milliseconds. */
const PAUSE = 2_000;
/** Handshakes shown at most: more than anybody reads, and little to send every two seconds. */
const MOST = 100;
/** After a key in the search field, in milliseconds: a word is one question, not one a letter. */
const TYPING = 250;

const part = (id) => document.getElementById(id);

dress("handshakes");
part("language").addEventListener("click", () => (part("language").hash = location.hash));
const operator = new Operator(() => resume());
const filters = new Filters(part("filters"), () => look());
const entries = new Entries(part("entries"));
let isPaused = false;
let typing;
let timer;
let looking;
let shownId = "";
let shownEnded = false;

part("pause").addEventListener("click", () => {
  isPaused = !isPaused;
  part("pause").textContent = say(isPaused ? "goOn" : "pause");
  look();
});
part("search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(look, TYPING);
});
document.addEventListener("visibilitychange", () => look());
addEventListener("hashchange", () => open());
part("one").addEventListener("keydown", (event) => {
  if (event.key === "Escape") location.hash = "";
});
part("metrics").addEventListener("toggle", () => part("metrics").open && showMetrics());
look();
open();

function resume() {
  if (isPaused) part("pause").click();
  else look();
  open();
  if (part("metrics").open) showMetrics();
}

/** Asks for the list now, and again after a while; not for a page that nobody sees. */
async function look() {
  clearTimeout(timer);
  looking?.abort();
  if (isPaused || document.hidden) {
    if (isPaused) live("paused");
    return;
  }
  const own = new AbortController();
  looking = own;
  const list = await read(await operator.ask(`handshakes?limit=${MOST}${filters.query()}${search()}`, { signal: own.signal }));
  if (own.signal.aborted) return;
  if (list !== undefined) show(list);
  else live("stopped");
  // A token cannot come by itself; a server can.
  if (part("tokenForm").hidden) timer = setTimeout(look, PAUSE);
}

function search() {
  const text = part("search").value.trim();
  return text === "" ? "" : `&search=${encodeURIComponent(text)}`;
}

async function read(answer) {
  try {
    return await answer?.json();
  } catch {
    operator.trouble("operatorUnanswered");
    return undefined;
  }
}

function live(state) {
  part("live").dataset.state = state;
  tell("live", say(state));
}

function show({ handshakes = [], counts = {}, kept = 0, most = 0 }) {
  part("pause").hidden = false;
  live("live");
  filters.show(counts);
  entries.show(handshakes);
  const numbers = { shown: inWords(handshakes.length), kept: inWords(kept), most: inWords(most) };
  const none = search() === "" ? "noneKept" : "noneFound";
  tell("kept", say(handshakes.length === 0 ? none : "keptNote", numbers));
  const current = handshakes.find(({ handshake }) => handshake === shownId);
  if (current?.ending !== undefined && !shownEnded) open();
}

/** Shows the handshake that the address names, if it names one. */
async function open() {
  const id = location.hash.slice(1);
  const before = shownId;
  shownId = /^[A-Za-z0-9_-]{22,64}$/.test(id) ? id : "";
  entries.mark(shownId);
  part("main").dataset.view = shownId === "" ? "list" : "one";
  if (shownId === "") {
    part("trace").replaceChildren(element("p", "aside", say("chooseOne")));
    entries.focus(before);
    return;
  }
  if (before !== shownId) part("trace").replaceChildren(element("p", "aside", say("fetching")));
  const answer = await operator.ask(`handshakes/${shownId}`, { own: [404, 429] });
  const trace = answer?.ok ? await read(answer) : undefined;
  if (shownId !== id) return;
  shownEnded = trace?.ending !== undefined;
  part("trace").replaceChildren(trace === undefined ? element("p", "why", without(answer)) : conversation(trace));
  if (answer?.status === 429) setTimeout(() => shownId === id && open(), seconds(answer) * 1_000);
  if (before !== shownId) part("oneTitle").focus();
}

/** Why there is no trace, in a sentence. */
function without(answer) {
  if (answer?.status === 404) return say("forgottenHandshake");
  return answer?.status === 429 ? say("tooManyNote", { seconds: seconds(answer) }) : say("notShown");
}

async function showMetrics() {
  const answer = await operator.ask("metrics");
  part("metricsText").textContent = answer === undefined ? say("notShown") : await answer.text();
}

function inWords(number) {
  return Number(number).toLocaleString(LANGUAGE);
}
