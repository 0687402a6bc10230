package io.replicamedic.adapter.store;

import io.replicamedic.app.SpringHere;
import io.replicamedic.journal.Journal;
import io.replicamedic.obligation.Alarms;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.WorkflowStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store as the service would open it; used by tests. */
public record OpenStore(ConfigurableApplicationContext context) implements AutoCloseable {

  /** The embedded one, on a file in that folder. */
  public static OpenStore embedded(Path folder) {
    return open("replica-medic.store.path=" + folder.resolve("store"));
  }

  /** One in memory: as fast as a test of hundreds of runs needs it. */
  public static OpenStore inMemory(String name) {
    return open("spring.datasource.url=jdbc:h2:mem:" + name + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE");
  }

  /** On any database; properties as {@code name=value}. */
  static OpenStore open(String... properties) {
    List<String> arguments = Stream.of(properties).map(property -> "--" + property).toList();
    return new OpenStore(
        SpringHere.start(
            () ->
                new SpringApplicationBuilder(StoreApp.class)
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .run(arguments.toArray(String[]::new))));
  }

  public WorkflowStore workflows() {
    return context.getBean(WorkflowStore.class);
  }

  public Journal journal() {
    return context.getBean(Journal.class);
  }

  public Obligations obligations() {
    return context.getBean(Obligations.class);
  }

  public Alarms alarms() {
    return context.getBean(Alarms.class);
  }

  public JdbcClient jdbc() {
    return context.getBean(JdbcClient.class);
  }

  /** Number of rows that a condition finds: {@code claim WHERE workflow_id = ?}. */
  long count(String rows, Object... parameters) {
    return jdbc()
        .sql("SELECT COUNT(*) FROM " + rows)
        .params(List.of(parameters))
        .query(Long.class)
        .single();
  }

  /** Number of scheduled tasks that carry that workflow on. */
  long tasks(String workflowId) {
    return count("scheduled_tasks WHERE task_instance LIKE ?", workflowId + ":%");
  }

  @Override
  public void close() {
    SpringHere.stop(context);
  }
}
