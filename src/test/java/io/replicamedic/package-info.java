/** Tests about the whole house. */
@NullMarked
package io.replicamedic;

import org.jspecify.annotations.NullMarked;
