package io.parley.container;

import java.nio.file.Path;

/** The Tomcat of Jakarta EE 11. */
class Tomcat11IT extends ContainerContract {
  Tomcat11IT() {
    super("Tomcat 11");
  }

  @Override
  Container start(Path work) throws Exception {
    return Isolated.start("tomcat-11", "TomcatStarter", work);
  }
}
