package io.replicamedic.adapter.mysql;

import io.replicamedic.lab.Release;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The diagnoses as today's MySQL gives rise to them. */
@ResourceLock("real diagnoses Current")
class RealDiagnosesCurrentTest extends RealDiagnosesContract {
  RealDiagnosesCurrentTest() throws SQLException {
    super(Release.CURRENT);
  }
}
