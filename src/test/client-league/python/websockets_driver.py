"""Python's websockets. It offers compression by itself."""
import asyncio

import cases
import websockets


async def connect(url):
    async with websockets.connect(url, subprotocols=cases.SUBPROTOCOLS) as socket:
        await socket.send("hello")
        async for message in socket:
            await socket.send(message)


asyncio.run(cases.play(websockets.__version__, connect))
