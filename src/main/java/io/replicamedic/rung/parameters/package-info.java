/**
 * Rungs and goals about server settings: parameter groups, and SET PERSIST where there are none.
 */
@NullMarked
package io.replicamedic.rung.parameters;

import org.jspecify.annotations.NullMarked;
