package io.replicamedic.app;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Where a property was said, as an operator looks it up: file and line, or the variable. */
final class Origins {
  private Origins() {}

  static String where(@Nullable ConfigurationProperty property) {
    Origin origin = property == null ? null : innermost(property.getOrigin());
    return switch (origin) {
      case null -> "the configuration";
      case TextResourceOrigin text -> where(text);
      case SystemEnvironmentOrigin variable -> "environment variable " + variable.getProperty();
      default -> origin.toString();
    };
  }

  /** Its line, to find the first of several; the last for what has none. */
  static int line(ConfigurationProperty property) {
    return innermost(property.getOrigin()) instanceof TextResourceOrigin text
            && text.getLocation() != null
        ? text.getLocation().getLine()
        : Integer.MAX_VALUE;
  }

  /** Of a value in a source of properties: that source, and the value's own. */
  private static @Nullable Origin innermost(@Nullable Origin origin) {
    return origin instanceof PropertySourceOrigin in && in.getOrigin() != null
        ? innermost(in.getOrigin())
        : origin;
  }

  private static String where(TextResourceOrigin text) {
    TextResourceOrigin.Location at = text.getLocation();
    return file(text.getResource()) + (at == null ? "" : ":" + (at.getLine() + 1));
  }

  private static String file(@Nullable Resource resource) {
    if (resource instanceof OriginTrackedResource tracked) {
      return file(tracked.getResource());
    }
    try {
      return resource == null
          ? "the configuration"
          : resource.isFile() ? resource.getFile().getPath() : resource.getDescription();
    } catch (IOException e) {
      return resource.getDescription();
    }
  }
}
