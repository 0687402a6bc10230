/** Tests of the API over real HTTP, with our own ports in memory behind it. */
@NullMarked
package io.replicamedic.web;

import org.jspecify.annotations.NullMarked;
