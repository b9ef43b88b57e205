package io.parley;

import io.parley.probe.Probe;
import io.parley.probe.ProbeOptions;
import io.parley.probe.Section;
import io.parley.probe.http2.OfferedVersions;
import io.parley.probe.http2.TunnelSections;
import io.parley.probe.section.Sections;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Over which versions of HTTP a server is probed. */
final class HttpVersionArguments {
  static final List<String> NAMES = List.of("--http1", "--http2");

  @Option(names = "--http1", description = "The cases over HTTP/1.1.")
  private boolean http1;

  @Option(
      names = "--http2",
      description = "Those over HTTP/2 (RFC 8441); in cleartext by prior knowledge.")
  private boolean http2;

  /** The cases over every version. */
  static List<Section> all() {
    return sections(true, true);
  }

  /**
   * The cases over the versions that are asked for. Without a wish, {@code --only} decides where it
   * names cases of one version; else what the server offers does.
   *
   * @throws IOException if the server cannot be reached
   */
  List<Section> sections(ProbeOptions options) throws IOException {
    if (http1 || http2) {
      return sections(http1, http2);
    }
    if (Probe.count(options, Sections.all()) == 0) {
      return TunnelSections.all();
    }
    if (Probe.count(options, TunnelSections.all()) == 0) {
      return Sections.all();
    }
    OfferedVersions offered = OfferedVersions.of(options);
    return sections(offered.http1(), offered.http2());
  }

  private static List<Section> sections(boolean http1, boolean http2) {
    return Stream.of(
            http1 ? Sections.all() : List.<Section>of(),
            http2 ? TunnelSections.all() : List.<Section>of())
        .flatMap(List::stream)
        .toList();
  }
}
