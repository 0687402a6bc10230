/** Tests of the webhook, on a receiver of our own on the loopback address. */
@org.jspecify.annotations.NullMarked
package io.replicamedic.adapter.notify;
