package io.replicamedic.rung.network;

import io.replicamedic.outside.ApiAnswer;
import java.util.function.Supplier;

/**
 * One AWS write, decided on what was just read.
 *
 * @param words for plan and journal
 * @param send sends it, once
 */
public record Call(String words, Supplier<ApiAnswer> send) {}
