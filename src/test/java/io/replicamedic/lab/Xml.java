package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An XML element to be written: text, or children; used by the {@link AwsEndpoint}.
 *
 * @param namespace empty for none
 */
record Xml(String name, String namespace, String text, List<Xml> children) {
  static Xml of(String name, Object text) {
    return new Xml(name, "", text.toString(), List.of());
  }

  static Xml of(String name, List<Xml> children) {
    return new Xml(name, "", "", List.copyOf(children));
  }

  /** A list as AWS writes it: a wrapper with one element for each value. */
  static <T> Xml list(String name, String item, Stream<T> values, Function<T, List<Xml>> content) {
    return of(name, values.map(value -> of(item, content.apply(value))).toList());
  }

  static List<Xml> joined(List<Xml> first, List<Xml> second) {
    List<Xml> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  Xml in(String uri) {
    return new Xml(name, uri, text, children);
  }

  String document() {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('<').append(name);
    if (!namespace.isEmpty()) {
      out.append(" xmlns=\"").append(namespace).append('"');
    }
    out.append('>').append(escaped());
    children.forEach(child -> child.write(out));
    out.append("</").append(name).append('>');
  }

  private String escaped() {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
