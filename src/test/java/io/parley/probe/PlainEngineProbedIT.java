package io.parley.probe;

import io.parley.tool.PlainEngine;
import org.junit.jupiter.api.extension.ExtendWith;

/** The probe of an engine without its optimizations. */
@ExtendWith(PlainEngine.class)
class PlainEngineProbedIT extends ParleyProbedIT {}
