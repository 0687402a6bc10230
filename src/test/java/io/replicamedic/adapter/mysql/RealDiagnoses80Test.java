package io.replicamedic.adapter.mysql;

import io.replicamedic.lab.Release;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The diagnoses as 8.0.15 gives rise to them. */
@ResourceLock("real diagnoses 80")
class RealDiagnoses80Test extends RealDiagnosesContract {
  RealDiagnoses80Test() throws SQLException {
    super(Release.MYSQL_8_0_15);
  }
}
