package io.replicamedic.lab;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A request of the query protocol: {@code Action}, {@code Version} and parameters whose names have
 * dots, such as {@code IpPermissions.1.IpRanges.2.CidrIp}; read by the {@link AwsEndpoint}.
 */
record Query(SequencedMap<String, String> parameters) {
  static Query parse(String form) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Query(parameters);
  }

  String action() {
    return text("Action");
  }

  boolean isDryRun() {
    return text("DryRun").equals("true");
  }

  /** Empty when it is not there. */
  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  int number(String name, int otherwise) {
    return has(name) ? Integer.parseInt(text(name)) : otherwise;
  }

  /** {@code name.1}, {@code name.2}, … */
  List<String> texts(String name) {
    return children(name).stream().map(child -> child.text("")).toList();
  }

  /** What is under {@code name.1}, {@code name.2}, …, each with the rest of its names. */
  List<Query> children(String name) {
    Map<Integer, SequencedMap<String, String>> children = new TreeMap<>();
    parameters.forEach(
        (key, value) -> {
          if (key.startsWith(name + ".")) {
            String[] rest = key.substring(name.length() + 1).split("\\.", 2);
            children
                .computeIfAbsent(Integer.valueOf(rest[0]), n -> new LinkedHashMap<>())
                .put(rest.length == 2 ? rest[1] : "", value);
          }
        });
    return children.values().stream().map(Query::new).toList();
  }

  /** EC2's filters: each name with the values of which one must match. */
  Map<String, List<String>> filters() {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (Query filter : children("Filter")) {
      filters
          .computeIfAbsent(filter.text("Name"), name -> new ArrayList<>())
          .addAll(filter.texts("Value"));
    }
    return filters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
