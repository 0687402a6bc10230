package io.replicamedic.adapter.aws;

import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Filter;

/** EC2's filters; made by whoever asks for a set of things. */
final class Filters {
  private Filters() {}

  /** What has any of these values. */
  static Filter in(String name, Collection<String> values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Filter is(String name, String value) {
    return in(name, List.of(value));
  }
}
