/**
 * Playbooks, phases, goals, rungs; the pure Decider and the Engine that alone writes. Knows the
 * journal and obligations.
 */
@NullMarked
package io.replicamedic.workflow;

import org.jspecify.annotations.NullMarked;
