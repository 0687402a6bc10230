/** Tests of the registry, of reading and of watching, with our own ports in memory behind them. */
@NullMarked
package io.replicamedic.fleet;

import org.jspecify.annotations.NullMarked;
