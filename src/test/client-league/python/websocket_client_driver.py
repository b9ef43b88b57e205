"""Python's websocket-client. It has no compression."""
import cases
import websocket


def connect(url):
    app = websocket.WebSocketApp(
        url,
        subprotocols=cases.SUBPROTOCOLS,
        on_open=lambda socket: socket.send("hello"),
        on_data=lambda socket, data, opcode, last: socket.send(data, opcode),
    )
    app.run_forever()


cases.play_in_threads(websocket.__version__, connect)
