package io.replicamedic.adapter.store;

import java.util.List;
import java.util.Set;
import org.springframework.data.domain.Limit;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** Spring Data's access to workflow rows. */
interface WorkflowRows extends ListCrudRepository<WorkflowRow, String> {
  List<WorkflowRow> findByOrderByCreatedAtDesc(Limit limit);

  List<WorkflowRow> findByTargetOrderByCreatedAtDesc(String target, Limit limit);

  @Query(
      "SELECT DISTINCT target FROM workflow"
          + " WHERE created_at >= :created AND updated_at >= :updated")
  Set<String> targets(String created, String updated);

  List<WorkflowRow> findByStateNotIn(List<String> states);
}
