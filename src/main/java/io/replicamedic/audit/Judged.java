package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import java.util.List;

/**
 * An audit that is not kept yet.
 *
 * @param notes what it was judged as for want of knowing better, with the reasons
 */
public record Judged(Audit audit, List<String> notes) {
  /** Immutable. */
  public Judged {
    notes = List.copyOf(notes);
  }
}
