package io.replicamedic.access;

/**
 * A named key; only its SHA-256 is configured, never the key.
 *
 * @param name who or what calls with it: the actor in the journal
 * @param sha256 of the key's UTF-8 bytes, hexadecimal; keys are random and at least 20 characters,
 *     so that a plain hash suffices
 */
public record ApiKey(String name, String sha256) {}
