package io.replicamedic.adapter.store;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.ListCrudRepository;

/** Spring Data's access to workflow rows. */
interface WorkflowRows extends ListCrudRepository<WorkflowRow, String> {
  List<WorkflowRow> findByOrderByCreatedAtDesc(Limit limit);

  List<WorkflowRow> findByTargetOrderByCreatedAtDesc(String target, Limit limit);

  List<WorkflowRow> findByStateNotIn(List<String> states);
}
