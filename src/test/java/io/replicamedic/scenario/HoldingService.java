package io.replicamedic.scenario;

import io.replicamedic.app.ReplicaMedic;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ReplicaSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The service with one place where it stands still for ever, so that a test can kill it exactly
 * there: {@code -Dhold=before:rds_reset_external_source}. It says so on its log first.
 */
final class HoldingService {
  private HoldingService() {}

  /** Started as a process of its own. */
  public static void main(String[] args) {
    new SpringApplication(ReplicaMedic.class, Holding.class).run(args);
  }

  /** What it logs when it stands still. */
  static String held(String hold) {
    return "HELD at " + hold;
  }

  /** Decorates the way to the databases. */
  @Configuration(proxyBeanMethods = false)
  static class Holding {
    @Bean
    static BeanPostProcessor holdingSessions() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof Databases databases ? holding(databases) : bean;
        }
      };
    }
  }

  private static Databases holding(Databases databases) {
    return proxy(
        Databases.class,
        databases,
        (method, arguments, result) ->
            result instanceof ReplicaSession session
                ? proxy(ReplicaSession.class, session, HoldingService::after)
                : result);
  }

  private static Object after(Method method, Object[] arguments, Object result) {
    if (method.getName().equals("call")) {
      hold("after:" + ((ProcedureCall) arguments[0]).name());
    }
    return result;
  }

  private static void hold(String place) {
    if (!place.equals(System.getProperty("hold"))) {
      return;
    }
    System.out.println(held(place));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What to do with a result. */
  private interface After {
    Object result(Method method, Object[] arguments, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              if (method.getName().equals("call")) {
                hold("before:" + ((ProcedureCall) arguments[0]).name());
              }
              try {
                Object result = method.invoke(target, arguments);
                return result == null
                    ? null
                    : after.result(method, arguments, Objects.requireNonNull(result));
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }
}
