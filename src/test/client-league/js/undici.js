// The npm package undici, whose WebSocket is the one built into Node since 22. It offers compression by itself.
// Each case has an agent of its own, and so no kept connection.
const cases = require("./cases.js");
const { Agent, WebSocket } = require("undici");

cases.play(cases.version("undici"), (url, ended) => {
  const socket = new WebSocket(url, { protocols: cases.subprotocols, dispatcher: new Agent() });
  socket.binaryType = "arraybuffer";
  socket.onopen = () => socket.send("hello");
  socket.onmessage = (event) => socket.send(event.data);
  socket.onclose = ended;
});
