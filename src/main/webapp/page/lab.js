import { freshAttempt } from "./attempt.js";
import { curl } from "./curl.js";
import { element } from "./dom.js";
import { dress, Hold, Operator, seconds, tell } from "./operator.js";
import { freshKey, presetLines, PRESETS } from "./presets.js";
import { raw } from "./raw.js";
import { LANGUAGE, named, say } from "./texts.js";
import { conversation } from "./trace.js";

/** Lines of an order, as the lab has it. */
const MOST_FIELDS = 128;
const WORD = /^[!-~]{1,32}$/;
/** In ISO 8859-1, with something to see in it. */
const LINE = /^(?=.*[!-~])[\0-\xff]+$/s;
const KEY_LINE = /^sec-websocket-key\s*:.*$/im;

const part = (id) => document.getElementById(id);

dress("lab");
let reach;
let isBusy = false;
const operator = new Operator(() => look());
const hold = new Hold((left) => {
  part("send").disabled = left > 0 || reach === undefined;
  tell("summary", left > 0 ? say("tooManyNote", { seconds: left }) : "");
});

for (const name of PRESETS) {
  const made = element("button", "chip", named("presets", name));
  made.type = "button";
  made.dataset.preset = name;
  made.addEventListener("click", () => start(name));
  part("presets").append(made);
}
part("newKey").addEventListener("click", renewKey);
part("order").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("order").addEventListener("input", () => begin(""));
part("copy").addEventListener("click", copy);
start("good");
look();

/** Asks whether the lab is on, and what it reaches. */
async function look() {
  try {
    reach = await (await operator.ask("lab"))?.json();
  } catch {
    operator.trouble("operatorUnanswered");
  }
  part("send").disabled = reach === undefined || hold.seconds > 0;
  if (reach === undefined) return;
  part("paths").replaceChildren(...(reach.paths ?? []).map(option));
  part("fieldsHint").textContent = say(reach.malformed ? "fieldsHint" : "fieldsHintContainer");
}

function option(path) {
  const made = element("option");
  made.value = path;
  return made;
}

function start(preset) {
  part("method").value = "GET";
  part("path").value = "/echo";
  part("version").value = "HTTP/1.1";
  const { host, origin } = location;
  part("fields").value = presetLines(preset, { host, origin, key: freshKey() }).join("\n");
  begin(preset);
}

/** Marks where the order came from; an order that was changed by hand came from nowhere. */
function begin(preset) {
  for (const button of part("presets").children) button.ariaPressed = String(button.dataset.preset === preset);
  tell("presetNote", named("presetNotes", preset) ?? "");
  tell("copied", "");
  part("command").hidden = true;
}

function renewKey() {
  const line = `Sec-WebSocket-Key: ${freshKey()}`;
  const { value } = part("fields");
  part("fields").value = KEY_LINE.test(value) ? value.replace(KEY_LINE, line) : `${value.replace(/\n*$/, "\n")}${line}`;
}

/** What the form says, without an attempt id of its own. */
function order() {
  const [start, ...rest] = part("path").value.split("?");
  const parameters = rest.join("?").split("&").filter((parameter) => !parameter.startsWith("attempt="));
  const path = rest.length > 0 && parameters.length > 0 ? `${start}?${parameters.join("&")}` : start;
  const fields = part("fields").value.split("\n").filter((line) => line !== "");
  return { method: part("method").value, path, version: part("version").value, fields };
}

/** The name of a text that says why it cannot be sent; undefined where it can. */
function objection({ method, path, version, fields }) {
  if (!WORD.test(method) || !WORD.test(version)) return "labWord";
  if (!/^\/[!-~]*$/.test(path) || path.includes("#")) return "labPath";
  return fields.length <= MOST_FIELDS && fields.every((line) => LINE.test(line)) ? undefined : "labFields";
}

async function send() {
  const composed = order();
  const wrong = objection(composed);
  if (isBusy || hold.seconds > 0) return;
  part("results").replaceChildren();
  if (wrong !== undefined) {
    tell("summary", say(wrong));
    return;
  }
  isBusy = true;
  tell("summary", say("sendingIt"));
  const mark = `${composed.path.includes("?") ? "&" : "?"}attempt=${freshAttempt()}`;
  await post({ ...composed, path: composed.path + mark });
  isBusy = false;
}

async function post(composed) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(composed);
  const answer = await operator.ask("lab", { method: "POST", headers, body, own: [400, 413, 429] });
  try {
    if (answer?.ok) show(await answer.json());
    else if (answer?.status === 429) hold.for(seconds(answer));
    else tell("summary", unsent(answer));
  } catch {
    tell("summary", say("notSent"));
    operator.trouble("operatorUnanswered");
  }
}

/** Why the lab did not send it, in a sentence. */
function unsent(answer) {
  if (answer?.status === 400) return say(reach.malformed ? "labPath" : "labContainer");
  return say(answer?.status === 413 ? "labTooLong" : "notSent");
}

function show({ sent = {}, answer, ended = "", micros = 0, trace }) {
  const time = (micros / 1000).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });
  const what = answer === undefined ? say("noAnswer", { time }) : say("answeredIn", { status: answer.status ?? "?", time });
  tell("summary", say("reasonAndAdvice", { why: what, advice: named("ends", ended) ?? "" }));
  const wire = element("div", "wire-part");
  wire.append(raw(say("sentBytes"), sent));
  if (answer !== undefined) wire.append(raw(say("answerBytes"), answer, answer.status === 101));
  const explained = trace === undefined ? element("p", "why", say("noTrace")) : conversation(trace);
  part("results").replaceChildren(explained, wire);
  part("outcomeTitle").focus({ preventScroll: true });
  part("outcomeTitle").scrollIntoView({ block: "nearest" });
}

async function copy() {
  const base = new URL(".", location.href).href.replace(/\/$/, "");
  const { command, left } = curl(order(), base);
  part("command").textContent = command;
  part("command").hidden = false;
  const note = left.length === 0 ? "" : say("curlLeaves", { count: left.length });
  tell("copied", say((await isCopied(command)) ? "copiedNote" : "copyByHand", { note }));
}

async function isCopied(text) {
  try {
    // Only for pages that came over TLS or from this machine.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(part("command"));
    return false;
  }
}
