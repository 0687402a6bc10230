/** The fences that people set: remediation on, observe-only or off. */
@NullMarked
package io.replicamedic.controls;

import org.jspecify.annotations.NullMarked;
