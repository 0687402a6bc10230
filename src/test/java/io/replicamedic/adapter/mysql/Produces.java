package io.replicamedic.adapter.mysql;

import io.replicamedic.replication.Cause;
import io.replicamedic.replication.DiagnosisCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A case that brings servers into the state that this code is for, and has it diagnosed: held to it
 * on every release by {@link Produced}, listed by ProducedDiagnosesTest. Public, for JUnit reads
 * repeated ones through a proxy.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Produces.All.class)
@ExtendWith(Produced.class)
public @interface Produces {
  /** It, as the primary one or among the others. */
  DiagnosisCode value();

  /** And the receiver's cause with it; none = whatever. */
  Cause[] cause() default {};

  /** What of it is no real server's, in words; empty when all is. */
  String captured() default "";

  /** Several of one case. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(Produced.class)
  public @interface All {
    Produces[] value();
  }
}
