package io.parley;

import io.parley.tool.PlainJetty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills servers whose Jetty runs without what makes it faster. */
@ExtendWith(PlainJetty.class)
class PlainJettyKillIT extends KillIT {}
