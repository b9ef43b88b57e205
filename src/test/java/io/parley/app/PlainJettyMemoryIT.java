package io.parley.app;

import io.parley.tool.PlainJetty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers that stall, on a Jetty without what makes it faster. */
@ExtendWith(PlainJetty.class)
class PlainJettyMemoryIT extends ClientMemoryIT {}
