package io.replicamedic.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Verdicts in memory; without a journal. */
public final class MemoryAudits implements AuditStore {
  private final Map<String, List<KeptAudit>> kept = new TreeMap<>();

  @Override
  public synchronized KeptAudit keep(Judged audit, Occasion occasion) {
    List<KeptAudit> own = kept.computeIfAbsent(audit.audit().database(), _ -> new ArrayList<>());
    KeptAudit next =
        own.isEmpty() ? KeptAudit.first(1, audit, occasion) : own.getLast().then(audit, occasion);
    own.removeIf(it -> it.number() == next.number());
    own.add(next);
    return next;
  }

  /** As if it had never been audited. */
  public synchronized void forget() {
    kept.clear();
  }

  @Override
  public synchronized Optional<KeptAudit> last(String database) {
    return own(database).stream().max(Comparator.comparing(KeptAudit::number));
  }

  @Override
  public synchronized List<KeptAudit> lasts() {
    return kept.values().stream().filter(it -> !it.isEmpty()).map(List::getLast).toList();
  }

  @Override
  public synchronized Optional<KeptAudit> find(String database, long number) {
    return own(database).stream().filter(it -> it.number() == number).findFirst();
  }

  @Override
  public synchronized Optional<KeptAudit> at(String database, Instant moment) {
    return own(database).stream()
        .filter(it -> !it.firstAt().isAfter(moment))
        .max(Comparator.comparing(KeptAudit::number));
  }

  @Override
  public synchronized List<KeptAudit> history(String database, long before, int limit) {
    return own(database).reversed().stream()
        .filter(it -> it.number() < before)
        .limit(limit)
        .toList();
  }

  /** When each was audited last. */
  public AuditTimes times() {
    return new AuditTimes() {
      @Override
      public Map<String, Instant> last() {
        return lasts().stream()
            .collect(Collectors.toMap(it -> it.audit().database(), KeptAudit::lastAt));
      }

      @Override
      public Optional<Instant> last(String database) {
        return MemoryAudits.this.last(database).map(KeptAudit::lastAt);
      }
    };
  }

  private List<KeptAudit> own(String database) {
    return kept.getOrDefault(database, List.of());
  }
}
