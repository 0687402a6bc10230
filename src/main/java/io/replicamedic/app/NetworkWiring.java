package io.replicamedic.app;

import io.replicamedic.adapter.aws.AwsAccess;
import io.replicamedic.adapter.names.SystemNames;
import io.replicamedic.journal.Journal;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.Names;
import io.replicamedic.rung.network.CutDischarger;
import io.replicamedic.rung.network.Isolation;
import io.replicamedic.rung.network.Means;
import io.replicamedic.rung.network.NetworkPolicy;
import io.replicamedic.rung.network.NetworkRungs;
import io.replicamedic.rung.network.Sentinel;
import io.replicamedic.rung.network.acl.NetworkAclMeans;
import io.replicamedic.rung.network.rules.SecurityGroupMeans;
import io.replicamedic.rung.network.swap.GroupSwapMeans;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Hands the network's rungs what they need; nothing of AWS is touched before it is asked for. */
@Configuration(proxyBeanMethods = false)
class NetworkWiring {
  @Bean
  AwsAccess awsAccess(Settings settings, Environment environment, Clock clock) {
    AwsSettings aws = settings.aws();
    return new AwsAccess(
        Optional.ofNullable(aws.endpoint()),
        Registration.account(aws),
        aws.timeout(),
        InstanceName.session(environment),
        clock);
  }

  @Bean
  AwsAccounts awsAccounts(AwsAccess access) {
    return access.accounts();
  }

  @Bean
  LoginTokens loginTokens(AwsAccess access) {
    return access.tokens();
  }

  @Bean
  Names names() {
    return new SystemNames();
  }

  @Bean
  NetworkPolicy networkPolicy(Settings settings) {
    NetworkSettings network = settings.network();
    return new NetworkPolicy(
        network.means().stream().map(NetworkSettings.Means::word).toList(),
        network.longestCut(),
        network.reserve(),
        network.patience(),
        network.pause(),
        network.watch());
  }

  @Bean
  SecurityGroupMeans securityGroupMeans(AwsAccounts aws, Obligations obligations) {
    return new SecurityGroupMeans(aws, obligations);
  }

  @Bean
  NetworkAclMeans networkAclMeans(AwsAccounts aws, Obligations obligations, Clock clock) {
    return new NetworkAclMeans(aws, obligations, clock);
  }

  @Bean
  GroupSwapMeans groupSwapMeans(
      AwsAccounts aws, Obligations obligations, Settings settings, Clock clock) {
    return new GroupSwapMeans(aws, obligations, settings.network().swapLag(), clock);
  }

  @Bean
  Isolation isolation(AwsAccounts aws, Names names, List<Means> means, NetworkPolicy policy) {
    return new Isolation(aws, names, means, policy);
  }

  @Bean
  NetworkRungs networkRungs(
      Isolation isolation,
      Obligations obligations,
      NetworkPolicy policy,
      Clock clock,
      Signals signals) {
    return new NetworkRungs(isolation, obligations, policy, clock, signals);
  }

  @Bean
  Discharger securityGroupDischarger(
      SecurityGroupMeans means, NetworkPolicy policy, Clock clock, Signals signals) {
    return new CutDischarger(means, policy, clock, signals);
  }

  @Bean
  Discharger networkAclDischarger(
      NetworkAclMeans means, NetworkPolicy policy, Clock clock, Signals signals) {
    return new CutDischarger(means, policy, clock, signals);
  }

  @Bean
  Discharger groupSwapDischarger(
      GroupSwapMeans means, NetworkPolicy policy, Clock clock, Signals signals) {
    return new CutDischarger(means, policy, clock, signals);
  }

  @Bean
  Sentinel sentinel(List<Means> means, Journal journal) {
    return new Sentinel(means, journal);
  }
}
