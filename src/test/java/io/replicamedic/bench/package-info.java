/**
 * What the status costs, with real servers and the service as a process of its own: measured by
 * {@code bench/status}, never by a test.
 */
@NullMarked
package io.replicamedic.bench;

import org.jspecify.annotations.NullMarked;
