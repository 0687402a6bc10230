/**
 * The incidents as scenarios: a lab in a state, the service beside it, one POST, and the end that
 * must be reached. Tests and the demo run the same ones.
 */
@NullMarked
package io.replicamedic.scenario;

import org.jspecify.annotations.NullMarked;
