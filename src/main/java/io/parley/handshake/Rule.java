package io.parley.handshake;

import io.parley.spec.Clause;
import java.util.List;

/** One rule of the opening handshake. It never throws, whatever the request holds. */
abstract class Rule {
  private final String id;

  /**
   * @param id names the rule in findings
   */
  Rule(String id) {
    this.id = id;
  }

  final String id() {
    return id;
  }

  /** In the order in which the request has what they are about; none where it does not apply. */
  abstract List<Finding> judge(ParsedHandshake handshake);

  final Finding passed(Clause clause, String saw, String detail) {
    return Finding.passed(id, clause, saw, detail);
  }

  final Finding refused(ProblemCode problemCode, String saw, String detail) {
    return Finding.refused(id, problemCode, saw, detail);
  }

  final Finding chosen(Clause clause, String saw, String detail) {
    return Finding.chosen(id, clause, saw, detail);
  }

  final Finding declined(ProblemCode problemCode, String saw, String detail) {
    return Finding.declined(id, problemCode, saw, detail);
  }

  final Finding ignored(Clause clause, String saw, String detail) {
    return Finding.ignored(id, clause, saw, detail);
  }
}
