package io.replicamedic.audit;

import io.replicamedic.durability.Fact;
import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import java.util.List;

/**
 * What AWS says of registered databases, asked by an {@link Inspection}; never throws for what it
 * could not ask.
 */
public interface Cloud {
  /** What the RDS API says of it; unknown with the reason when it knows none, or says nothing. */
  Fact<RdsDatabase> database(Database database);

  /** The parameter groups that it uses, with what they say of what the rules look at. */
  Fact<List<ParameterGroup>> groups(Database database, Fact<RdsDatabase> told);
}
