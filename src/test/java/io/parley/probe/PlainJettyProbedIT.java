package io.parley.probe;

import io.parley.tool.PlainJetty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The probe of a Jetty without what makes it faster. */
@ExtendWith(PlainJetty.class)
class PlainJettyProbedIT extends ParleyProbedIT {}
