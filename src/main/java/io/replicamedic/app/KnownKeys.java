package io.replicamedic.app;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Which keys a settings record takes, learnt from its components; finds typos. */
final class KnownKeys {
  private KnownKeys() {}

  /**
   * What to say instead of a key that nobody reads; empty when it is read.
   *
   * @param name whole name of a property
   * @param from number of elements before those of the record
   * @param more keys that others read
   */
  static Optional<String> remedy(
      ConfigurationPropertyName name, int from, Class<?> settings, Set<String> more) {
    return more.contains(element(name, from)) ? Optional.empty() : unread(name, from, settings);
  }

  /** {@code serviceHost} as files have it: {@code service-host}. */
  static String written(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  private static Optional<String> unread(ConfigurationPropertyName name, int at, Type type) {
    if (at >= name.getNumberOfElements()) {
      return Optional.empty();
    }
    Class<?> raw = raw(type);
    if (Map.class.isAssignableFrom(raw)) {
      return Optional.empty();
    }
    if (List.class.isAssignableFrom(raw) || Set.class.isAssignableFrom(raw)) {
      return name.isNumericIndex(at)
          ? unread(name, at + 1, ((ParameterizedType) type).getActualTypeArguments()[0])
          : Optional.of("a list is expected here");
    }
    if (!raw.isRecord()) {
      return Optional.of("a single value is expected here");
    }
    String element = element(name, at);
    return Arrays.stream(raw.getRecordComponents())
        .filter(it -> it.getName().equalsIgnoreCase(element))
        .findFirst()
        .map(it -> unread(name, at + 1, it.getGenericType()))
        .orElseGet(() -> Optional.of(suggestion(element, raw.getRecordComponents())));
  }

  private static String suggestion(String element, RecordComponent[] components) {
    List<String> known =
        Arrays.stream(components).map(RecordComponent::getName).map(KnownKeys::written).toList();
    return known.stream()
        .min(Comparator.comparingInt(it -> distance(it.replace("-", ""), element)))
        .filter(it -> distance(it.replace("-", ""), element) <= 2)
        .map(it -> "did you mean " + it + "?")
        .orElseGet(() -> "remove it; known are " + String.join(", ", known));
  }

  private static String element(ConfigurationPropertyName name, int at) {
    return at < name.getNumberOfElements() ? name.getElement(at, Form.UNIFORM) : "";
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> known -> known;
      case ParameterizedType of -> (Class<?>) of.getRawType();
      default -> Object.class;
    };
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
