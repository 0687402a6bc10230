package io.replicamedic.outside;

/**
 * One file of a server's binary log, as SHOW BINARY LOGS lists it.
 *
 * @param size bytes; what may still be written is not in it
 */
public record BinlogFile(String name, long size) {}
