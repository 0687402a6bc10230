package io.replicamedic.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/** What this instance is called where others see it: as db-scheduler calls it, else its host. */
final class InstanceName {
  /** RoleSessionName: 2 to 64 of these. */
  private static final int LONGEST = 64;

  private static final String FOREIGN = "[^A-Za-z0-9_=,.@-]";

  private InstanceName() {}

  /** As CloudTrail is to show it: {@code replica-medic-<instance>}. */
  static String session(Environment environment) {
    return session(environment.getProperty("db-scheduler.scheduler-name", host()));
  }

  static String session(String instance) {
    String whole = "replica-medic-" + instance.replaceAll(FOREIGN, "-");
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unnamed";
    }
  }
}
