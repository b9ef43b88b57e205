package io.parley.endpoint;

import io.parley.tool.PlainEngine;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of a server whose engine runs without its optimizations. */
@ExtendWith(PlainEngine.class)
class PlainEngineFarewellIT extends FarewellIT {}
