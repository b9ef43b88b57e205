package io.parley.chat;

/**
 * A member as other members see it.
 *
 * @param name empty where it has none
 * @param proven whether the name is that of an account that the member logged in to
 * @param tag tells it apart from another member with a confusable name, see {@link Rooms#tags};
 *     empty where it needs none, and where nobody has compared the names
 */
public record MemberInfo(String id, String name, boolean proven, String tag) {
  /** Describes a member whose name is not compared with those of others. */
  public MemberInfo(String id, String name, boolean proven) {
    this(id, name, proven, "");
  }

  /** Describes a member whose name nobody has proven. */
  public MemberInfo(String id, String name) {
    this(id, name, false);
  }

  MemberInfo withTag(String added) {
    return new MemberInfo(id, name, proven, added);
  }

  /** Describes a member of a room. */
  public static MemberInfo of(Member member) {
    return new MemberInfo(member.id(), member.name().value(), member.isProven());
  }
}
