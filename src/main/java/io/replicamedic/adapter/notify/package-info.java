/** Tells other systems of alarms: a signed webhook. */
@NullMarked
package io.replicamedic.adapter.notify;

import org.jspecify.annotations.NullMarked;
