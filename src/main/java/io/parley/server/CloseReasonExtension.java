package io.parley.server;

import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;

/**
 * Replaces the reason in close frames with which Jetty answers an exception. Jetty writes the
 * exception's message there, which often names a Java class. Other close frames pass unchanged.
 * Internal to the server: no client offers it, and no response names it.
 */
public final class CloseReasonExtension extends AbstractExtension {
  /** The first character marks an extension that Jetty does not negotiate. */
  static final String NAME = "@close-reason";

  private static final Pattern CLASS =
      Pattern.compile("[a-z][\\w$]*(\\.[\\w$]+)+|\\w*(Exception|Error)\\b");

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public void sendFrame(OutgoingEntry entry) {
    boolean close = entry.getFrame() instanceof CloseStatus.Supplier;
    nextOutgoingFrame(close ? worded(entry) : entry);
  }

  private static OutgoingEntry worded(OutgoingEntry entry) {
    CloseStatus status = CloseStatus.getCloseStatus(entry.getFrame());
    if (entry.getFrame().getOpCode() != OpCode.CLOSE || status.getCause() == null) {
      return entry;
    }
    String reason = reason(status.getCode(), status.getCause());
    return new OutgoingEntry.Builder(entry)
        .frame(new CloseStatus(status.getCode(), reason, status.getCause()).toFrame())
        .build();
  }

  /** Keeps Jetty's own sentences, which name a limit or what was wrong with a frame. */
  static String reason(int code, Throwable cause) {
    String message = cause.getMessage();
    boolean told = cause instanceof WebSocketException && message != null;
    if (told && !CLASS.matcher(message).find()) {
      return message;
    }
    return cause.getCause() instanceof DataFormatException
        ? "a compressed message cannot be inflated"
        : words(code);
  }

  private static String words(int code) {
    return switch (code) {
      case CloseStatus.SHUTDOWN -> "silent for too long";
      case CloseStatus.PROTOCOL -> "protocol error";
      case CloseStatus.BAD_DATA -> "unsupported data";
      case CloseStatus.BAD_PAYLOAD -> "invalid payload";
      case CloseStatus.POLICY_VIOLATION -> "not allowed";
      case CloseStatus.MESSAGE_TOO_LARGE -> "message too big";
      default -> "internal fault";
    };
  }
}
