package io.replicamedic.app;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;

/** What a source of properties says, whether anybody reads it or not. */
final class SaidKeys {
  /** They hold much that is for others, and names that only look like ours. */
  private static final Set<String> FOR_EVERYBODY = Set.of("systemEnvironment", "systemProperties");

  private SaidKeys() {}

  /** All properties below that name, as far as the source can be asked for them. */
  static Stream<ConfigurationPropertyName> below(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    return source instanceof IterableConfigurationPropertySource all
        ? all.stream().filter(name::isAncestorOf)
        : Stream.empty();
  }

  /** The same where only we are meant: in files and on the command line. */
  static List<ConfigurationPropertyName> meantForUs(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
            && FOR_EVERYBODY.contains(underlying.getName())
        ? List.of()
        : below(source, name).toList();
  }

  /** The first property below that name. */
  static @Nullable ConfigurationProperty first(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    return below(source, name)
        .map(source::getConfigurationProperty)
        .filter(java.util.Objects::nonNull)
        .min(Comparator.comparingInt(Origins::line))
        .orElse(null);
  }
}
