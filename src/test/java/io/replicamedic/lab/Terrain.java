package io.replicamedic.lab;

/**
 * What is peculiar about the network around a lab's database, laid out by {@link Landscape}; part
 * of {@link LabSettings}, for the scripted endpoint only.
 */
public enum Terrain {
  /** Both addresses of the source are in a subnet of the database. */
  SOURCE_IN_DATABASE_SUBNET,
  /** The ACL of the database's subnets has as many egress entries as AWS lets it have. */
  FULL_ACL,
  /** The group lets everything out over IPv6 too. */
  IPV6_EGRESS
}
