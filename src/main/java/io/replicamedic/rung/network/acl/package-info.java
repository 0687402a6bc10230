/**
 * The cut by network ACL: a harmless placeholder entry is created below the one that lets the
 * source through, replaced by a deny, and deleted.
 */
@NullMarked
package io.replicamedic.rung.network.acl;

import org.jspecify.annotations.NullMarked;
