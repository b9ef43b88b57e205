// The npm package ws with its compression on; ends with the process that started it.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: 'localhost',
  port: 0,
  path: '/echo',
  perMessageDeflate: true,
  handleProtocols: (offered) => ['soap', 'wamp'].find((each) => offered.has(each)) ?? false,
});
server.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data, binary) => socket.send(data, { binary }));
});
server.on('listening', () => console.log(`ready at ${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
