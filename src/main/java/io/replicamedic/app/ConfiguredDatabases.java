package io.replicamedic.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.replicamedic.fleet.ConfigurationProblem;
import io.replicamedic.fleet.Misconfigured;
import io.replicamedic.outside.Database;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The databases of a {@link Configuration}, each bound by itself so that a wrong one spoils no
 * other. As for any list of Spring Boot's, the source of the highest order that has one has all.
 */
final class ConfiguredDatabases {
  static final ConfigurationPropertyName LIST = Configuration.ROOT.append("databases");

  private final Optional<Settings> whole;
  private final List<Entry> entries = new ArrayList<>();
  private final List<ConfigurationProblem> unusable = new ArrayList<>();

  /** One element of the list. */
  private record Entry(
      ConfigurationPropertyName at,
      Optional<DatabaseSettings> db,
      List<ConfigurationProblem> problems) {

    String id() {
      return db.map(DatabaseSettings::id).filter(it -> it.matches(DatabaseSettings.ID)).orElse("");
    }

    String endpoint() {
      return db.filter(it -> it.host() != null)
          .map(it -> it.host().toLowerCase(Locale.ROOT) + ":" + it.port())
          .orElse("");
    }
  }

  /** Looks at all of them. */
  ConfiguredDatabases(
      ConfigurableEnvironment environment,
      List<ConfigurationPropertySource> sources,
      Validator validator,
      Optional<Settings> whole) {
    this.whole = whole;
    for (ConfigurationPropertySource source : sources) {
      ConfigurationProperty itself = source.getConfigurationProperty(LIST);
      if (itself != null && !String.valueOf(itself.getValue()).isBlank()) {
        unusable.add(
            new ConfigurationProblem(
                LIST.toString(), Origins.where(itself), "is no list", "- id: …, - id: …"));
        return;
      }
      if (has(source, LIST)) {
        Binder binder =
            new Binder(List.of(source), new PropertySourcesPlaceholdersResolver(environment));
        LenientBinding binding = new LenientBinding(binder, List.of(source), validator);
        read(binding, source);
        distrust(binding, "id", Entry::id, "an id of its own");
        distrust(binding, "host", Entry::endpoint, "one registration for each server");
        return;
      }
    }
  }

  private static boolean has(ConfigurationPropertySource source, ConfigurationPropertyName name) {
    return source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT;
  }

  private void read(LenientBinding binding, ConfigurationPropertySource source) {
    Map<Integer, List<ConfigurationPropertyName>> said =
        SaidKeys.below(source, LIST).collect(groupingBy(ConfiguredDatabases::number));
    boolean meant = !SaidKeys.meantForUs(source, LIST).isEmpty();
    ConfigurationPropertyName at = LIST.append("[0]");
    for (int index = 0; has(source, at); index++) {
      entries.add(entry(binding, at, meant ? said.getOrDefault(index, List.of()) : List.of()));
      at = LIST.append("[" + (index + 1) + "]");
    }
    int read = entries.size();
    said.entrySet().stream()
        .filter(it -> it.getKey() >= read)
        .map(it -> it.getValue().getFirst())
        .findFirst()
        .ifPresent(
            name ->
                unusable.add(
                    binding.problem(
                        name,
                        "is out of order: there is no databases[" + read + "]",
                        "number them from 0 without a gap")));
  }

  private static int number(ConfigurationPropertyName name) {
    int at = LIST.getNumberOfElements();
    try {
      return Integer.parseInt(name.getElement(at, ConfigurationPropertyName.Form.UNIFORM));
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static Entry entry(
      LenientBinding binding, ConfigurationPropertyName at, List<ConfigurationPropertyName> said) {
    LenientBinding.Bound<DatabaseSettings> bound = binding.bind(at, DatabaseSettings.class);
    List<ConfigurationProblem> problems = new ArrayList<>(bound.problems());
    for (ConfigurationPropertyName name : said) {
      KnownKeys.remedy(name, at.getNumberOfElements(), DatabaseSettings.class, Set.of())
          .ifPresent(remedy -> problems.add(binding.problem(name, "is not known", remedy)));
    }
    if (bound.problems().isEmpty()) {
      bound.value().stream()
          .flatMap(db -> DatabaseRules.brokenBy(db).stream())
          .forEach(
              it ->
                  problems.add(
                      binding.problem(
                          at.append(ConfigurationPropertyName.of(it.key())),
                          it.problem(),
                          it.remedy())));
    }
    return new Entry(at, bound.value(), problems);
  }

  /** What is wrong with the list as such. */
  List<ConfigurationProblem> unusable() {
    return List.copyOf(unusable);
  }

  List<Database> right() {
    return whole.stream()
        .flatMap(
            settings ->
                entries.stream()
                    .filter(it -> it.problems().isEmpty())
                    .flatMap(it -> it.db().stream())
                    .map(db -> Registration.database(db, settings.aws())))
        .toList();
  }

  List<Misconfigured> aside() {
    return entries.stream()
        .filter(it -> !it.problems().isEmpty())
        .map(
            it ->
                new Misconfigured(
                    it.at().toString(),
                    Optional.of(it.id()).filter(id -> !id.isEmpty()),
                    it.problems()))
        .toList();
  }

  /**
   * Of those that claim to be the same none is trusted: a workflow must never act on the wrong one.
   * Two names for one server would be two claims and two locks: two owners.
   */
  private void distrust(
      LenientBinding binding, String key, Function<Entry, String> same, String remedy) {
    Map<String, List<Entry>> claims =
        entries.stream().filter(it -> !same.apply(it).isEmpty()).collect(groupingBy(same));
    for (List<Entry> claimants : claims.values()) {
      for (Entry each : claimants) {
        if (claimants.size() > 1) {
          each.problems()
              .add(
                  binding.problem(
                      each.at().append(key),
                      "is the same as that of " + others(each, claimants) + ": none is trusted",
                      remedy));
        }
      }
    }
  }

  private static String others(Entry entry, List<Entry> claimants) {
    return claimants.stream()
        .filter(it -> !it.at().equals(entry.at()))
        .map(it -> it.at().toString())
        .collect(joining(", "));
  }
}
