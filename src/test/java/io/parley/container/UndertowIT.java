package io.parley.container;

import java.nio.file.Path;

class UndertowIT extends ContainerContract {
  UndertowIT() {
    super("Undertow");
  }

  @Override
  Container start(Path work) throws Exception {
    return Isolated.start("undertow", "UndertowStarter", work);
  }
}
