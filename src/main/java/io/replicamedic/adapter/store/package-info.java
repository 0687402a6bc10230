/** The store: journal, workflows, claims, obligations in one relational database. */
@NullMarked
package io.replicamedic.adapter.store;

import org.jspecify.annotations.NullMarked;
