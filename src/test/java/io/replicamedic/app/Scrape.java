package io.replicamedic.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a scrape printed, in Prometheus's text format; read strictly. */
record Scrape(Map<Series, Double> values) {
  private static final Pattern LINE =
      Pattern.compile("(" + Series.TEXT + ") ([0-9.eE+-]+|NaN|[+-]Inf)");

  /** A metric's name and labels. */
  record Series(String name, Map<String, String> labels) {
    static final String TEXT = "[a-z_]+(?:\\{(?:[a-z_]+=\"[^\"\\\\\n]*\",?)*})?";
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    /** As the text format, PromQL and promtool write it. */
    static Series parse(String text) {
      if (!text.matches(TEXT)) {
        throw new IllegalArgumentException("not a series: " + text);
      }
      Map<String, String> labels = new TreeMap<>();
      Matcher each = LABEL.matcher(text);
      while (each.find()) {
        labels.put(each.group(1), each.group(2));
      }
      int end = text.indexOf('{');
      return new Series(end < 0 ? text : text.substring(0, end), labels);
    }

    static Series of(String name, String... labels) {
      Map<String, String> all = new TreeMap<>();
      for (int i = 0; i < labels.length; i += 2) {
        all.put(labels[i], labels[i + 1]);
      }
      return new Series(name, all);
    }
  }

  static Scrape parse(String text) {
    Map<Series, Double> values = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      if (line.startsWith("#")) {
        continue;
      }
      Matcher said = LINE.matcher(line);
      if (!said.matches()) {
        throw new IllegalArgumentException("not a sample: " + line);
      }
      if (values.put(Series.parse(said.group(1)), number(said.group(2))) != null) {
        throw new IllegalArgumentException("twice: " + line);
      }
    }
    return new Scrape(values);
  }

  static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  /** The series of one replica or database. */
  Map<Series, Double> of(String id) {
    return only(
        series ->
            id.equals(series.labels().get("replica"))
                || id.equals(series.labels().get("database")));
  }

  /** The series of one metric. */
  Map<Series, Double> named(String name) {
    return only(series -> series.name().equals(name));
  }

  /** Names of a metric's labels, whichever series has them. */
  Set<String> labels(String name) {
    return named(name).keySet().stream()
        .flatMap(series -> series.labels().keySet().stream())
        .collect(Collectors.toSet());
  }

  Set<String> names() {
    return values.keySet().stream().map(Series::name).collect(Collectors.toSet());
  }

  private Map<Series, Double> only(Predicate<Series> wanted) {
    return values.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
