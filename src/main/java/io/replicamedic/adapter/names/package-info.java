/** Name resolution, asked of the machine's own resolver. */
@NullMarked
package io.replicamedic.adapter.names;

import org.jspecify.annotations.NullMarked;
