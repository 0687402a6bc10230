/** Tests of the wiring: tasks and settings. */
@org.jspecify.annotations.NullMarked
package io.replicamedic.app;
