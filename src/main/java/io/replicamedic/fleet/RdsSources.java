package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Endpoint;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out what the RDS API calls the source of a channel: the RDS source of a managed replica;
 * else what is registered with the source, or with another database at its address; else whatever
 * RDS serves at the address that the channel is configured with.
 *
 * @param of what is known of an account
 */
record RdsSources(
    Function<AwsAccount, RdsPicture> of, Collection<RdsPicture> all, List<Database> registered) {

  /**
   * Of one channel. Where it is configured with an address that nobody knows, its registered source
   * has most likely moved, and is meant all the same.
   *
   * @param channel its name; "" is the default one
   */
  Optional<RdsSource> of(Database database, Endpoint configured, String channel) {
    RdsPicture own = of.apply(database.account());
    Optional<String> managed =
        own.facts(database).map(RdsFacts::managedSource).filter(it -> !it.isEmpty());
    if (managed.isPresent()) {
      return managed.map(it -> managed(it, own));
    }
    Optional<RegisteredSource> registered = database.source(channel);
    return registered
        .filter(source -> source.asDatabase().equals(configured))
        .flatMap(this::registered)
        .or(() -> served(configured))
        .or(() -> registered.flatMap(this::registered));
  }

  private Optional<RdsSource> registered(RegisteredSource source) {
    return named(source).or(() -> sameServer(source)).or(() -> served(source.asDatabase()));
  }

  private Optional<RdsSource> named(RegisteredSource source) {
    return source.aws().map(of.apply(source.account())::source);
  }

  private Optional<RdsSource> sameServer(RegisteredSource source) {
    return registered.stream()
        .filter(
            it ->
                it.endpoint().equals(source.asDatabase())
                    || it.endpoint().equals(source.asService()))
        .flatMap(it -> it.aws().map(of.apply(it.account())::source).stream())
        .findFirst();
  }

  private Optional<RdsSource> served(Endpoint address) {
    return all.stream().flatMap(it -> it.sourceAt(address).stream()).findFirst();
  }

  /** An identifier, or an ARN when it is in another region or account. */
  private RdsSource managed(String source, RdsPicture own) {
    String[] arn = source.split(":", 7);
    if (arn.length < 7 || !arn[0].equals("arn")) {
      return own.source(source)
          .orElseGet(
              () ->
                  new RdsSource(
                      own.account(),
                      "instance " + source,
                      Set.of(source),
                      Set.of(),
                      RdsSource.Reach.HERE));
    }
    return all.stream()
        .filter(it -> it.account().region().equals(arn[3]) && mayBeIn(it.account(), arn[4]))
        .sorted(Comparator.comparing(it -> !it.account().hasRole()))
        .flatMap(it -> it.source(arn[6]).stream())
        .findFirst()
        .orElseGet(
            () ->
                new RdsSource(
                    own.account(), source, Set.of(), Set.of(), RdsSource.Reach.ELSEWHERE));
  }

  /** A role's ARN has its account's number; whose our own credentials are nobody says. */
  private static boolean mayBeIn(AwsAccount account, String number) {
    return !account.hasRole() || account.role().contains("::" + number + ":");
  }
}
