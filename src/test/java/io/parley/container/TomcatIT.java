package io.parley.container;

import java.nio.file.Path;

class TomcatIT extends ContainerContract {
  TomcatIT() {
    super("Tomcat");
  }

  @Override
  Container start(Path work) throws Exception {
    return Isolated.start("tomcat", "TomcatStarter", work);
  }
}
