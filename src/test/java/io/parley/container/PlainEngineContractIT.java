package io.parley.container;

import io.parley.tool.PlainEngine;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of all containers, on an engine without its optimizations. */
@ExtendWith(PlainEngine.class)
class PlainEngineContractIT extends JavaJarIT {}
