package io.replicamedic.adapter.aws;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.Secrets;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ways to AWS that the service has, one for each region and role; made once by the wiring,
 * closed with it. Nothing is built or asked before the first call, so a service without AWS needs
 * neither region nor credentials. Our own credentials come from the SDK's default chain: system
 * properties, environment, web identity (IRSA), profile, container, instance; roles are assumed
 * with them.
 */
public final class AwsAccess implements AutoCloseable {
  private final AwsAccount standard;
  private final ClientMaking making;
  private final Map<AwsAccount, AccountServices> accounts = new ConcurrentHashMap<>();

  /**
   * Builds nothing yet.
   *
   * @param endpoint another place than AWS's own where EC2, RDS and STS are served; empty for AWS's
   * @param standard for what names no other
   * @param apiTimeout the longest that one call may take, repetitions of a reading included; less
   *     than the lease (design.md, Zombies). Assuming a role before it may take half as long again
   * @param session RoleSessionName of assumed roles: who we are, in CloudTrail
   * @param clock dates readings
   */
  public AwsAccess(
      Optional<URI> endpoint,
      AwsAccount standard,
      Duration apiTimeout,
      String session,
      Clock clock) {
    this.standard = standard;
    this.making = new ClientMaking(endpoint, apiTimeout, session, clock);
  }

  /** For whoever works on databases. */
  public AwsAccounts accounts() {
    return new AwsAccounts() {
      @Override
      public AwsServices of(AwsAccount account) {
        return clients(account);
      }

      @Override
      public AwsServices standard() {
        return clients(standard);
      }
    };
  }

  /** For whoever logs in to them. */
  public LoginTokens tokens() {
    return (account, endpoint, user) ->
        Calls.read("rds-db:connect", () -> clients(account).token(endpoint, user));
  }

  /** {@code aws-secretsmanager:} references; a name is looked for in the standard region. */
  public Secrets secrets() {
    return new ManagedSecrets(
        (region, name) ->
            Calls.read(
                "secretsmanager:GetSecretValue",
                () -> clients(region.isEmpty() ? standard : standard.in(region)).secret(name)),
        making.clock());
  }

  @Override
  public void close() {
    accounts.values().forEach(AccountServices::close);
    making.close();
  }

  private AccountServices clients(AwsAccount account) {
    return accounts.computeIfAbsent(account, wanted -> new AccountServices(wanted, making));
  }
}
