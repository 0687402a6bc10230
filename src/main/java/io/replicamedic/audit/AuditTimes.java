package io.replicamedic.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** When databases were audited last, without the verdicts; asked often, so it must be cheap. */
public interface AuditTimes {
  /** By database, of all that were ever audited. */
  Map<String, Instant> last();

  /** Of one. */
  Optional<Instant> last(String database);
}
