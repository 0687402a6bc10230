package io.replicamedic.app;

import io.replicamedic.fleet.ConfigurationProblem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Binds settings and collects all that is wrong with them, where Spring Boot stops at the first;
 * used by {@link Configuration}. No message holds a value.
 */
final class LenientBinding {
  private final Binder binder;
  private final Iterable<ConfigurationPropertySource> sources;
  private final Validator validator;

  LenientBinding(
      Binder binder, Iterable<ConfigurationPropertySource> sources, Validator validator) {
    this.binder = binder;
    this.sources = sources;
    this.validator = validator;
  }

  /**
   * What came of it.
   *
   * @param value empty when nothing could be made of it
   */
  record Bound<T>(Optional<T> value, List<ConfigurationProblem> problems) {}

  <T> Bound<T> bind(ConfigurationPropertyName at, Class<T> type) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    T value = value(at, type, problems);
    if (value != null) {
      for (ConstraintViolation<T> each : validator.validate(value)) {
        refused(at, each, problems);
      }
    }
    return new Bound<>(Optional.ofNullable(value), List.copyOf(problems));
  }

  /** A problem of that key, which may be missing: then it is where its neighbours are. */
  ConfigurationProblem problem(ConfigurationPropertyName key, String problem, String remedy) {
    return new ConfigurationProblem(key.toString(), where(key), problem, remedy);
  }

  private <T> @Nullable T value(
      ConfigurationPropertyName at, Class<T> type, List<ConfigurationProblem> problems) {
    try {
      return binder.bindOrCreate(at, Bindable.of(type), new Collecting(problems));
    } catch (BindException | IllegalArgumentException | NullPointerException e) {
      if (problems.isEmpty()) {
        problems.add(problem(at, "cannot be read", "see README.md for what belongs there"));
      }
      return null;
    }
  }

  private void refused(
      ConfigurationPropertyName at,
      ConstraintViolation<?> violation,
      List<ConfigurationProblem> problems) {
    ConfigurationPropertyName key = at;
    for (var node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        key = key.append("[" + node.getIndex() + "]");
      }
      if (isOfKey(node.getName(), violation)) {
        key = key.append(KnownKeys.written(node.getName()));
      }
    }
    String name = key.toString();
    if (problems.stream().noneMatch(it -> it.key().equals(name))) {
      Object value = violation.getInvalidValue();
      problems.add(
          problem(
              key,
              value == null ? "is missing" : "is not acceptable",
              violation.getMessage().equals("must not be blank")
                  ? "give it"
                  : violation.getMessage()));
    }
  }

  /** A rule over several keys has the name of a method, not of a key. */
  private static boolean isOfKey(@Nullable String node, ConstraintViolation<?> violation) {
    return node != null
        && !node.startsWith("<")
        && !(violation.getInvalidValue() instanceof Boolean
            && node.equals(lastNode(violation))
            && Arrays.stream(violation.getLeafBean().getClass().getRecordComponents())
                .noneMatch(it -> it.getName().equals(node)));
  }

  private static String lastNode(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString();
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private String where(ConfigurationPropertyName key) {
    for (ConfigurationPropertyName at = key; !at.isEmpty(); at = at.getParent()) {
      for (ConfigurationPropertySource source : sources) {
        ConfigurationProperty property = source.getConfigurationProperty(at);
        if (property == null) {
          property = SaidKeys.first(source, at);
        }
        if (property != null) {
          return Origins.where(property);
        }
      }
    }
    return "the configuration";
  }

  /** What cannot be converted is said, and its default taken to look at the rest. */
  private final class Collecting implements BindHandler {
    private final List<ConfigurationProblem> problems;

    Collecting(List<ConfigurationProblem> problems) {
      this.problems = problems;
    }

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
        throws Exception {
      Class<?> type = target.getType().resolve(Object.class);
      if (type.isRecord() && !isSaid(name)) {
        throw error;
      }
      problems.add(problem(name, "has a value of the wrong type", expected(type)));
      return null;
    }
  }

  private boolean isSaid(ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : sources) {
      if (source.getConfigurationProperty(name) != null) {
        return true;
      }
    }
    return false;
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(it -> ((Enum<?>) it).name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
    }
    if (type == Duration.class) {
      return "a duration such as 500ms, 5s or 2m";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type.isRecord()) {
      return "keys below it";
    }
    return "a " + type.getSimpleName();
  }
}
