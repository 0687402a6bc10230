@NullMarked
package io.replicamedic.isolation;

import org.jspecify.annotations.NullMarked;
