package io.parley.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Leaves a test out where no browser is installed, and says so in the build's output. With {@code
 * TEST_BROWSER=required}, as a system property or in the environment, it fails there instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Condition.class)
@interface NeedsBrowser {
  String SWITCH = "TEST_BROWSER";

  Program value() default Program.CHROMIUM;

  /** What a test drives. */
  enum Program {
    /** By {@link Browser}. */
    CHROMIUM {
      @Override
      Optional<String> missing() {
        return Programs.missing();
      }
    },
    /** By {@link Firefox}. */
    FIREFOX {
      @Override
      Optional<String> missing() {
        return Programs.missingFirefox();
      }
    };

    /** What is not there, in words; empty if all is. */
    abstract Optional<String> missing();
  }

  /** Looks for the programs. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (context.getTestMethod().isPresent()) {
        return ConditionEvaluationResult.enabled("its class was");
      }
      return program(context)
          .missing()
          .map(Condition::without)
          .orElseGet(() -> ConditionEvaluationResult.enabled("a browser is installed"));
    }

    private static Program program(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), NeedsBrowser.class)
          .map(NeedsBrowser::value)
          .orElse(Program.CHROMIUM);
    }

    private static ConditionEvaluationResult without(String missing) {
      if (isRequired()) {
        throw new IllegalStateException(SWITCH + "=required, but " + missing);
      }
      return ConditionEvaluationResult.disabled(missing);
    }

    private static boolean isRequired() {
      return "required".equals(System.getProperty(SWITCH, System.getenv(SWITCH)));
    }
  }
}
