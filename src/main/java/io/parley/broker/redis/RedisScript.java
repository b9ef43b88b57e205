package io.parley.broker.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.parley.chat.StageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A script that Redis runs. It is sent by its hash, and as a whole where Redis does not know it.
 */
final class RedisScript {
  private final byte[] text;
  private final String digest;

  private RedisScript(byte[] text) {
    this.text = text;
    this.digest = HexFormat.of().formatHex(sha1(text));
  }

  /** Reads a script from resources of this package, one after another. */
  static RedisScript of(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(resource(name));
    }
    return new RedisScript(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) {
    try (InputStream stream = RedisScript.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha1(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] text() {
    return text.clone();
  }

  String digest() {
    return digest;
  }

  /**
   * Runs it. Where Redis has lost it, it is sent again: it was not run then.
   *
   * @return completes with the answer, whose strings are arrays of bytes and whose numbers are
   *     {@code Long}
   */
  CompletionStage<List<Object>> run(
      RedisAsyncCommands<byte[], byte[]> commands, byte[][] keys, byte[]... arguments) {
    CompletionStage<List<Object>> answer =
        commands.evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
    return answer.exceptionallyCompose(
        failure ->
            StageFailure.as(RedisNoScriptException.class, failure).isPresent()
                ? commands.eval(text, ScriptOutputType.MULTI, keys, arguments)
                : CompletableFuture.failedFuture(failure));
  }
}
