"""Tornado. Arguments: the URL, and the messages, each of which has to come back."""

import asyncio
import sys

import tornado
from tornado.websocket import websocket_connect


async def talk(url, messages):
    socket = await websocket_connect(url, compression_options={})
    print("version", tornado.version)
    for message in messages:
        await socket.write_message(message)
        heard = await asyncio.wait_for(socket.read_message(), 10)
        print("heard", heard if heard is not None else f"closed with {socket.close_code} {socket.close_reason}")


asyncio.run(talk(sys.argv[1], sys.argv[2:]))
