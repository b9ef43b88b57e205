package io.parley.chat;

/**
 * A member as other members see it.
 *
 * @param name empty where it has none
 */
public record MemberInfo(String id, String name) {}
