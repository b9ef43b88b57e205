package io.parley.spec;

/** How binding a clause is (RFC 2119). */
public enum RequirementLevel {
  MUST,
  SHOULD,
  MAY
}
