package io.replicamedic.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An account and a region; what the {@link AwsEndpoint} holds it holds there.
 *
 * @param account twelve digits
 */
record Place(String account, String region) {
  /** Where everything is unless a test says otherwise. */
  static final Place HOME = new Place(Ec2.ACCOUNT, CloudReader.REGION);

  /** Who signed a request, and for which region. */
  record Scope(String keyId, String region) {
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/[^/]+/([^/]+)/");

    /** Of an Authorization header; of none it is nobody, at home. */
    static Scope of(String authorization) {
      Matcher credential = CREDENTIAL.matcher(authorization);
      return credential.find()
          ? new Scope(credential.group(1), credential.group(2))
          : new Scope("", HOME.region());
    }
  }
}
