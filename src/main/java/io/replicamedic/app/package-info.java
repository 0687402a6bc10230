/** Wiring: configuration, clock, scheduler; hands playbooks to the engine. Knows every room. */
@NullMarked
package io.replicamedic.app;

import org.jspecify.annotations.NullMarked;
