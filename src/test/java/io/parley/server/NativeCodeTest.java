package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeCodeTest {
  @ParameterizedTest
  @CsvSource({
    "org/sqlite/Code.class, Linux, amd64, true",
    "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so, Linux, amd64, true",
    "org/sqlite/native/Linux-Musl/x86_64/libsqlitejdbc.so, Linux, amd64, true",
    "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so, Linux, amd64, false",
    "org/sqlite/native/Windows/x86_64/sqlitejdbc.dll, Linux, amd64, false",
    "org/sqlite/native/Windows/x86_64/sqlitejdbc.dll, Windows 11, amd64, true",
    "org/sqlite/native/Mac/aarch64/libsqlitejdbc.dylib, Mac OS X, aarch64, true",
    "org/sqlite/native/Mac/x86_64/libsqlitejdbc.dylib, Mac OS X, aarch64, false",
    "org/sqlite/native/Linux/riscv64/libsqlitejdbc.so, Linux, riscv64, true",
    "org/sqlite/native/FreeBSD/x86_64/libsqlitejdbc.so, FreeBSD, amd64, true",
  })
  void keepsWhatThisMachineMayAskFor(
      String file, String system, String processor, boolean expected) {
    assertThat(NativeCode.mayBeNeeded(file, system, processor)).isEqualTo(expected);
  }
}
