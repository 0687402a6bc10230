package io.replicamedic.adapter.store;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.ListCrudRepository;

/** Spring Data's access to obligation rows. */
interface ObligationRows extends ListCrudRepository<ObligationRow, String> {
  List<ObligationRow> findByStateNotOrderByCreatedAt(String state);

  List<ObligationRow> findByWorkflowIdAndStateNotOrderByCreatedAt(String workflowId, String state);

  List<ObligationRow> findByStateNotAndDeadlineLessThan(String state, String deadline);

  List<ObligationRow> findByKindAndState(String kind, String state);

  List<ObligationRow> findByOrderByCreatedAtDesc(Limit limit);

  List<ObligationRow> findByKindAndStateAndClosedAtGreaterThanEqual(
      String kind, String state, String closedAt);
}
