package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptBundleTest {
  private final Map<String, String> modules = new HashMap<>();

  @Test
  void eachModuleRunsOnceAfterThoseThatItImports() {
    modules.put(
        "page.js", "import { a } from \"./a.js\";\nimport { b } from \"./b.js\";\n\na(b);\n");
    modules.put("a.js", "import { b } from \"./b.js\";\n\nexport const a = () => b;\n");
    modules.put("b.js", "export const b = \"$1\";\n");
    assertThat(ScriptBundle.of(modules, List.of("page.js")))
        .isEqualTo(
            """
            // b.js
            const $b = (() => {
            const b = "$1";
            return { b: b };
            })();
            // a.js
            const $a = (() => {
            const { b } = $b;

            const a = () => b;
            return { a: a };
            })();
            // page.js
            const $page = (() => {
            const { a } = $a;
            const { b } = $b;

            a(b);
            return {  };
            })();
            """);
  }

  @Test
  void everyFormOfExportAndImportThatThePagesUseIsKnown() {
    modules.put(
        "page.js",
        "import all from \"./all-of-it.js\";\nimport {\n  One,\n  two as three,\n} from \"./a.js\";\n");
    modules.put("all-of-it.js", "export default {\n  x: 1,\n};\n");
    modules.put(
        "a.js",
        "export class One {}\nexport function two() {}\nexport async function four() {}\nconst own = 5;\n");
    assertThat(ScriptBundle.of(modules, List.of("page.js")))
        .contains("const { default: all } = $all_of_it;\n", "const whole = {\n", "default: whole }")
        .contains("const { One,\n  two: three, } = $a;\n")
        .contains("\nclass One {}\nfunction two() {}\nasync function four() {}\nconst own = 5;\n")
        .contains("return { One: One, two: two, four: four };");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export let changes = 1;",
        "export { a };",
        "export * from \"./a.js\";",
        "import \"./a.js\";",
        "import * as a from \"./a.js\";",
        "import { a } from \"../a.js\";"
      })
  void anotherFormStopsTheStart(String source) {
    modules.put("page.js", source + "\n");
    modules.put("a.js", "export const a = 1;\n");
    assertThatThrownBy(() -> ScriptBundle.of(modules, List.of("page.js")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("page.js has \"" + source + '"');
  }

  @Test
  void aModuleThatIsMissingOrImportsItselfIsNamed() {
    modules.put("page.js", "import { a } from \"./a.js\";\n");
    assertThatThrownBy(() -> ScriptBundle.of(modules, List.of("page.js")))
        .hasMessage("a.js is missing");
    modules.put("a.js", "import { b } from \"./page.js\";\n");
    assertThatThrownBy(() -> ScriptBundle.of(modules, List.of("page.js")))
        .hasMessage("page.js imports itself");
  }
}
