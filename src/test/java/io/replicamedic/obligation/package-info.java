/** Tests of what we owe. */
@org.jspecify.annotations.NullMarked
package io.replicamedic.obligation;
