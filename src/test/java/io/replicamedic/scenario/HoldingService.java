package io.replicamedic.scenario;

import io.replicamedic.app.ReplicaMedic;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.workflow.WorkflowStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The service with one place where it stands still, so that a test can kill or freeze it exactly
 * there: {@code -Dhold=before:rds_reset_external_source} (a procedure), {@code
 * -Dhold=before:revokeEgress#2} (the second such call on a port of ours). It says so on its log
 * first, and goes on when a line arrives on its standard input.
 */
final class HoldingService {
  private static final Set<String> WRITES = Set.of("begin", "commit", "move", "tell", "tellOnce");
  private static final Map<String, Integer> PASSED = new ConcurrentHashMap<>();

  private HoldingService() {}

  /** Started as a process of its own. */
  public static void main(String[] args) {
    SpringApplication service = new SpringApplication(ReplicaMedic.class, Holding.class);
    // A hold counts the calls of a workflow: the poller's, which come when they like, would be
    // counted too.
    service.setDefaultProperties(Map.of("replica-medic.polling.interval", "0s"));
    service.run(args);
  }

  /** As a process of its own that stands still there; empty = nowhere. */
  static Service start(ServiceSettings settings, String hold) throws IOException {
    return new ServiceProcess(settings, Program.of(HoldingService.class, "-Dhold=" + hold));
  }

  /** What it logs when it stands still. */
  static String held(String hold) {
    return "HELD at " + hold;
  }

  /** What it logs when the call that it was held at has been answered after all. */
  static String done(String hold) {
    return "DONE at " + hold;
  }

  /** Decorates the ways out. */
  @Configuration(proxyBeanMethods = false)
  static class Holding {
    @Bean
    static BeanPostProcessor holdingPorts() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return switch (bean) {
            case Databases databases -> proxy(Databases.class, databases);
            case AwsAccounts aws -> proxy(AwsAccounts.class, aws);
            case WorkflowStore store -> proxy(WorkflowStore.class, store);
            default -> bean;
          };
        }
      };
    }
  }

  /** Whether it was held there. */
  private static boolean pass(String place) {
    int times = PASSED.merge(place, 1, Integer::sum);
    String hold = System.getProperty("hold", "");
    if (!hold.equals(place) && !hold.equals(place + "#" + times)) {
      return false;
    }
    System.out.println(held(hold));
    try {
      int read = System.in.read();
      System.out.println("RELEASED at " + hold + " by " + read);
      return true;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How a hold names a call: a procedure by its name, whatever writes to the store as a write. */
  private static String place(String method, Object[] given) {
    if (method.equals("call")) {
      return ((ProcedureCall) given[0]).name();
    }
    return WRITES.contains(method) ? "write" : method;
  }

  private static <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) -> {
              String call = place(method.getName(), given);
              boolean held = pass("before:" + call);
              try {
                Object result = method.invoke(target, given);
                held |= pass("after:" + call);
                return switch (result) {
                  case null -> null;
                  case ReplicaSession session -> proxy(ReplicaSession.class, session);
                  case AwsServices services -> proxy(AwsServices.class, services);
                  case VpcNetwork network -> proxy(VpcNetwork.class, network);
                  case NetworkAcls acls -> proxy(NetworkAcls.class, acls);
                  case SecurityGroups groups -> proxy(SecurityGroups.class, groups);
                  case ParameterGroups parameters -> proxy(ParameterGroups.class, parameters);
                  case RdsFleet fleet -> proxy(RdsFleet.class, fleet);
                  default -> result;
                };
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              } finally {
                if (held) {
                  System.out.println(done(System.getProperty("hold", "")));
                }
              }
            }));
  }
}
