package io.replicamedic.outside;

/**
 * A process list entry that can be a receiver: user {@code system user} in a receiver's state.
 *
 * @param id process list id, what rds_kill takes
 * @param state the server's words: "Connecting to source", "Waiting for source to send event", …
 */
public record ReceiverSession(long id, String state) {}
