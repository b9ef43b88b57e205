package io.parley.server;

import io.parley.tool.PlainEngine;
import org.junit.jupiter.api.extension.ExtendWith;

/** Too many unstored messages to an engine without its optimizations. */
@ExtendWith(PlainEngine.class)
class PlainEngineBackpressureIT extends BackpressureIT {}
