package io.replicamedic.replication;

/**
 * What a replica says of itself that its own transactions are judged by.
 *
 * @param uuid its server_uuid
 * @param readOnly read_only at the reading: no application can write, RDS itself can
 */
public record ThisServer(String uuid, boolean readOnly) {}
