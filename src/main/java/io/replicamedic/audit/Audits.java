package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Auditor;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.Database;
import java.util.Optional;

/** Runs and keeps audits of registered databases; the one door for web and schedules. */
public final class Audits {
  private final Registry registry;
  private final Inspection inspection;
  private final Auditor auditor;
  private final AuditStore store;

  /** Wired once. */
  public Audits(Registry registry, Inspection inspection, Auditor auditor, AuditStore store) {
    this.registry = registry;
    this.inspection = inspection;
    this.auditor = auditor;
    this.store = store;
  }

  /**
   * Reads a database now, judges it and keeps the verdict. What cannot be read makes the verdict
   * unknown, and is no error.
   *
   * @throws io.replicamedic.fleet.UnknownDatabase when it is not registered
   */
  public KeptAudit run(String database, Occasion occasion) {
    return run(registry.require(database), occasion, inspection.cloud());
  }

  /**
   * The same as one of many.
   *
   * @param cloud what the RDS API says, which is asked once for all of a run
   */
  public KeptAudit run(Database database, Occasion occasion, Cloud cloud) {
    Inspection.Read read = inspection.read(database, cloud);
    return store.keep(new Judged(auditor.audit(read.reading()), read.notes()), occasion);
  }

  /**
   * Reads and judges it now and keeps nothing: for whoever acts on the verdict, and journals that.
   * Throws as {@link #run}.
   */
  public Audit look(String database) {
    return auditor.audit(inspection.read(registry.require(database), inspection.cloud()).reading());
  }

  /** What the RDS API says, asked once for many databases: for one run over the fleet. */
  public Cloud cloudOfRun() {
    return inspection.cloudOfRun();
  }

  /** The last verdict; throws as {@link #run}. */
  public Optional<KeptAudit> last(String database) {
    return store.last(registry.require(database).id());
  }
}
