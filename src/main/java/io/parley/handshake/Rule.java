package io.parley.handshake;

import io.parley.spec.Clause;

/** One rule of the opening handshake: its id, and how it writes findings. */
abstract class Rule {
  private final String id;

  /**
   * @param id the rule's name in findings
   */
  Rule(String id) {
    this.id = id;
  }

  final String id() {
    return id;
  }

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
