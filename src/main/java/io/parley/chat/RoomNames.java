package io.parley.chat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of the members of one room, on whatever node they are, so that members with confusable
 * names can be told apart. Members without a name take no memory. Thread-safe.
 */
final class RoomNames {
  /**
   * Names at most; beyond, the one that came first is forgotten, and may no longer be told apart.
   */
  static final int MOST = 1_000;

  /** Characters of a tag at least. */
  static final int TAG = 4;

  // Guarded by this.
  /** The keys of the members by their ids, in the order of arrival. */
  private final Map<String, List<String>> keys = new LinkedHashMap<>(2);

  private final Map<String, Set<String>> ids = new HashMap<>(2);

  /** Adds a member, or the new name of one. */
  synchronized void add(MemberInfo member) {
    remove(member.id());
    if (member.name().isEmpty()) {
      return;
    }
    if (keys.size() >= MOST) {
      remove(keys.keySet().iterator().next());
    }
    List<String> own = ConfusableNames.keys(member.name());
    keys.put(member.id(), own);
    own.forEach(key -> ids.computeIfAbsent(key, any -> new HashSet<>(2)).add(member.id()));
  }

  synchronized void remove(String id) {
    List<String> own = keys.remove(id);
    if (own != null) {
      own.forEach(
          key ->
              ids.computeIfPresent(
                  key,
                  (same, all) -> {
                    all.remove(id);
                    return all.isEmpty() ? null : all;
                  }));
    }
  }

  /**
   * Adds a tag to a member where another one in the room has a confusable name: the shortest
   * beginning of the id that no other one of them shares.
   */
  MemberInfo tagged(MemberInfo member) {
    if (member.name().isEmpty() || isAlone(member.id())) {
      return member;
    }
    Set<String> others = others(member);
    int length = TAG;
    while (length < member.id().length() && isShared(member.id().substring(0, length), others)) {
      length++;
    }
    return others.isEmpty()
        ? member
        : member.withTag(member.id().substring(0, Math.min(length, member.id().length())));
  }

  /** Whether no other member has a name, so that nothing is to be compared. */
  private synchronized boolean isAlone(String id) {
    return keys.isEmpty() || (keys.size() == 1 && keys.containsKey(id));
  }

  private synchronized Set<String> others(MemberInfo member) {
    return ConfusableNames.keys(member.name()).stream()
        .flatMap(key -> ids.getOrDefault(key, Set.of()).stream())
        .filter(id -> !id.equals(member.id()))
        .collect(Collectors.toSet());
  }

  private static boolean isShared(String tag, Set<String> others) {
    return others.stream().anyMatch(id -> id.startsWith(tag));
  }
}
