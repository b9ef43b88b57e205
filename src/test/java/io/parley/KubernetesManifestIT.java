package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.Option;
import io.parley.tool.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The manifest of {@code deploy.md}. No cluster is used: the manifest is read, and its command runs
 * outside one.
 */
class KubernetesManifestIT {
  @TempDir private Path folder;

  @Test
  void theCommandAndTheProbesOfTheManifestWorkOutsideACluster() throws Exception {
    Map<String, Map<String, Object>> manifest = manifest();
    Map<String, Object> pod = at(manifest.get("Deployment"), "spec", "template", "spec");
    Map<String, Object> container = Json.objects(pod, "containers").get(0);
    List<String> arguments =
        ((List<?>) container.get("args")).stream().map(Object::toString).toList();
    assertThat(arguments).allMatch(KubernetesManifestIT::isOption);
    assertThat(arguments).contains("--allow-host=" + ingressHost(manifest));
    assertThat(Json.objects(container, "env"))
        .allMatch(
            variable -> DeployFiles.environmentNames().contains(variable.get("name").toString()));
    assertThat(((Long) pod.get("terminationGracePeriodSeconds")).intValue())
        .isGreaterThan(DeployFiles.drain(String.join(" ", arguments)) + DeployFiles.STOP);

    List<String> command =
        new ArrayList<>(
            DeployFiles.strings(DeployFiles.line(DeployFiles.text("Containerfile"), "ENTRYPOINT")));
    command.addAll(arguments);
    try (WarProcess parley =
        DeployFiles.start(folder, Map.of("PARLEY_OPERATOR_TOKEN", DeployFiles.TOKEN), command)) {
      int port = DeployFiles.port(parley);
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        Map<String, Object> get = at(container, probe, "httpGet");
        String host = Json.objects(get, "httpHeaders").get(0).get("value").toString();
        assertThat(get).containsEntry("port", Json.objects(container, "ports").get(0).get("name"));
        assertThat(DeployFiles.status(port, get.get("path").toString(), host, ""))
            .as(probe)
            .isEqualTo(200);
        assertThat(DeployFiles.status(port, get.get("path").toString(), "10.1.2.3:8080", ""))
            .as("without the host, as the comment says")
            .isEqualTo(421);
      }
      assertThat(at(container, "livenessProbe", "httpGet")).containsEntry("path", "/health/live");
      assertThat(at(container, "readinessProbe", "httpGet")).containsEntry("path", "/health/ready");
    }
  }

  @Test
  void theObjectsOfTheManifestFitTogether() throws Exception {
    Map<String, Map<String, Object>> manifest = manifest();
    Map<String, Object> deployment = at(manifest.get("Deployment"), "spec");
    Map<String, Object> pod = at(deployment, "template", "spec");
    Map<String, Object> container = Json.objects(pod, "containers").get(0);
    Object labels = at(deployment, "template", "metadata", "labels");
    assertThat(at(deployment, "selector", "matchLabels")).isEqualTo(labels);
    Map<String, Object> service = at(manifest.get("Service"), "spec");
    assertThat(service.get("selector")).isEqualTo(labels);
    Map<String, Object> servicePort = Json.objects(service, "ports").get(0);
    Map<String, Object> port = Json.objects(container, "ports").get(0);
    assertThat(servicePort.get("targetPort")).isEqualTo(port.get("name"));
    assertThat(container.get("args").toString())
        .contains("--port=" + port.get("containerPort"))
        .contains("--data=" + mount(container).get("mountPath") + "/");
    assertThat(deployment).containsEntry("replicas", 1L);
    assertThat(at(deployment, "strategy")).containsEntry("type", "Recreate");

    Map<String, Object> volume = Json.objects(pod, "volumes").get(0);
    assertThat(mount(container).get("name")).isEqualTo(volume.get("name"));
    assertThat(at(volume, "persistentVolumeClaim"))
        .containsEntry(
            "claimName", at(manifest.get("PersistentVolumeClaim"), "metadata").get("name"));
    Map<String, Object> rule = Json.objects(at(manifest.get("Ingress"), "spec"), "rules").get(0);
    Map<String, Object> path = Json.objects(at(rule, "http"), "paths").get(0);
    Map<String, Object> backend = at(path, "backend", "service");
    assertThat(backend).containsEntry("name", at(manifest.get("Service"), "metadata").get("name"));
    assertThat(at(backend, "port")).containsEntry("name", servicePort.get("name"));
    assertThat(path).containsEntry("path", "/");
  }

  private static Map<String, Object> mount(Map<String, Object> container) {
    return Json.objects(container, "volumeMounts").get(0);
  }

  private static String ingressHost(Map<String, Map<String, Object>> manifest) {
    return Json.objects(at(manifest.get("Ingress"), "spec"), "rules").get(0).get("host").toString();
  }

  private static boolean isOption(String argument) {
    return Arrays.stream(Option.values())
        .anyMatch(option -> argument.startsWith("--" + option.spelling() + "="));
  }

  /** The objects by their kinds. */
  private static Map<String, Map<String, Object>> manifest() throws Exception {
    DeployFiles.requires("/usr/bin/python3", "-c", "import yaml");
    String script = "import json,sys,yaml; print(json.dumps(list(yaml.safe_load_all(sys.stdin))))";
    Process python = new ProcessBuilder("/usr/bin/python3", "-c", script).start();
    try (var in = python.getOutputStream()) {
      in.write(DeployFiles.text("kubernetes.yaml").getBytes(StandardCharsets.UTF_8));
    }
    String list = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, Map<String, Object>> manifest = new LinkedHashMap<>();
    for (Map<String, Object> each : Json.objects(Json.object("{\"all\":" + list + "}"), "all")) {
      manifest.put(each.get("kind").toString(), each);
    }
    return manifest;
  }

  private static Map<String, Object> at(Map<String, Object> object, String... path) {
    Map<String, Object> found = object;
    for (String name : path) {
      found = Json.object(found, name);
    }
    return found;
  }
}
