package io.parley.container;

import io.parley.settings.Option;
import io.parley.tool.RunningParley;
import java.nio.file.Path;
import java.util.List;

/** The WAR by itself, as {@code java -jar} runs it: at the root only. */
class JavaJarIT extends ContainerContract {
  JavaJarIT() {
    super("java -jar");
  }

  private record Running(RunningParley parley) implements Container {
    @Override
    public int port() {
      return parley.port(0);
    }

    @Override
    public List<String> contexts() {
      return List.of("");
    }

    @Override
    public void stop() throws Exception {
      parley.close();
    }
  }

  @Override
  Container start(Path work) throws Exception {
    return new Running(
        RunningParley.start(
            "--port",
            "0",
            "--" + Option.H2C.spelling(),
            "true",
            "--" + Option.ALLOW_ORIGIN.spelling(),
            Deployment.FRIEND,
            "--" + Option.DATA.spelling(),
            work.resolve("store").toString(),
            "--" + Option.OPERATOR_TOKEN_FILE.spelling(),
            Deployment.tokenFile().toString(),
            "--" + Option.MAX_MESSAGE.spelling(),
            Integer.toString(Deployment.MAX_MESSAGE)));
  }
}
