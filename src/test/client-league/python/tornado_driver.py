"""Python's tornado, with compression."""
import asyncio

import cases
import tornado
from tornado.websocket import websocket_connect


async def connect(url):
    socket = await websocket_connect(url, subprotocols=cases.SUBPROTOCOLS, compression_options={})
    await socket.write_message("hello")
    while (message := await socket.read_message()) is not None:
        await socket.write_message(message, binary=isinstance(message, bytes))


asyncio.run(cases.play(tornado.version, connect))
