package io.parley.handshake;

import java.util.List;

/** A rule that needs nothing but the request and the policy. It never throws, for any request. */
abstract class RequestRule extends Rule {
  /**
   * @param id the rule's name in findings
   */
  RequestRule(String id) {
    super(id);
  }

  /** The findings, in the order of the request; none where the rule does not apply. */
  abstract List<Finding> judge(ParsedHandshake handshake);
}
