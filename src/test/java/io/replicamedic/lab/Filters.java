package io.replicamedic.lab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The filters that an EC2 describe knows; called by {@link Ec2}. An unknown one is an error, as on
 * AWS: answering everything instead would hide it.
 */
final class Filters<T> {
  private final Map<String, Function<T, List<String>>> known = new LinkedHashMap<>();
  private Function<T, Map<String, String>> tags = thing -> Map.of();

  Filters<T> on(String name, Function<T, List<String>> values) {
    known.put(name, values);
    return this;
  }

  /** {@code tag:<key>} and {@code tag-key} too. */
  Filters<T> tagged(Function<T, Map<String, String>> ofThing) {
    tags = ofThing;
    return on("tag-key", thing -> List.copyOf(ofThing.apply(thing).keySet()));
  }

  List<T> of(Query request, Collection<T> things) {
    Map<String, List<String>> filters = request.filters();
    filters.keySet().forEach(this::mustBeKnown);
    return things.stream()
        .filter(
            thing ->
                filters.entrySet().stream()
                    .allMatch(
                        filter ->
                            values(filter.getKey(), thing).stream()
                                .anyMatch(value -> isAsked(filter.getValue(), value))))
        .toList();
  }

  /** As EC2 reads them: a star at the end stands for anything. */
  private static boolean isAsked(List<String> wanted, String value) {
    return wanted.stream()
        .anyMatch(
            each ->
                each.equals(value)
                    || (each.endsWith("*")
                        && value.startsWith(each.substring(0, each.length() - 1))));
  }

  private void mustBeKnown(String filter) {
    if (!filter.startsWith("tag:") && !known.containsKey(filter)) {
      throw AwsError.client("InvalidParameterValue", "The filter '" + filter + "' is invalid");
    }
  }

  private List<String> values(String filter, T thing) {
    Function<T, List<String>> values = known.get(filter);
    if (values != null) {
      return values.apply(thing);
    }
    String value = tags.apply(thing).get(filter.substring("tag:".length()));
    return value == null ? List.of() : List.of(value);
  }
}
