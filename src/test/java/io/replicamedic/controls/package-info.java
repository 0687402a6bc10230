/** Tests of the fences that people set. */
@NullMarked
package io.replicamedic.controls;

import org.jspecify.annotations.NullMarked;
