package io.replicamedic.rung.parameters;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.rung.network.Cli;

/** What a person does about one of AWS's own groups, which nobody can change. */
final class OwnGroup {
  private OwnGroup() {}

  static boolean is(String group) {
    return group.startsWith("default.");
  }

  static String steps(AwsAccount account, ParameterGroup group, Remedy remedy, RdsFacts facts) {
    Cli cli = new Cli(account);
    boolean ofCluster = group.scope() == Scope.CLUSTER;
    String kind = ofCluster ? "db-cluster-parameter-group" : "db-parameter-group";
    String own = (ofCluster ? facts.cluster() : facts.instance()) + "-durable";
    String database =
        ofCluster
            ? "modify-db-cluster --db-cluster-identifier " + facts.cluster()
            : "modify-db-instance --db-instance-identifier " + facts.instance();
    return "%s is AWS's own group, which nobody can change: (1) %s --%s-name %s --%s-family %s --description durable; (2) %s --%s-name %s --parameters ParameterName=%s,ParameterValue=%s,ApplyMethod=pending-reboot; (3) %s --%s-name %s; (4) reboot it at a time of your choosing, which is when another group comes into force"
        .formatted(
            group.name(),
            cli.aws("rds create-" + kind),
            kind,
            own,
            "db-parameter-group",
            group.family(),
            cli.aws("rds modify-" + kind),
            kind,
            own,
            remedy.parameter(),
            remedy.wanted(),
            cli.aws("rds " + database),
            kind,
            own);
  }
}
