package io.replicamedic.web;

import io.replicamedic.durability.RdsTraits;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The web tests' AWS: RDS's facts are the samples', and nothing else is the web's business. */
final class ScriptedAws implements AwsAccounts, AwsServices, RdsFleet {
  private final RdsSurvey survey;

  ScriptedAws(RdsSurvey survey) {
    this.survey = survey;
  }

  @Override
  public AwsServices of(AwsAccount account) {
    return this;
  }

  @Override
  public AwsServices standard() {
    return this;
  }

  @Override
  public AwsAccount account() {
    return AwsAccount.OWN;
  }

  @Override
  public RdsFleet fleet() {
    return this;
  }

  @Override
  public RdsSurvey survey() {
    return survey;
  }

  @Override
  public ParameterGroups parameters() {
    throw new AssertionError("these tests are not about parameter groups");
  }

  @Override
  public VpcNetwork network() {
    throw new AssertionError("the web does not ask EC2");
  }

  @Override
  public SecurityGroups groups() {
    throw new AssertionError("the web does not ask EC2");
  }

  @Override
  public NetworkAcls acls() {
    throw new AssertionError("the web does not ask EC2");
  }

  @Override
  public RdsFacts facts(AwsIdentity identity) {
    return Samples.facts(identity);
  }

  @Override
  public RdsDatabase database(AwsIdentity identity) {
    RdsFacts facts = facts(identity);
    return new RdsDatabase(
        facts,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(new RdsTraits(facts.status(), facts.multiAz(), 7, true, "", List.of(), 2)));
  }

  @Override
  public List<RdsFacts.Membership> groups(AwsIdentity owner) {
    return facts(owner).groups();
  }

  @Override
  public ApiAnswer setGroups(AwsIdentity owner, List<String> groups, Instant decidedAt) {
    throw new AssertionError("the web changes nothing by itself");
  }
}
