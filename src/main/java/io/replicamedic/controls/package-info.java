/** The fences that people set: remediation on, observe-only or off; downtime. */
@NullMarked
package io.replicamedic.controls;

import org.jspecify.annotations.NullMarked;
