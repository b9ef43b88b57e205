package io.parley.server;

import io.parley.tool.PlainEngine;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong frames to an engine without its optimizations. */
@ExtendWith(PlainEngine.class)
class PlainEngineFrameErrorIT extends FrameErrorIT {}
