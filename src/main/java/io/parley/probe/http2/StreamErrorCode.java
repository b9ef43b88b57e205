package io.parley.probe.http2;

/** The error codes of RFC 9113 7, in the order of their numbers. */
enum StreamErrorCode {
  NO_ERROR,
  PROTOCOL_ERROR,
  INTERNAL_ERROR,
  FLOW_CONTROL_ERROR,
  SETTINGS_TIMEOUT,
  STREAM_CLOSED,
  FRAME_SIZE_ERROR,
  REFUSED_STREAM,
  CANCEL,
  COMPRESSION_ERROR,
  CONNECT_ERROR,
  ENHANCE_YOUR_CALM,
  INADEQUATE_SECURITY,
  HTTP_1_1_REQUIRED;

  /** The code's name, or its number where no standard names it. */
  static String shown(long code) {
    return code < values().length ? values()[(int) code].name() : "error " + code;
  }
}
