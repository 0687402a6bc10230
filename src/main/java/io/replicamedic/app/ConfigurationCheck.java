package io.replicamedic.app;

import io.replicamedic.adapter.names.SystemNames;
import io.replicamedic.adapter.secrets.ReferencedSecrets;
import io.replicamedic.fleet.ConfigurationProblem;
import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code --check-configuration}: reads the configuration as a start would, says what is wrong in it
 * and ends, without touching store, databases or AWS. Called by {@link ReplicaMedic}.
 */
final class ConfigurationCheck {
  static final String FLAG = "--check-configuration";

  /** Nothing is in it but the environment. */
  static final class Nothing {}

  private ConfigurationCheck() {}

  /** 0 when a start would find nothing wrong, 1 otherwise; what is only missing now is a hint. */
  static int run(String[] arguments, PrintStream out) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .properties("logging.level.root=warn")
            .run(arguments)) {
      return report(Configuration.of(context.getEnvironment()), out);
    }
  }

  private static int report(Configuration configuration, PrintStream out) {
    configuration.unread().forEach(it -> out.println("WRONG  " + it));
    configuration.aside().forEach(it -> out.println("WRONG  " + it));
    Lacks lacks = new Lacks(new ReferencedSecrets(), new SystemNames());
    List<ConfigurationProblem> now =
        configuration.databases().stream().flatMap(it -> lacks.of(it).stream()).toList();
    now.forEach(it -> out.println("NOW    " + it));
    out.printf(
        "%d databases are right, %d are set aside, %d things are missing here and now%n",
        configuration.databases().size(), configuration.aside().size(), now.size());
    return configuration.isRight() ? 0 : 1;
  }
}
