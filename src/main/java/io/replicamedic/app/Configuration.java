package io.replicamedic.app;

import io.replicamedic.fleet.ConfigurationProblem;
import io.replicamedic.fleet.Misconfigured;
import io.replicamedic.outside.Database;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All that is configured, with all that is wrong in it: what concerns the whole service, and what
 * concerns one database, which is then set aside alone. Read at the start by {@link
 * ConfigurationGate}, {@link Wiring} and the check on the command line.
 *
 * @param fatal with these the service does not start
 * @param unread keys that nobody reads; told loudly, but an older version must start with the file
 *     of a newer one
 * @param databases those that nothing is wrong with, in the order of the configuration
 * @param aside the others
 */
record Configuration(
    List<ConfigurationProblem> fatal,
    List<ConfigurationProblem> unread,
    List<Database> databases,
    List<Misconfigured> aside) {
  static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("replica-medic");

  /** Read by others than {@link Settings}. */
  private static final Set<String> OTHERS = Set.of("databases", "store", "web");

  static Configuration of(ConfigurableEnvironment environment) {
    // What may stand in it has no expression language: a message never computes anything.
    try (ValidatorFactory factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      return of(environment, factory.getValidator());
    }
  }

  private static Configuration of(ConfigurableEnvironment environment, Validator validator) {
    List<ConfigurationPropertySource> sources =
        StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
            .toList();
    LenientBinding binding = new LenientBinding(Binder.get(environment), sources, validator);
    LenientBinding.Bound<Settings> whole = binding.bind(ROOT, Settings.class);
    List<ConfigurationProblem> fatal = new ArrayList<>(whole.problems());
    ConfiguredDatabases databases =
        new ConfiguredDatabases(environment, sources, validator, whole.value());
    fatal.addAll(databases.unusable());
    return new Configuration(
        List.copyOf(fatal), unread(sources), databases.right(), databases.aside());
  }

  private static List<ConfigurationProblem> unread(List<ConfigurationPropertySource> sources) {
    List<ConfigurationProblem> unread = new ArrayList<>();
    for (ConfigurationPropertySource source : sources) {
      for (ConfigurationPropertyName name : SaidKeys.meantForUs(source, ROOT)) {
        KnownKeys.remedy(name, ROOT.getNumberOfElements(), Settings.class, OTHERS)
            .ifPresent(
                remedy ->
                    unread.add(
                        new ConfigurationProblem(
                            name.toString(),
                            Origins.where(source.getConfigurationProperty(name)),
                            "is not known and has no effect",
                            remedy)));
      }
    }
    return List.copyOf(unread);
  }

  /** Whether nothing at all is wrong. */
  boolean isRight() {
    return fatal.isEmpty() && unread.isEmpty() && aside.isEmpty();
  }
}
