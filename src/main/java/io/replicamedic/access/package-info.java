/** Named keys and roles: who is calling. */
@NullMarked
package io.replicamedic.access;

import org.jspecify.annotations.NullMarked;
