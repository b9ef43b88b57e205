package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.RunningParley;
import io.parley.tool.TestCertificate;
import io.parley.tool.Trusting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The PKCS12 file is replaced again and again while clients talk and others come. */
@Timeout(120)
class CertificateReloadIT {
  private static final int TALKERS = 6;
  private static final int REPLACEMENTS = 3;
  private static final long PATIENCE_NS = 30_000_000_000L;

  @TempDir private Path folder;

  private final AtomicBoolean over = new AtomicBoolean();

  private void replace(Path keystore, String name) throws Exception {
    TestCertificate.make(folder, name, "dns:localhost");
    Files.move(folder.resolve(name + ".p12"), keystore, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void nobodyIsCutAndNobodyIsRefused() throws Exception {
    Path keystore = folder.resolve("server.p12");
    replace(keystore, "first");
    Path password = Files.writeString(folder.resolve("password"), "changeit");
    ExecutorService threads = Executors.newCachedThreadPool();
    try (RunningParley parley =
        RunningParley.start(
            "--tls-port",
            "0",
            "--tls-keystore",
            keystore.toString(),
            "--tls-password-file",
            password.toString())) {
      int port = parley.port(0);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < TALKERS; i++) {
        counts.add(threads.submit(() -> talk(port)));
      }
      counts.add(threads.submit(() -> come(port, "TLSv1.2")));
      counts.add(threads.submit(() -> come(port, "TLSv1.3")));
      for (int i = 0; i < REPLACEMENTS; i++) {
        replace(keystore, "number-" + i);
        awaitSubject(port, "CN=number-" + i);
      }
      over.set(true);
      for (Future<Integer> count : counts) {
        assertThat(count.get()).isGreaterThan(REPLACEMENTS);
      }
    } finally {
      over.set(true);
      threads.shutdown();
    }
  }

  private static void awaitSubject(int port, String name) throws Exception {
    long end = System.nanoTime() + PATIENCE_NS;
    while (!subject(port, "TLSv1.3").equals(name)) {
      assertThat(System.nanoTime()).as(name).isLessThan(end);
    }
  }

  /** On one connection from the beginning to the end; returns the number of echoes. */
  private int talk(int port) throws Exception {
    int sent = 0;
    try (Http2Client client = Http2Client.secure(port, Trusting.everyone())) {
      assertThat(client.open(1, "localhost:" + port, "/echo").status()).isEqualTo(200);
      for (int stream = 0; stream <= 1; stream++) {
        client.send(Http2Client.WINDOW_UPDATE, 0, stream, Http2Client.number(1 << 30));
      }
      while (!over.get()) {
        client.frame(1, 0x81, "message " + sent);
        assertThat(client.message(1)).isEqualTo("message " + sent);
        sent++;
      }
    }
    return sent;
  }

  /** One connection after another; each has to get some certificate. */
  private int come(int port, String version) throws Exception {
    int come = 0;
    while (!over.get()) {
      assertThat(subject(port, version)).startsWith("CN=");
      come++;
    }
    return come;
  }

  private static String subject(int port, String version) throws Exception {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    try (SSLSocket socket =
        (SSLSocket)
            Trusting.everyone().getSocketFactory().createSocket(plain, "localhost", port, true)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.setSoTimeout(30_000);
      socket.startHandshake();
      var own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return own.getSubjectX500Principal().getName();
    } catch (IOException e) {
      throw new AssertionError("refused", e);
    }
  }
}
