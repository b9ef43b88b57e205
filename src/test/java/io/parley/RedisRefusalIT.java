package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that would lose messages silently ends the start with status 2 and one line. */
class RedisRefusalIT {
  private static final String SECRET = "hunter2";

  @TempDir private Path folder;

  private String refusal(String url) throws Exception {
    try (WarProcess parley =
        WarProcess.start(
            folder,
            folder.resolve("err"),
            Map.of("PARLEY_REDIS_PASSWORD", SECRET),
            "--port",
            "0",
            "--redis",
            url)) {
      assertThat(parley.exit()).isEqualTo(2);
      String err = parley.err().strip();
      assertThat(err.lines()).as(err).hasSize(1);
      assertThat(err).doesNotContain(SECRET);
      return err;
    }
  }

  private RedisServer server(String... lines) throws IOException {
    RedisServer server = RedisServer.start(folder, lines);
    server.call("ACL", "SETUSER", "ann", "on", ">" + SECRET, "allkeys", "allchannels", "+@all");
    return server;
  }

  @Test
  void withoutAFileWithEvictionWithoutACommandAndWithoutAServer() throws Exception {
    try (RedisServer memory = server()) {
      String url = "redis://ann@" + memory.authority();
      assertThat(refusal(url)).contains("--redis", memory.authority(), "set appendonly yes");
      memory.call("CONFIG", "SET", "maxmemory", "100mb");
      memory.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
      assertThat(refusal(url)).contains("set maxmemory-policy noeviction");
      memory.call("ACL", "SETUSER", "ann", "-info");
      assertThat(refusal(url)).contains("NOPERM", "'info'");
      memory.call("ACL", "SETUSER", "ann", "resetpass", ">other");
      assertThat(refusal(url)).contains("does not answer", "or refuses the login");
    }
  }

  @Test
  void withAPasswordOnTheCommandLine() throws Exception {
    assertThat(refusal("redis://ann:" + SECRET + "@localhost"))
        .contains("an address without a password", "PARLEY_REDIS_PASSWORD");
  }
}
