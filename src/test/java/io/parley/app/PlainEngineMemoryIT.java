package io.parley.app;

import io.parley.tool.PlainEngine;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers that stall, on an engine without its optimizations. */
@ExtendWith(PlainEngine.class)
class PlainEngineMemoryIT extends ClientMemoryIT {}
