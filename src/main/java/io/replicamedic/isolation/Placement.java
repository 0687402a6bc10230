package io.replicamedic.isolation;

/**
 * Where one network ACL denies a port of one address: first a placeholder that changes nothing,
 * then the deny in its place (design.md, Zombies: an entry has no id to burn, but a number).
 *
 * @param acl {@code acl-…}
 * @param placeholder allows what is allowed anyway
 * @param deny the same with the same number, denied
 */
public record Placement(String acl, AclEntry placeholder, AclEntry deny) {
  static Placement at(int number, String acl, Cidr address, int port) {
    return new Placement(
        acl,
        new AclEntry(number, "6", port, port, address, true),
        new AclEntry(number, "6", port, port, address, false));
  }
}
