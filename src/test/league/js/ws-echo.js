// The npm package ws with its compression on; ends with the process that started it.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: 'localhost',
  port: 0,
  perMessageDeflate: true,
  handleProtocols: (offered) => ['soap', 'wamp'].find((each) => offered.has(each)) ?? false,
});
const paths = ['/echo', '/chat/load'];
server.shouldHandle = (request) => paths.includes(request.url.split('?', 1)[0]);

// Each message to everybody else, and its acknowledgement.
const room = new Set();
const chat = (socket) => {
  room.add(socket);
  socket.on('close', () => room.delete(socket));
  socket.on('message', (data, binary) => {
    for (const other of room) if (other !== socket) other.send(data, { binary });
    socket.send('data received');
  });
};
const echo = (socket) => socket.on('message', (data, binary) => socket.send(data, { binary }));

server.on('connection', (socket, request) => {
  socket.on('error', () => {});
  (request.url.startsWith('/chat') ? chat : echo)(socket);
});
server.on('listening', () => console.log(`ready at ${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
