// The npm package websocket. It has no compression.
const cases = require("./cases.js");
const { client: WebSocketClient } = require("websocket");

cases.play(cases.version("websocket"), (url, ended) => {
  const client = new WebSocketClient();
  client.on("connectFailed", ended);
  client.on("connect", (socket) => {
    socket.on("message", (message) =>
      message.type === "utf8" ? socket.sendUTF(message.utf8Data) : socket.sendBytes(message.binaryData),
    );
    socket.on("error", () => {}); // close follows
    socket.on("close", ended);
    socket.sendUTF("hello");
  });
  client.connect(url, cases.subprotocols);
});
