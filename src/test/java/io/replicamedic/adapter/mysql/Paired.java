package io.replicamedic.adapter.mysql;

/** A test of a {@link Pair} of servers, whichever their release. */
interface Paired {
  Pair pair();
}
