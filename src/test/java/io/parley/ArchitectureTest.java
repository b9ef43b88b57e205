package io.parley;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may import which. A new package needs a row in the table, as short as possible. */
class ArchitectureTest {
  private static final String SERVLET = "jakarta.servlet..";
  private static final String WEBSOCKET = "jakarta.websocket..";
  private static final String TLS = "javax.net.ssl..";
  private static final String JSON = "tools.jackson..";
  private static final String METRICS = "io.micrometer..";
  private static final String JETTY = "org.eclipse.jetty..";
  private static final String MARKDOWN = "org.commonmark..";
  private static final String JOSE = "com.nimbusds..";
  private static final String SQLITE = "org.sqlite..";
  private static final String LETTUCE = "io.lettuce..";

  /** Each package with what it may import beside itself, the JDK and its annotations. */
  private static final Map<String, List<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("io.parley.archive", List.of()),
              Map.entry("io.parley.logging", List.of()),
              Map.entry("io.parley.memory", List.of()),
              Map.entry("io.parley.spec", List.of()),
              Map.entry("io.parley.http", List.of()),
              Map.entry("io.parley.handshake", List.of("io.parley.http", "io.parley.spec")),
              Map.entry(
                  "io.parley.problem",
                  List.of(
                      "io.parley.handshake",
                      "io.parley.http",
                      "io.parley.journal",
                      "io.parley.spec",
                      JSON)),
              Map.entry(
                  "io.parley.journal",
                  List.of("io.parley.handshake", "io.parley.http", "io.parley.logging")),
              Map.entry(
                  "io.parley.guard",
                  List.of(
                      "io.parley.handshake",
                      "io.parley.http",
                      "io.parley.journal",
                      "io.parley.logging",
                      "io.parley.problem",
                      SERVLET,
                      WEBSOCKET)),
              Map.entry(
                  "io.parley.identity",
                  List.of(
                      "io.parley.chat",
                      "io.parley.guard",
                      "io.parley.handshake",
                      "io.parley.http",
                      "io.parley.problem",
                      "io.parley.worker",
                      JOSE,
                      SERVLET)),
              Map.entry("io.parley.worker", List.of("io.parley.logging")),
              Map.entry("io.parley.chat", List.of("io.parley.logging", "io.parley.worker")),
              Map.entry("io.parley.subprotocol", List.of("io.parley.chat")),
              Map.entry(
                  "io.parley.subprotocol.text", List.of("io.parley.subprotocol", "io.parley.chat")),
              Map.entry("io.parley.broker", List.of("io.parley.chat", "io.parley.worker")),
              Map.entry(
                  "io.parley.broker.memory",
                  List.of("io.parley.broker", "io.parley.chat", "io.parley.worker")),
              Map.entry(
                  "io.parley.broker.redis",
                  List.of(
                      "io.parley.broker",
                      "io.parley.chat",
                      "io.parley.worker",
                      LETTUCE,
                      "io.netty..",
                      "reactor..")),
              Map.entry(
                  "io.parley.broker.sqlite",
                  List.of(
                      "io.parley.broker",
                      "io.parley.chat",
                      "io.parley.logging",
                      "io.parley.worker",
                      SQLITE)),
              Map.entry(
                  "io.parley.subprotocol.json",
                  List.of("io.parley.subprotocol", "io.parley.chat", JSON)),
              Map.entry(
                  "io.parley.endpoint",
                  List.of(
                      "io.parley.guard",
                      "io.parley.memory",
                      "io.parley.subprotocol",
                      "io.parley.chat",
                      "io.parley.worker",
                      WEBSOCKET)),
              Map.entry(
                  "io.parley.page",
                  List.of(
                      "io.parley.document",
                      "io.parley.handshake",
                      "io.parley.http",
                      "io.parley.journal",
                      "io.parley.problem",
                      "io.parley.spec",
                      "io.parley.worker",
                      JSON,
                      SERVLET,
                      TLS)),
              Map.entry("io.parley.document", List.of(MARKDOWN)),
              Map.entry("io.parley.ops", List.of("io.parley.journal", METRICS, SERVLET)),
              Map.entry("io.parley.rights", List.of("io.parley.chat", JSON)),
              Map.entry("io.parley.settings", List.of()),
              Map.entry(
                  "io.parley.app",
                  List.of(
                      "io.parley.broker.memory",
                      "io.parley.broker.redis",
                      "io.parley.broker.sqlite",
                      "io.parley.chat",
                      "io.parley.endpoint",
                      "io.parley.guard",
                      "io.parley.handshake",
                      "io.parley.http",
                      "io.parley.identity",
                      "io.parley.journal",
                      "io.parley.memory",
                      "io.parley.ops",
                      "io.parley.page",
                      "io.parley.problem",
                      "io.parley.rights",
                      "io.parley.settings",
                      "io.parley.subprotocol",
                      "io.parley.subprotocol.json",
                      "io.parley.subprotocol.text",
                      "io.parley.worker",
                      SERVLET,
                      WEBSOCKET)),
              Map.entry(
                  "io.parley.doctor",
                  List.of(
                      "io.parley.probe",
                      "io.parley.probe.transport",
                      TLS,
                      "javax.security.auth.x500..")),
              Map.entry("io.parley.probe", List.of("io.parley.probe.transport", "javax.xml..")),
              Map.entry("io.parley.probe.section", List.of("io.parley.probe")),
              Map.entry("io.parley.pem", List.of()),
              Map.entry(
                  "io.parley.probe.transport",
                  List.of("io.parley.pem", TLS, "javax.security.auth.x500..")),
              Map.entry(
                  "io.parley.probe.client",
                  List.of("io.parley.probe", "io.parley.probe.transport", TLS)),
              // Jetty's header compression: a decoder of our own would be one more to get right.
              Map.entry(
                  "io.parley.probe.http2",
                  List.of("io.parley.probe", "io.parley.probe.transport", JETTY)),
              // com.sun.management: the number of file descriptors, flags of the JVM.
              // javax.xml.parsers, org.xml.sax: initialized for Jetty. TLS: the trial of a
              // certificate.
              Map.entry(
                  "io.parley.server",
                  List.of(
                      "io.parley.archive",
                      "io.parley.pem",
                      "io.parley.settings",
                      "com.sun.management",
                      "javax.xml.parsers",
                      "org.xml.sax",
                      TLS,
                      WEBSOCKET,
                      JETTY)),
              Map.entry(
                  "io.parley",
                  List.of(
                      "io.parley.archive",
                      "io.parley.doctor",
                      "io.parley.probe",
                      "io.parley.probe.client",
                      "io.parley.probe.http2",
                      "io.parley.probe.section",
                      "io.parley.probe.transport",
                      "io.parley.server",
                      "io.parley.settings",
                      "picocli"))));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.parley");

  @TestFactory
  Stream<DynamicTest> importsOnlyWhatTheTableAllows() {
    return MAY_IMPORT.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(row.getKey(), () -> check(row.getKey(), row.getValue())));
  }

  private static void check(String name, List<String> allowed) {
    String[] permitted =
        Stream.concat(Stream.of(name, "java.."), allowed.stream()).toArray(String[]::new);
    classes()
        .that(resideInAPackage(name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(permitted))
        .check(CLASSES);
  }

  @Test
  void hasARowForEachPackage() {
    TreeSet<String> packages = new TreeSet<>();
    CLASSES.forEach(type -> packages.add(type.getPackageName()));
    assertThat(packages).isEqualTo(MAY_IMPORT.keySet());
  }

  /** A row: {@code | `package` | `import`, `import` | what it knows |}. */
  @Test
  void standsInTheDocument() throws IOException {
    Map<String, List<String>> rows =
        Pattern.compile("^\\| `([a-z0-9.]+)` \\| ([^|]*) \\| [^|]+ \\|$", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("src/site/markdown/architecture.md")))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> quoted(row.group(2))));
    Map<String, List<String>> table = new TreeMap<>();
    MAY_IMPORT.forEach(
        (name, imports) ->
            table.put(abbreviated(name), imports.stream().map(n -> abbreviated(n)).toList()));
    assertThat(new TreeMap<>(rows)).isEqualTo(table);
  }

  private static List<String> quoted(String cell) {
    return Pattern.compile("`([^`]+)`").matcher(cell).results().map(m -> m.group(1)).toList();
  }

  private static String abbreviated(String name) {
    return name.replaceFirst("^io\\.parley\\.", "").replaceFirst("\\.\\.$", "");
  }

  @Test
  void hasNoCycle() {
    slices().matching("(io.parley..)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void givesEachNameToOneClass() {
    Map<String, List<String>> named =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(named.values()).allSatisfy(names -> assertThat(names).hasSize(1));
  }

  /** A section of a standard has a number; nothing else is told apart by one. */
  @Test
  void numbersNoClassButTheSectionsOfStandards() {
    classes()
        .that()
        .resideOutsideOfPackage("io.parley.probe.section")
        .and()
        .areTopLevelClasses()
        .should()
        .haveNameNotMatching(".*[0-9]")
        .check(CLASSES);
  }

  @TestFactory
  Stream<DynamicTest> saysOfEachPackageWhatItKnows() {
    return MAY_IMPORT.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertThat(sentence(name)).startsWith("Knows ")));
  }

  private static String sentence(String name) throws IOException {
    Path file = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
    return Files.readString(file).replaceFirst("(?s).*?/\\*\\*[\\s*]*", "");
  }

  /**
   * What works on a thread of its own is watched over. The launcher, server, prober and doctor have
   * none.
   */
  @Test
  void leavesTheMakingOfThreadsToOnePackage() {
    noClasses()
        .that(
            resideInAPackage("io.parley..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "io.parley",
                            "io.parley.server",
                            "io.parley.doctor",
                            "io.parley.probe..",
                            "io.parley.worker"))))
        .should()
        .dependOnClassesThat(
            isOneOf(
                java.util.Timer.class,
                java.util.concurrent.Executors.class,
                java.util.concurrent.ForkJoinPool.class,
                java.util.concurrent.ScheduledThreadPoolExecutor.class,
                java.util.concurrent.ThreadPoolExecutor.class))
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class, String.class)
        .orShould()
        .beAssignableTo(Thread.class)
        .check(CLASSES);
  }

  /** The embedded server looks for annotated classes in no other package. */
  @Test
  void declaresToTheContainerInTwoPackages() {
    classes()
        .that()
        .areAnnotatedWith(
            DescribedPredicate.describe(
                "annotations of Jakarta EE",
                annotation -> annotation.getRawType().getPackageName().startsWith("jakarta.")))
        .should()
        .resideInAnyPackage("io.parley.app", "io.parley.endpoint")
        .check(CLASSES);
  }

  /** The rules are functions: the same offer gets the same answer tomorrow and on any machine. */
  @Test
  void keepsTimeChanceAndTheWorldOutOfTheRules() {
    noClasses()
        .that(resideInAnyPackage("io.parley.handshake", "io.parley.http", "io.parley.spec"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.time..", "java.io..", "java.nio.file..", "java.net..")
                .or(isOneOf(System.Logger.class, java.util.Random.class, Thread.class)))
        .check(CLASSES);
  }

  /**
   * A throwable's words may be a peer's, and containers print them. These log one without its
   * words, or one that no peer was there to cause: at the start, at the end, or of a task of the
   * server's own.
   */
  @Test
  void leavesTheLogOfFailuresToThoseWhoTakeTheWordsOut() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.parley.guard.LimitedLog")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.guard.HandshakeFilter")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.journal.HandshakeListener$All")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.chat.FailureLog")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.worker.Worker")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.broker.sqlite.ReadConnectionPool")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.broker.sqlite.StoreWriter")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.broker.sqlite.StoreDirectory")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.app.BrokerFactory")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.Main")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.server.ShutdownStep")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.server.PeriodicTask")
        .and()
        .doNotHaveFullyQualifiedName("io.parley.server.ProcessEnd")
        .should()
        .callMethod(
            System.Logger.class, "log", System.Logger.Level.class, String.class, Throwable.class)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> isOneOf(Class<?>... types) {
    return DescribedPredicate.describe(
        "are one of " + Arrays.toString(types),
        type -> Arrays.stream(types).anyMatch(type::isEquivalentTo));
  }

  @Test
  void explainsEachPackageInItsFirstSentence() {
    assertThat(MAY_IMPORT.keySet())
        .allSatisfy(
            name -> {
              var file =
                  java.nio.file.Path.of(
                      "src/main/java", name.replace('.', '/'), "package-info.java");
              assertThat(java.nio.file.Files.readString(file).replaceAll("\\s+\\*?\\s*", " "))
                  .startsWith("/** Knows ");
            });
  }
}
