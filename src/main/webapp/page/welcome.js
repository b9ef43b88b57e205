import { around, element, linkOut } from "./dom.js";
import { addressWith, say } from "./texts.js";

/** How long it is said that something was copied, in milliseconds. */
const PAUSE = 3_000;

/** What helps in a room where nobody has said anything: how to bring somebody in. */
export function welcome(room) {
  const page = new URL(addressWith("room", room), location.href);
  page.searchParams.delete("lang");
  const made = around("div", "welcome", element("p", "welcome-title", say("emptyRoom")), element("p", "", say("emptyRoomHelp")));
  const address = element("input", "welcome-address");
  Object.assign(address, { type: "text", readOnly: true, value: page.href, dir: "ltr", ariaLabel: say("roomAddress") });
  address.addEventListener("focus", () => address.select());
  const copy = copyButton(say("copyAddress"), () => page.href, () => address.select());
  const second = linkOut(page.href, say("secondWindow"));
  made.append(around("p", "welcome-line", address, copy), around("p", "", second), program(room));
  return made;
}

/** A program that talks in the room: for any browser's console, Node.js or Deno. */
function program(room) {
  const url = new URL(`./chat/${encodeURIComponent(room)}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = "";
  const text = [
    `const socket = new WebSocket(${JSON.stringify(url.href)});`,
    `socket.onmessage = (event) => console.log(event.data);`,
    `socket.onopen = () => socket.send("Hello from a program");`,
  ].join("\n");
  const code = element("pre", "snippet", text);
  Object.assign(code, { tabIndex: 0, dir: "ltr", ariaLabel: say("fromProgram") });
  const copy = copyButton(say("copyProgram"), () => text, () => getSelection().selectAllChildren(code));
  return around("details", "", element("summary", "", say("fromProgram")), code, copy);
}

function copyButton(label, text, select) {
  const made = element("button", "quiet", label);
  made.type = "button";
  made.addEventListener("click", async () => {
    const isCopied = await copied(text());
    if (!isCopied) select();
    made.textContent = say(isCopied ? "copied" : "copySelected");
    setTimeout(() => (made.textContent = label), PAUSE);
  });
  return made;
}

async function copied(text) {
  try {
    // Only for pages that came over TLS or from this machine.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
