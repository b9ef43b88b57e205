package io.parley.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The file descriptors of this process.
 *
 * @param most the limit; {@link Long#MAX_VALUE} where the system does not tell it
 * @param used at the time of the call
 */
record Descriptors(long most, long used) {
  static Descriptors now() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new Descriptors(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount())
        : new Descriptors(Long.MAX_VALUE, 0);
  }
}
