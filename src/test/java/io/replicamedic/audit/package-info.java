/** What an audit knows of a database, and what it remembers. */
@NullMarked
package io.replicamedic.audit;

import org.jspecify.annotations.NullMarked;
