// The npm package ws. Arguments: its folder, the URL, and the messages, each of which has to come back.
const [folder, url, ...messages] = process.argv.slice(2);
const WebSocket = require(folder);

const socket = new WebSocket(url, { perMessageDeflate: { threshold: 0 } });
console.log("version " + require(folder + "/package.json").version);
socket.on("open", () => socket.send(messages.shift()));
socket.on("message", (text) => {
  console.log("heard " + text);
  if (messages.length === 0) {
    socket.close();
  } else {
    socket.send(messages.shift());
  }
});
socket.on("close", (code, reason) => {
  if (messages.length > 0) {
    console.log("heard closed with " + code + " " + reason);
  }
});
