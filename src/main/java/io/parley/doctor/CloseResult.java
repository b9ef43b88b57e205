package io.parley.doctor;

import io.parley.probe.PrintableOctets;

/**
 * How a WebSocket connection ended.
 *
 * @param code of the close frame; 1005 for one without a code, 1006 where none came
 * @param reason of the close frame, as it was sent
 */
record CloseResult(int code, String reason) {
  static final int NO_STATUS = 1005;
  static final int ABNORMAL = 1006;

  static CloseResult withoutCloseFrame() {
    return new CloseResult(ABNORMAL, "");
  }

  /** Reads the payload of a close frame. */
  static CloseResult of(String payload) {
    return payload.length() < 2
        ? new CloseResult(NO_STATUS, "")
        : new CloseResult(payload.charAt(0) << 8 | payload.charAt(1), payload.substring(2));
  }

  boolean isAbnormal() {
    return code == ABNORMAL;
  }

  @Override
  public String toString() {
    if (isAbnormal()) {
      return "without a close frame, which a browser reports as 1006";
    }
    String number = code == NO_STATUS ? "with a close frame without a code" : "with " + code;
    return reason.isEmpty() ? number : number + " \"" + PrintableOctets.brief(reason) + "\"";
  }
}
