/**
 * What real crashes of real servers cost, counted, and compared with what the audit said
 * beforehand: process crashes by kill -9, host failures by {@link io.replicamedic.lab.Disk}.
 */
@NullMarked
package io.replicamedic.loss;

import org.jspecify.annotations.NullMarked;
