/** Thin controllers, views, problem details and security. */
@NullMarked
package io.replicamedic.web;

import org.jspecify.annotations.NullMarked;
