package io.replicamedic.adapter.mysql;

import io.replicamedic.lab.Release;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The diagnoses as 5.7.22 gives rise to them. */
@ResourceLock("real diagnoses 57")
class RealDiagnoses57Test extends RealDiagnosesContract {
  RealDiagnoses57Test() throws SQLException {
    super(Release.MYSQL_5_7_22);
  }
}
