@NullMarked
package io.replicamedic.playbook;

import org.jspecify.annotations.NullMarked;
