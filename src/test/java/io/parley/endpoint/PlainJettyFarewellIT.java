package io.parley.endpoint;

import io.parley.tool.PlainJetty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of a server whose Jetty runs without what makes it faster. */
@ExtendWith(PlainJetty.class)
class PlainJettyFarewellIT extends FarewellIT {}
