@NullMarked
package io.replicamedic.outside;

import org.jspecify.annotations.NullMarked;
