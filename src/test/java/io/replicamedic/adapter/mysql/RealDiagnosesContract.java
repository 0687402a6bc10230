package io.replicamedic.adapter.mysql;

import io.replicamedic.lab.Release;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each diagnosis on a real server that is really in that state. One pair of servers for all; a
 * class of its own for each release, which holds a lock so that its cases come one by one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class RealDiagnosesContract
    implements ThreadDiagnoses,
        ConnectingDiagnoses,
        FatalDiagnoses,
        ApplierDiagnoses,
        SourceDiagnoses,
        CheapReadings,
        LossDiagnoses,
        ResetLossesRead,
        RealAudits {
  private final Pair pair;

  RealDiagnosesContract(Release release) throws SQLException {
    this.pair = Pair.of(release);
  }

  @Override
  public Pair pair() {
    return pair;
  }

  @BeforeEach
  void reset() throws SQLException {
    pair.reset();
  }

  @AfterAll
  void end() {
    pair.close();
  }
}
