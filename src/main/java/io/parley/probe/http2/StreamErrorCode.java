package io.parley.probe.http2;

/** The error codes of RFC 9113 7, in the order of their numbers. */
enum StreamErrorCode {
  NO_ERROR(0),
  PROTOCOL_ERROR(1),
  INTERNAL_ERROR(2),
  FLOW_CONTROL_ERROR(3),
  SETTINGS_TIMEOUT(4),
  STREAM_CLOSED(5),
  FRAME_SIZE_ERROR(6),
  REFUSED_STREAM(7),
  CANCEL(8),
  COMPRESSION_ERROR(9),
  CONNECT_ERROR(10),
  ENHANCE_YOUR_CALM(11),
  INADEQUATE_SECURITY(12),
  HTTP_1_1_REQUIRED(13);

  private final int number;

  StreamErrorCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The code's name, or its number where no standard names it. */
  static String shown(long code) {
    return code < values().length ? values()[(int) code].name() : "error " + code;
  }
}
