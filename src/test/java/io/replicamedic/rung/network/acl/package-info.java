/** Cutting by network ACL on the lab's AWS endpoint, and undoing it. */
@NullMarked
package io.replicamedic.rung.network.acl;

import org.jspecify.annotations.NullMarked;
