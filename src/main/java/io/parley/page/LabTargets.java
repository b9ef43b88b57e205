package io.parley.page;

import java.util.List;
import java.util.function.Predicate;

/**
 * The targets that the lab may send to.
 *
 * @param paths templates of the endpoints, to choose from
 * @param endpoint whether a path has an endpoint
 * @param alone whether the server has no other applications and hosts
 */
public record LabTargets(List<String> paths, Predicate<String> endpoint, boolean alone) {
  public LabTargets {
    paths = List.copyOf(paths);
  }
}
