package io.parley.server;

import io.parley.tool.PlainJetty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong frames to a Jetty without what makes it faster. */
@ExtendWith(PlainJetty.class)
class PlainJettyFrameErrorIT extends FrameErrorIT {}
