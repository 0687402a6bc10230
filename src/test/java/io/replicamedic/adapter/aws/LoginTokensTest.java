package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.replication.Endpoint;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passwords that RDS takes in the place of stored ones. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTokensTest {
  private static final Endpoint ORDERS = new Endpoint("orders.example.com", 3307);

  private final LabAccess access =
      new LabAccess(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1));
  private final LoginTokens tokens = access.tokens();

  @AfterAll
  void gone() {
    access.close();
  }

  @Test
  void a_token_is_a_signed_request_to_connect_in_the_databases_region() {
    assertThat(tokens.token(AwsAccount.OWN.in("eu-west-1"), ORDERS, "medic"))
        .startsWith("orders.example.com:3307/?")
        .contains("Action=connect", "DBUser=medic", "X-Amz-Expires=900", "X-Amz-Signature=")
        .containsPattern("X-Amz-Credential=dummy%2F[0-9]{8}%2Feu-west-1%2Frds-db%2Faws4_request");
  }
}
