// The npm package ws. It offers compression by itself.
const cases = require("./cases.js");
const WebSocket = require("ws");

cases.play(cases.version("ws"), (url, ended) => {
  const socket = new WebSocket(url, cases.subprotocols, { perMessageDeflate: { threshold: 0 } });
  socket.on("open", () => socket.send("hello"));
  socket.on("message", (data, binary) => socket.send(data, { binary }));
  socket.on("error", () => {}); // close follows
  socket.on("close", ended);
});
