package io.replicamedic.adapter.mysql;

/** A value without a certain canonical text: its column goes to RowImage.unreadable. */
final class Uncertain extends Exception {
  Uncertain(String why) {
    super(why);
  }
}
