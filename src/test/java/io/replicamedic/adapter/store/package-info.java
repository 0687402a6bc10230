@NullMarked
package io.replicamedic.adapter.store;

import org.jspecify.annotations.NullMarked;
