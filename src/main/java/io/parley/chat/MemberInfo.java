package io.parley.chat;

/**
 * A member as other members see it.
 *
 * @param name empty where it has none
 * @param proven whether the name is that of an account that the member logged in to
 */
public record MemberInfo(String id, String name, boolean proven) {
  /** Describes a member whose name nobody has proven. */
  public MemberInfo(String id, String name) {
    this(id, name, false);
  }

  /** Describes a member of a room. */
  public static MemberInfo of(Member member) {
    return new MemberInfo(member.id(), member.name().value(), member.isProven());
  }
}
