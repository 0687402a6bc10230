/** What a transaction did and what of it is present locally: pure comparison of row images. */
@NullMarked
package io.replicamedic.forensics;

import org.jspecify.annotations.NullMarked;
