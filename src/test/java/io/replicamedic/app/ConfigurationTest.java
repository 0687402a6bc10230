package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.fleet.ConfigurationProblem;
import io.replicamedic.fleet.Misconfigured;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Tls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Wrong configuration files: each said with file, line, key and remedy, and never with a value. */
class ConfigurationTest {
  private static final String GOOD =
      """
      replica-medic:
        api-keys:
          - name: sre
            sha256: 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b
        databases:
          - id: good
            host: good.example
            user: medic
            password: env:PATH
      """;

  @TempDir private Path folder;

  @Test
  void one_bad_database_does_not_stop_the_others() throws IOException {
    Configuration read =
        read(
            """
            - id: bad
              engine: postgres
              host: bad.example
              user: medic
              password: env:PATH
            """);

    assertThat(read.databases()).extracting(Database::id).containsExactly("good");
    assertThat(read.aside()).hasSize(1);
    assertThat(read.aside().getFirst().toString())
        .isEqualTo(
            "database 'bad' is set aside: "
                + folder.resolve("medic.yaml")
                + ":11: replica-medic.databases[1].engine is an engine that is not known"
                + " -> aurora-mysql or mysql (MariaDB's GTIDs are of another kind)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          engine: hunter2                        | 11 | engine               | aurora-mysql or mysql
          pasword: hunter2                       | 11 | pasword              | did you mean password?
          port: hunter2                          | 11 | port                 | a whole number
          port: 70000                            | 11 | port                 | 65535
          kind: hunter2                          | 11 | kind                 | one of external-binlog, rds-managed
          host: mysql://x:hunter2@y              | 11 | host                 | a name or an address alone
          tls: hunter2                           | 11 | tls                  | verify-identity
          ca: /etc/hunter2.pem                   | 11 | ca                   | file:/path
          ca: file:/etc/rds.pem                  | 11 | ca                   | tls: verify-ca or verify-identity
          password: hunter2                      | 11 | password             | never the password itself
          password: iam                          | 11 | password             | tls: verify-identity
          source: hunter2                        | 11 | source               | keys below it
          aws.region: eu-west-1                  | 11 | aws                  | name the cluster or the instance
          colour.shade: hunter2                  | 11 | colour.shade         | remove it; known are id, engine
          """)
  void what_is_wrong_with_a_database_is_said(String line, int number, String key, String remedy)
      throws IOException {
    Configuration read = read(database("bad", "bad.example", line));

    assertThat(read.databases()).extracting(Database::id).containsExactly("good");
    ConfigurationProblem problem = only(only(read.aside()).problems());
    assertThat(problem.key()).isEqualTo("replica-medic.databases[1]." + key);
    assertThat(problem.where()).isEqualTo(folder.resolve("medic.yaml") + ":" + number);
    assertThat(problem.remedy()).contains(remedy);
    assertThat(problem.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pasword: env:X            | source.pasword      | did you mean password?
          password: hunter2         | source.password     | never the password itself
          password: iam             | source.password     | aws-secretsmanager
          tls: preferred            | source.tls          | required, verify-ca
          tls: disabled             | source.tls          | required, verify-ca
          reach: moon               | source.reach        | one of service, database-only
          service-port: 0           | source.service-port | 1
          """)
  void what_is_wrong_with_its_source_is_said(String line, String key, String remedy)
      throws IOException {
    String password = line.startsWith("password") ? "" : "\n    password: env:PATH";
    String source = "source:\n    host: s.example\n    user: repl\n    " + line + password;
    Configuration read = read(database("bad", "bad.example", source));

    ConfigurationProblem problem = only(only(read.aside()).problems());
    assertThat(problem.key()).isEqualTo("replica-medic.databases[1]." + key);
    assertThat(problem.remedy()).contains(remedy);
    assertThat(problem.toString()).doesNotContain("hunter2");
  }

  @Test
  void all_that_is_wrong_with_one_is_said_at_once() throws IOException {
    Misconfigured bad = only(read("- id: UPPER\n  port: x\n  usr: medic\n").aside());

    assertThat(bad.id()).isEmpty();
    assertThat(bad.name()).isEqualTo("the database at replica-medic.databases[1]");
    assertThat(bad.problems())
        .extracting(ConfigurationProblem::key)
        .map(key -> key.substring("replica-medic.databases[1].".length()))
        .containsExactlyInAnyOrder("id", "port", "usr", "user", "host", "password");
  }

  @Test
  void of_two_with_one_id_none_is_trusted() throws IOException {
    Configuration read = read(database("good", "b.example") + database("other", "c.example"));

    assertThat(read.databases()).extracting(Database::id).containsExactly("other");
    assertThat(read.aside()).hasSize(2);
    assertThat(read.aside().get(0).toString())
        .contains("medic.yaml:6", "is the same as that of replica-medic.databases[1]");
    assertThat(read.aside().get(1).toString())
        .contains("medic.yaml:10", "is the same as that of replica-medic.databases[0]");
  }

  @Test
  void a_twin_whose_values_are_of_the_wrong_type_distrusts_the_other_all_the_same()
      throws IOException {
    List<String> wrong =
        List.of(
            "port: x",
            "kind: {a: b}",
            "user: '${replica-medic.databases[6].user}'",
            "aws: x",
            "source: x",
            "source: {ssl: maybe}",
            "sources: x",
            "sources: [{port: x}]");
    StringBuilder twins = new StringBuilder();
    for (int i = 0; i < wrong.size(); i++) {
      twins.append(database("twin-" + i, "right-" + i));
      twins.append(database("twin-" + i, "wrong-" + i, wrong.get(i)));
    }
    Configuration read = read(twins.toString());

    assertThat(read.databases()).extracting(Database::id).containsExactly("good");
    assertThat(read.aside()).hasSize(2 * wrong.size());
  }

  @Test
  void of_two_at_one_address_none_is_trusted_even_if_one_is_wrong_besides() throws IOException {
    Configuration read = read(database("other", "GOOD.example", "engin: mysql"));

    assertThat(read.databases()).isEmpty();
    assertThat(read.aside()).hasSize(2);
  }

  @Test
  void old_and_new_words_for_tls_are_understood() throws IOException {
    Configuration read =
        read(
            """
            - {id: a, host: a, user: u, password: 'env:PATH', tls: true}
            - {id: b, host: b, user: u, password: 'env:PATH', tls: false}
            - {id: c, host: c, user: u, password: iam, tls: verify-identity, ca: 'file:/ca.pem'}
            - {id: d, host: d, user: u, password: 'aws-secretsmanager:prod/d#pw',
               source: {host: s, user: r, password: 'env:PATH', ssl: false}}
            - {id: e, host: e, user: u, password: 'env:PATH',
               source: {host: s, user: r, password: 'env:PATH', tls: verify-ca, ca: 'file:/s.pem'}}
            """);

    assertThat(read.aside()).isEmpty();
    assertThat(read.databases())
        .extracting(Database::tls)
        .containsExactly(
            Tls.REQUIRED,
            Tls.REQUIRED,
            Tls.PREFERRED,
            new Tls(Tls.Mode.VERIFY_IDENTITY, "/ca.pem"),
            Tls.REQUIRED,
            Tls.REQUIRED);
    assertThat(read.databases())
        .flatExtracting(it -> it.source().stream().map(source -> source.tls()).toList())
        .containsExactly(Tls.DISABLED, new Tls(Tls.Mode.VERIFY_CA, "/s.pem"));
  }

  @Test
  void what_concerns_the_whole_service_stops_it_with_all_that_is_wrong() throws IOException {
    Path file =
        write(
            GOOD.replace("2bb80d53", "hunter2!")
                + "  polling:\n    interval: 5 parsecs\n    stale: 1s\n  remediation: maybe\n");

    assertThatThrownBy(() -> started(file))
        .isInstanceOf(WrongConfiguration.class)
        .hasMessageContainingAll(
            file + ":4: replica-medic.api-keys[0].sha256",
            "64 hexadecimal digits",
            file + ":11: replica-medic.polling.interval has a value of the wrong type",
            "a duration such as",
            "stale must be at least 45s",
            file + ":13: replica-medic.remediation",
            "one of on, observe-only, off")
        .hasMessageNotContainingAny("hunter2", "parsecs", "maybe");
  }

  @Test
  void a_key_that_nobody_reads_is_said_and_stops_nobody() throws IOException {
    Path file = write(GOOD + "  network:\n    longest-cat: 5m\n  remediaton: off\n");
    try (ConfigurableApplicationContext context = started(file)) {
      assertThat(Configuration.of(context.getEnvironment()).unread())
          .extracting(ConfigurationProblem::toString)
          .containsExactlyInAnyOrder(
              file
                  + ":11: replica-medic.network.longest-cat is not known and has no effect"
                  + " -> did you mean longest-cut?",
              file
                  + ":12: replica-medic.remediaton is not known and has no effect"
                  + " -> did you mean remediation?");
    }
  }

  @Test
  void a_list_that_is_none_stops_it() throws IOException {
    Path file = write("replica-medic:\n  databases: hunter2\n");

    assertThatThrownBy(() -> started(file))
        .hasMessageContaining(file + ":2: replica-medic.databases is no list")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_thousand_databases_are_all_read() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      many.append(database("db-" + i, "h-" + i));
    }
    Path file = write(GOOD + many.toString().indent(4));
    try (ConfigurableApplicationContext context = started(file)) {
      assertThat(Configuration.of(context.getEnvironment()).databases()).hasSize(1001);
    }
  }

