package io.replicamedic.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which problems a call can be answered with, besides 401 and 500; read by {@link ApiDocument}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Fails {
  /** HTTP statuses. */
  int[] value();
}
