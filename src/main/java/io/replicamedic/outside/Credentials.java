package io.replicamedic.outside;

/**
 * A login; the password is a reference (env:NAME or file:/path), resolved only at the moment of
 * use.
 */
public record Credentials(String user, String passwordRef) {}