  @Test
  void the_check_says_what_is_wrong_and_what_is_only_missing_now() throws IOException {
    Path file =
        write(
            GOOD
                + """
                - id: bad
                  engin: mysql
                - id: later
                  host: nowhere.invalid
                  user: medic
                  password: file:/nowhere/secret
                  tls: verify-ca
                  ca: file:/nowhere/ca.pem
                """
                    .indent(4));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int code = check(file, out);

    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(code).isEqualTo(1);
    assertThat(said)
        .contains("WRONG  database 'bad' is set aside", "did you mean engine?")
        .contains("secret file:/nowhere/secret cannot be read", "'nowhere.invalid' has no address")
        .contains("the CA file /nowhere/ca.pem cannot be read")
        .contains("2 databases are right, 1 are set aside");
    assertThat(check(write(GOOD.replace("good.example", "127.0.0.1")), out)).isZero();
  }

  private static int check(Path file, ByteArrayOutputStream out) {
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] arguments = {"--spring.config.additional-location=file:" + file};
    return SpringHere.alone(() -> ConfigurationCheck.run(arguments, printed));
  }

  /** An element of the list, with everything that a database needs. */
  private static String database(String id, String host, String... lines) {
    StringBuilder element = new StringBuilder("- id: " + id + "\n");
    for (String line : lines) {
      element.append("  ").append(line).append('\n');
    }
    String said = String.join("\n", lines);
    for (String line : List.of("host: " + host, "user: medic", "password: env:PATH")) {
      if (!said.startsWith(line.substring(0, line.indexOf(' ')))) {
        element.append("  ").append(line).append('\n');
      }
    }
    return element.toString();
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.getFirst();
  }

  private Configuration read(String databases) throws IOException {
    try (ConfigurableApplicationContext context = started(write(GOOD + databases.indent(4)))) {
      return Configuration.of(context.getEnvironment());
    }
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("medic.yaml"), yaml);
  }

  private static ConfigurableApplicationContext started(Path file) {
    return SpringHere.start(
        () ->
            new SpringApplicationBuilder(ConfigurationCheck.Nothing.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run("--spring.config.additional-location=file:" + file));
  }
}
