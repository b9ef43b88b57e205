"""Python's aiohttp, with compression."""
import asyncio

import aiohttp
import cases


async def connect(url):
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url, protocols=cases.SUBPROTOCOLS, compress=15) as socket:
            await socket.send_str("hello")
            async for message in socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    await socket.send_str(message.data)
                elif message.type == aiohttp.WSMsgType.BINARY:
                    await socket.send_bytes(message.data)


asyncio.run(cases.play(aiohttp.__version__, connect))
