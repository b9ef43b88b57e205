package io.parley;

import io.parley.tool.PlainEngine;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills servers whose engine runs without its optimizations. */
@ExtendWith(PlainEngine.class)
class PlainEngineKillIT extends KillIT {}
