/** The append-only, hash-chained record of everything said and done. Knows nothing. */
@NullMarked
package io.replicamedic.journal;

import org.jspecify.annotations.NullMarked;
