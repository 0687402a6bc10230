package io.replicamedic.lab;

/** A user of a lab server and its password, random per lab so that leaks can be searched for. */
public record Account(String user, String password) {
  static Account named(String user) {
    return new Account(user, Passwords.random());
  }
}
