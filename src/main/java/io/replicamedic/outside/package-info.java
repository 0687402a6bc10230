/**
 * What we ask of the world: sessions on replicas and sources, secrets. Interfaces and their values
 * only; the adapters answer.
 */
@NullMarked
package io.replicamedic.outside;

import org.jspecify.annotations.NullMarked;
