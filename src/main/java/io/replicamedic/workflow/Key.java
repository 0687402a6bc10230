package io.replicamedic.workflow;

import java.util.function.Function;

/** A typed name in a workflow's memory, with how its value becomes text and back. */
public record Key<T>(String name, Function<T, String> write, Function<String, T> read) {}
