/** The only user of java.sql against databases and of the binlog protocol. */
@NullMarked
package io.replicamedic.adapter.mysql;

import org.jspecify.annotations.NullMarked;
