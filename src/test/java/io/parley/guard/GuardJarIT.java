package io.parley.guard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.parley.tool.RunningParley;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the guard's jar contains, and what it does not. */
class GuardJarIT {
  private static JavaClasses classes;

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(RunningParley.guardJar().toFile())) {
      classes = new ClassFileImporter().importJar(jar);
    }
  }

  @Test
  void holdsThePackagesOfTheGuardAndNoOthers() {
    TreeSet<String> packages = new TreeSet<>();
    classes.forEach(type -> packages.add(type.getPackageName()));
    assertThat(packages)
        .containsExactly(
            "io.parley.guard",
            "io.parley.handshake",
            "io.parley.http",
            "io.parley.journal",
            "io.parley.logging",
            "io.parley.problem",
            "io.parley.spec");
  }

  @Test
  void holdsNoFileThatAContainerWouldActOn() throws IOException {
    try (JarFile jar = new JarFile(RunningParley.guardJar().toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName))
          .filteredOn(name -> !name.endsWith(".class"))
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF",
              "META-INF/maven/io.parley/parley-guard/pom.xml",
              "META-INF/maven/io.parley/parley-guard/pom.properties");
    }
  }

  @Test
  void holdsNoClassThatDeploysItself() {
    noClasses()
        .should()
        .beAnnotatedWith(ServerEndpoint.class)
        .orShould()
        .beAnnotatedWith(WebListener.class)
        .orShould()
        .beAnnotatedWith(WebServlet.class)
        .orShould()
        .beAnnotatedWith(WebFilter.class)
        .orShould()
        .beAssignableTo(Endpoint.class)
        .orShould()
        .beAssignableTo(ServerApplicationConfig.class)
        .orShould()
        .beAssignableTo(ServletContainerInitializer.class)
        .check(classes);
  }

  /** The one library that the guest has to bring is Jackson's core. */
  @Test
  void needsTheContainerAndOneLibrary() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "jakarta.servlet..",
                "jakarta.websocket..",
                "tools.jackson.core..",
                "io.parley.guard",
                "io.parley.handshake",
                "io.parley.http",
                "io.parley.journal",
                "io.parley.logging",
                "io.parley.problem",
                "io.parley.spec"))
        .check(classes);
  }
}
