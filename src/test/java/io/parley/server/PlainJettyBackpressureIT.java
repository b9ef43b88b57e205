package io.parley.server;

import io.parley.tool.PlainJetty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Too many unstored messages to a Jetty without what makes it faster. */
@ExtendWith(PlainJetty.class)
class PlainJettyBackpressureIT extends BackpressureIT {}
