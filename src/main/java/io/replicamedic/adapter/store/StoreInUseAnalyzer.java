package io.replicamedic.adapter.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says that another process has the embedded store's file; asked by Spring Boot. */
final class StoreInUseAnalyzer extends AbstractFailureAnalyzer<SQLException> {
  private static final String FILE = "jdbc:h2:file:";

  private final Environment environment;

  StoreInUseAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return new FailureAnalysis(
            "another replica-medic uses this store: " + file(),
            "end the other one (it holds the file as long as it lives), or give this one a store"
                + " of its own (replica-medic.store.path); several instances that work together"
                + " need a MySQL store (spring.datasource.url)",
            failure);
      }
    }
    return null;
  }

  private String file() {
    String url = environment.getProperty("spring.datasource.url", "");
    if (!url.startsWith(FILE)) {
      return url;
    }
    String path = url.substring(FILE.length()).replaceFirst(";.*", "");
    return Path.of(path).toAbsolutePath().normalize() + ".mv.db";
  }
}
