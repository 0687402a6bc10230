/** Where secrets come from: environment and files. */
@NullMarked
package io.replicamedic.adapter.secrets;

import org.jspecify.annotations.NullMarked;
