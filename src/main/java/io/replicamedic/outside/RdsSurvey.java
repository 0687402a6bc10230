package io.replicamedic.outside;

import java.time.Instant;
import java.util.List;

/**
 * The RDS API asked of everything in the account and region at once, page by page: one question for
 * many databases. Asked in the background by the fleet.
 */
public interface RdsSurvey {
  /**
   * DescribeDBInstances and DescribeDBClusters, every page; of any engine.
   *
   * @throws CloudUnreadable when a page is missing: half a survey would let databases vanish
   */
  List<RdsDatabase> databases();

  /**
   * DescribeEvents of instances and clusters, every page, oldest first; only those that {@link
   * RdsEvent.Kind} knows. RDS keeps 14 days of them, and promises neither order nor completeness.
   *
   * @throws CloudUnreadable when a page is missing
   */
  List<RdsEvent> events(Instant from);
}
