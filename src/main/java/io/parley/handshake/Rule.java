package io.parley.handshake;

import java.util.List;

/** One row of the law. It never throws, whatever the offer holds. */
interface Rule {

  /** In the order in which the offer brought what they are about; none where it does not apply. */
  List<Finding> judge(Offer offer, Policy policy);
}
