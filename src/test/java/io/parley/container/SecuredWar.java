package io.parley.container;

import io.parley.tool.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A copy of the WAR whose users the container has to log in, as an operator would make it. */
record SecuredWar(Path file) {
  private static final String LOGIN_PAGE =
      """
      <!DOCTYPE html>
      <html lang="en"><title>Log in</title>
      <form method="post" action="j_security_check">
        <label>Name <input name="j_username"></label>
        <label>Password <input name="j_password" type="password"></label>
        <button>Log in</button>
      </form>
      """;

  /** What stands for the login in the document's {@code web.xml}. */
  private static final Pattern LOGIN = Pattern.compile("(?s)<login-config>.*</login-config>");

  /** Whose users the container's realm knows, by basic authentication. */
  static SecuredWar basic(Path file, String realm) throws IOException {
    return copy(file, login("BASIC", realm, ""));
  }

  /** Whose users the container's realm knows, by a form. */
  static SecuredWar form(Path file, String realm) throws IOException {
    String pages =
        """
        <form-login-config>
          <form-login-page>/login.html</form-login-page>
          <form-error-page>/login.html</form-error-page>
        </form-login-config>
        """;
    return copy(file, login("FORM", realm, pages)).with("login.html", LOGIN_PAGE);
  }

  /** Whose users a mechanism of Jakarta Security logs in. */
  static SecuredWar mechanism(Path file, Class<?> mechanism) throws IOException {
    String beans =
        """
        <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"
               bean-discovery-mode="annotated"/>
        """;
    return copy(file, "").with("WEB-INF/beans.xml", beans).with(mechanism);
  }

  private static String login(String method, String realm, String more) {
    return "<login-config><auth-method>%s</auth-method><realm-name>%s</realm-name>%s</login-config>"
        .formatted(method, realm, more);
  }

  /** Copies it with the files of the document. */
  private static SecuredWar copy(Path file, String login) throws IOException {
    Files.copy(Deployment.war(), file);
    Document identity = Document.named("identity.md");
    Matcher descriptor = LOGIN.matcher(identity.file("WEB-INF/web.xml"));
    if (!descriptor.find()) {
      throw new IOException("the web.xml of the document has no login");
    }
    return new SecuredWar(file)
        .with("WEB-INF/web.xml", descriptor.replaceFirst(login))
        .with("WEB-INF/glassfish-web.xml", identity.file("WEB-INF/glassfish-web.xml"));
  }

  private SecuredWar with(String name, String text) throws IOException {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private SecuredWar with(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream("/" + name)) {
      return with("WEB-INF/classes/" + name, in.readAllBytes());
    }
  }

  private SecuredWar with(String name, byte[] content) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path target = zip.getPath(name);
      if (target.getParent() != null) {
        Files.createDirectories(target.getParent());
      }
      Files.write(target, content);
    }
    return this;
  }
}
