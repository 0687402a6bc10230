@NullMarked
package io.replicamedic.journal;

import org.jspecify.annotations.NullMarked;
