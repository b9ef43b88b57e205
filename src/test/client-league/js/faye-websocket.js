// The npm package faye-websocket, with its extension for compression.
const cases = require("./cases.js");
const { Client } = require("faye-websocket");
const deflate = require("permessage-deflate");

cases.play(cases.version("faye-websocket"), (url, ended) => {
  const socket = new Client(url, cases.subprotocols, { extensions: [deflate] });
  socket.onopen = () => socket.send("hello");
  socket.onmessage = (event) => socket.send(event.data);
  socket.onerror = () => {}; // close follows
  socket.onclose = ended;
});
