package io.replicamedic.lab;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * STS as the {@link AwsEndpoint} knows it: which roles trust whoever asks, and whose the keys are
 * that it gave out.
 */
final class Sts {
  static final String VERSION = "2011-06-15";

  private final Map<String, String> trusting = new ConcurrentHashMap<>();
  private final Map<String, String> issued = new ConcurrentHashMap<>();

  /** A role that may be assumed by whoever knows that external id; empty for none. */
  void role(String arn, String externalId) {
    trusting.put(arn, externalId);
  }

  /** The account that a key acts in. */
  String account(String keyId) {
    String role = issued.get(keyId);
    return role == null ? Ec2.ACCOUNT : role.split(":", -1)[4];
  }

  List<Xml> perform(Query query) {
    if (!query.action().equals("AssumeRole")) {
      throw AwsError.client("InvalidAction", query.action() + " is not valid here");
    }
    String role = query.text("RoleArn");
    String session = query.text("RoleSessionName");
    if (!session.matches("[\\w+=,.@-]{2,64}")) {
      throw AwsError.client("ValidationError", "roleSessionName: " + session);
    }
    if (!query.text("ExternalId").equals(trusting.get(role))) {
      throw AwsError.of(
          403,
          "AccessDenied",
          "User: arn:aws:iam::%s:user/lab is not authorized to perform: sts:AssumeRole on resource: %s"
              .formatted(Ec2.ACCOUNT, role));
    }
    String keyId = "ASIA" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    issued.put(keyId, role);
    return List.of(
        Xml.of(
            "Credentials",
            List.of(
                Xml.of("AccessKeyId", keyId),
                Xml.of("SecretAccessKey", UUID.randomUUID().toString()),
                Xml.of("SessionToken", UUID.randomUUID().toString()),
                Xml.of("Expiration", Instant.now().plus(1, ChronoUnit.HOURS).toString()))),
        Xml.of(
            "AssumedRoleUser",
            List.of(
                Xml.of("AssumedRoleId", "AROA0LAB:" + session),
                Xml.of(
                    "Arn", role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")))));
  }
}
