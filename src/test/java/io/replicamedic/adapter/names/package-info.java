/** Rules of name resolution that need no name server. */
@NullMarked
package io.replicamedic.adapter.names;

import org.jspecify.annotations.NullMarked;
