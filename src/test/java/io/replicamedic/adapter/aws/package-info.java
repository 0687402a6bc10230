/** The AWS adapters against moto and against the lab's own endpoint: one contract, two clouds. */
@NullMarked
package io.replicamedic.adapter.aws;

import org.jspecify.annotations.NullMarked;
