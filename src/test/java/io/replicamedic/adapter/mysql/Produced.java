package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Release;
import io.replicamedic.replication.Diagnosis;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a case that says that it produces a code and had none diagnosed like that. */
final class Produced implements AfterTestExecutionCallback {
  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      return;
    }
    // Others than pairs say so in assertions of their own.
    if (!(context.getRequiredTestInstance() instanceof Paired paired)) {
      return;
    }
    Pair pair = paired.pair();
    for (Produces claim : context.getRequiredTestMethod().getAnnotationsByType(Produces.class)) {
      // Of 2061 there is none on 5.7: its plugin is newer.
      boolean possible =
          pair.release() != Release.MYSQL_5_7_22
              || !context.getRequiredTestMethod().getName().contains("in_the_clear");
      if (possible) {
        assertThat(pair.told()).as("%s was diagnosed", claim).anyMatch(it -> isOf(claim, it));
      }
    }
  }

  private static boolean isOf(Produces claim, Diagnosis diagnosis) {
    return diagnosis.says(claim.value())
        && (claim.cause().length == 0
            || diagnosis.cause().filter(claim.cause()[0]::equals).isPresent());
  }
}
