import { freshAttempt } from "./attempt.js";
import { curl } from "./curl.js";
import { doctor, doctorHint } from "./doctor.js";
import { element } from "./dom.js";
import { Frames } from "./frames.js";
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
/** The fields of the form, by id; each has its error below it. */
const FIELDS = ["method", "path", "version", "fields"];
const KEY_LINE = /^sec-websocket-key\s*:.*$/im;

const part = (id) => document.getElementById(id);

dress("lab");
let reach;
let isBusy = false;
const operator = new Operator(() => look());
const frames = new Frames(operator);
const hold = new Hold((left) => {
  part("send").disabled = left > 0 || reach === undefined;
  tell("summary", left > 0 ? say("tooManyNote", { seconds: left }) : "");
});

for (const name of PRESETS) {
  const made = element("button", "chip", named("presets", name));
  made.type = "button";
  made.dataset.preset = name;
  made.addEventListener("click", () => {
    start(name);
    send();
  });
  part("presets").append(made);
}
part("newKey").addEventListener("click", renewKey);
part("order").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("order").addEventListener("input", (event) => {
  begin("");
  wrong(event.target.id, "");
});
part("pin").addEventListener("click", pin);
part("unpin").addEventListener("click", unpin);
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
  if (preset !== "") for (const field of FIELDS) wrong(field, "");
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

/** The fields that cannot be sent, each with the name of a text that says why. */
function objections({ method, path, version, fields }) {
  const wrong = {};
  if (!WORD.test(method)) wrong.method = "labWord";
  if (!WORD.test(version)) wrong.version = "labWord";
  if (!/^\/[!-~]*$/.test(path) || path.includes("#")) wrong.path = "labPath";
  if (fields.length > MOST_FIELDS || !fields.every((line) => LINE.test(line))) wrong.fields = "labFields";
  return wrong;
}

/** Says below a field what is wrong with it; nothing for an empty text. */
function wrong(field, text) {
  if (!FIELDS.includes(field)) return;
  tell(`${field}Error`, text);
  part(field).ariaInvalid = String(text !== "");
}

/** Says what was not sent, beside the fields that are the reason, and leads to the first of them. */
function refuse(reasons) {
  tell("summary", say("notSentYet"));
  for (const field of FIELDS) wrong(field, reasons[field] === undefined ? "" : say(reasons[field]));
  part(FIELDS.find((field) => reasons[field] !== undefined)).focus();
}

async function send() {
  if (isBusy || hold.seconds > 0 || reach === undefined) return;
  const composed = order();
  const reasons = objections(composed);
  part("results").replaceChildren();
  part("pin").hidden = true;
  frames.forget();
  if (Object.keys(reasons).length > 0) {
    refuse(reasons);
    return;
  }
  isBusy = true;
  for (const field of FIELDS) wrong(field, "");
  tell("summary", say("sendingIt"));
  const mark = `${composed.path.includes("?") ? "&" : "?"}attempt=${freshAttempt()}`;
  await post({ ...composed, path: composed.path + mark, stay: true });
  isBusy = false;
}

async function post(composed) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(composed);
  const answer = await operator.ask("lab", { method: "POST", headers, body, own: [400, 413, 429] });
  try {
    if (answer?.ok) show(await answer.json());
    else if (answer?.status === 429) hold.for(seconds(answer));
    else if (answer?.status === 413) refuse({ fields: "labTooLong" });
    else if (answer?.status === 400) refuse(await refused(answer));
    else tell("summary", say("notSent"));
  } catch {
    tell("summary", say("notSent"));
    operator.trouble("operatorUnanswered");
  }
}

/** Which field the lab did not take. */
async function refused(answer) {
  const { detail = "" } = await answer.json();
  return String(detail).startsWith("path ") ? { path: "labPath" } : { fields: "labContainer" };
}

function show({ sent = {}, answer, ended = "", micros = 0, trace, connection }) {
  const time = (micros / 1000).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });
  const what = answer === undefined ? say("noAnswer", { time }) : say("answeredIn", { status: answer.status ?? "?", time });
  tell("summary", say("reasonAndAdvice", { why: what, advice: named("ends", connection === undefined ? ended : "stays") ?? "" }));
  const wire = element("div", "wire-part");
  if (answer !== undefined) wire.append(raw(say("answerBytes"), answer, { isUpgraded: answer.status === 101 }));
  // The trace and the form say the same in other words.
  wire.append(raw(say("sentBytes"), sent, { isFolded: true }));
  const explained = trace === undefined ? element("p", "why", say("noTrace")) : conversation(trace);
  const hint = answer?.status === 101 ? [] : doctorHint(doctorOf(order()));
  part("results").replaceChildren(explained, wire, ...hint);
  part("pin").hidden = false;
  if (connection !== undefined) frames.follow(connection);
  part("outcomeTitle").focus({ preventScroll: true });
  part("outcomeTitle").scrollIntoView({ block: "nearest" });
}

/** The command for the doctor with the origin and the subprotocols of the form. */
function doctorOf({ path, fields }) {
  const values = (name) =>
    fields.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
  const url = new URL(new URL(".", location.href).href.replace(/\/$/, "") + path);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const subprotocols = values("sec-websocket-protocol").flatMap((value) => value.split(/[\t ]*,[\t ]*/));
  return doctor(url, { origin: values("origin")[0] ?? "", subprotocols: subprotocols.filter((name) => name !== "") });
}

/** Keeps a copy of the result, to be compared with the next. */
function pin() {
  const kept = part("results").cloneNode(true);
  const title = element("p", "pinned-title line-sent", `${part("method").value} ${order().path}`);
  part("pinnedResults").replaceChildren(title, ...kept.children);
  part("pinnedSummary").textContent = part("summary").textContent;
  part("pinned").hidden = false;
  part("pin").hidden = true;
  part("pinnedTitle").focus({ preventScroll: true });
}

function unpin() {
  part("pinned").hidden = true;
  part("pinnedResults").replaceChildren();
  part("pin").hidden = part("results").children.length === 0;
  part("outcomeTitle").focus({ preventScroll: true });
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
