package io.parley.probe;

/** What a report says of a case, whichever side of the handshake it judges. */
public interface JudgedCase {
  Address address();

  DemandLevel demandLevel();

  /** What we do, completing "we ...". */
  String we();

  /** What they have to do, completing "they ...". */
  String they();

  /** What is right, completing "a right answer ...". */
  String right();
}
