/**
 * The cut by swapping groups: a temporary group that allows all but the source takes the place of
 * those groups of the database that let it through, and gives it back.
 */
@NullMarked
package io.replicamedic.rung.network.swap;

import org.jspecify.annotations.NullMarked;
