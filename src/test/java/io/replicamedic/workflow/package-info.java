@NullMarked
package io.replicamedic.workflow;

import org.jspecify.annotations.NullMarked;
