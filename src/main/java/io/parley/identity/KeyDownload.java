package io.parley.identity;

import io.parley.worker.JdkThreads;
import io.parley.worker.WorkerPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Downloads a key set. The whole exchange is bounded in time and in bytes, and no redirect is
 * followed: the address in the settings is the one that is trusted.
 */
final class KeyDownload implements AutoCloseable {
  /** For connecting, the response's fields and its content together. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  private static final int MOST_BYTES = 262_144;

  private final HttpClient client;

  /** The last exchange. */
  private volatile Optional<CompletableFuture<?>> exchange = Optional.empty();

  private volatile boolean closed;

  /**
   * @param pool runs the parts of an exchange; it must not be the caller's own
   */
  KeyDownload(WorkerPool pool) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(pool::execute);
    // Its thread ends when the client has been collected as garbage.
    this.client = JdkThreads.start(builder::build);
  }

  /**
   * Returns the content; blocks for at most {@link #LIMIT}.
   *
   * @throws IOException with a message that names the cause and has no words of the server
   */
  String get(URI uri) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request, info -> new BoundedText());
    exchange = Optional.of(response);
    try {
      if (closed) {
        response.cancel(true);
      }
      return content(response.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException failure) {
      throw new IOException(cause(failure.getCause()), failure.getCause());
    } catch (TimeoutException late) {
      throw new IOException("no answer in " + LIMIT.toSeconds() + " s", late);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopping);
    } catch (CancellationException ended) {
      throw new IOException("closed", ended);
    } finally {
      response.cancel(true);
    }
  }

  /** Ends the exchange that goes on; there is no other afterwards. */
  @Override
  public void close() {
    closed = true;
    exchange.ifPresent(response -> response.cancel(true));
  }

  boolean isClosed() {
    return closed;
  }

  private static String content(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }

  /** Names a failure without words that may be a server's. */
  private static String cause(Throwable failure) {
    return failure instanceof TooLargeException
        ? "more than " + MOST_BYTES + " bytes"
        : failure.getClass().getSimpleName();
  }

  /** The content has more bytes than a key set may have. */
  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Collects a content, and ends the exchange where it is too large. */
  private static final class BoundedText implements BodySubscriber<String> {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    @Override
    public CompletionStage<String> getBody() {
      return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (bytes.size() + buffer.remaining() > MOST_BYTES) {
          subscription.join().cancel();
          text.completeExceptionally(new TooLargeException());
          return;
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
    }

    @Override
    public void onError(Throwable failure) {
      text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
  }
}
