package io.parley.container;

import io.parley.tool.PlainJetty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of all containers, on a Jetty without what makes it faster. */
@ExtendWith(PlainJetty.class)
class PlainJettyContractIT extends JavaJarIT {}
