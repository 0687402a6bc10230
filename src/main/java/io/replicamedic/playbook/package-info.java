/** One file per playbook, to be read as prose: phases, goals, ladders. */
@NullMarked
package io.replicamedic.playbook;

import org.jspecify.annotations.NullMarked;
