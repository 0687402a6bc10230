/**
 * Durability audits: a database is read over its own session and from the RDS API, judged by the
 * pure rules, kept with its history, and compared. Asked by web, kept by the store.
 */
@NullMarked
package io.replicamedic.audit;

import org.jspecify.annotations.NullMarked;
