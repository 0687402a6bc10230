package io.replicamedic.workflow;

import java.util.List;

/** A goal and the ladder to it, gentlest rung first. */
public record Phase<G extends Grip>(String name, Goal<G> goal, List<Rung<G>> ladder) {}
