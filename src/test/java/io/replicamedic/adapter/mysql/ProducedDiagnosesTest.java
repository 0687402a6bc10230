package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.Cause;
import io.replicamedic.replication.DiagnosisCode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every code, and every cause of a receiver's, has a case that produces it: on real servers, save
 * what no server of ours can be. docs/diagnoses-produced.md is this table; written anew by {@code
 * -Ddiagnoses.write=true}.
 */
class ProducedDiagnosesTest {
  private static final Path DOCUMENT = Path.of("docs", "diagnoses-produced.md");

  /** What comes from RDS's API, and not from a server. */
  private static final Set<DiagnosisCode> BESIDE_AN_API_FACT =
      EnumSet.of(DiagnosisCode.DURABILITY_LOSS_SUSPECTED);

  /** A reading that grows old, and an Aurora reader: the tests that give them to us. */
  private static final Map<DiagnosisCode, String> NOT_OF_A_SERVER =
      Map.of(
          DiagnosisCode.STALE,
          "io.replicamedic.replication.DiagnosticianTest"
              + "#a_reading_of_more_than_a_minute_ago_is_stale_whatever_it_said",
          DiagnosisCode.NO_BINLOG_REPLICATION,
          "io.replicamedic.fleet.ReplicaReadingTest"
              + "#without_a_channel_it_is_as_bad_as_what_was_expected_of_it");

  private static final Set<Cause> CONNECTING =
      EnumSet.of(
          Cause.UNREACHABLE,
          Cause.NAME,
          Cause.ACCESS_DENIED,
          Cause.TLS,
          Cause.TOO_MANY_CONNECTIONS,
          Cause.NO_ANSWER_YET);

  private static final Set<Cause> FATAL =
      EnumSet.of(
          Cause.PURGED,
          Cause.MORE_GTIDS,
          Cause.IMPOSSIBLE_POSITION,
          Cause.SAME_SERVER_ID,
          Cause.OTHER);

  private static final String WHOLLY = "all of it";

  /** One line. */
  private record Row(DiagnosisCode code, String cause, String method, String captured) {
    String line() {
      return "| %s | %s | `%s` | %s |".formatted(code, cause, method, captured);
    }
  }

  @Test
  void every_code_is_produced_on_real_servers_save_those_that_no_server_has() {
    assertThat(DiagnosisCode.values())
        .allSatisfy(
            code -> {
              if (NOT_OF_A_SERVER.containsKey(code)) {
                assertThat(rows())
                    .filteredOn(row -> row.code() == code)
                    .extracting(Row::captured)
                    .as("%s, which no server of ours has", code)
                    .containsExactly(WHOLLY);
              } else {
                assertThat(rows())
                    .as("%s, wholly real", code)
                    .anyMatch(
                        row ->
                            row.code() == code
                                && (row.captured().isEmpty() || BESIDE_AN_API_FACT.contains(code)));
              }
            });
  }

  @Test
  void every_cause_of_a_receivers_is_produced_on_real_servers() {
    assertThat(causes(DiagnosisCode.RECEIVER_CONNECTING))
        .containsAll(CONNECTING.stream().map(Cause::name).toList());
    assertThat(causes(DiagnosisCode.RECEIVER_FATAL))
        .containsAll(FATAL.stream().map(Cause::name).toList());
    Set<Cause> all = EnumSet.copyOf(CONNECTING);
    all.addAll(FATAL);
    assertThat(all).containsExactlyInAnyOrder(Cause.values());
  }

  @Test
  void the_tests_that_give_us_the_others_exist() {
    assertThat(NOT_OF_A_SERVER.values())
        .allSatisfy(
            name -> {
              Class<?> type = Class.forName(name.substring(0, name.indexOf('#')));
              Method method = type.getDeclaredMethod(name.substring(name.indexOf('#') + 1));
              assertThat(method.isAnnotationPresent(Test.class)).isTrue();
            });
  }

  @Test
  void the_document_is_this_table() throws IOException {
    String wanted = document();
    if (Boolean.getBoolean("diagnoses.write")) {
      Files.writeString(DOCUMENT, wanted);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(wanted);
  }

  private static List<String> causes(DiagnosisCode code) {
    return rows().stream().filter(row -> row.code() == code).map(Row::cause).toList();
  }

  private static String document() {
    List<String> lines = new ArrayList<>();
    lines.add("# How each diagnosis was produced");
    lines.add(
        "Each case brings servers into that state and has it diagnosed, on 5.7.22, 8.0.15 and"
            + " today's MySQL (GhostStatusTest: today's, with the procedures' look-alike); it fails"
            + " if the code, or the cause, is not what was said. Written by ProducedDiagnosesTest,"
            + " which fails when a code has no case.");
    lines.add("");
    lines.add("| code | cause | case | not of a real server |");
    lines.add("|---|---|---|---|");
    rows().stream().map(Row::line).forEach(lines::add);
    lines.add("");
    return String.join("\n", lines);
  }

  private static List<Row> rows() {
    Stream<Class<?>> cases =
        Stream.concat(
            Arrays.stream(RealDiagnosesContract.class.getInterfaces()),
            Stream.of(GhostStatusTest.class));
    Stream<Row> real =
        cases
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .flatMap(
                method ->
                    Arrays.stream(method.getAnnotationsByType(Produces.class))
                        .map(claim -> row(method, claim)));
    Stream<Row> others =
        NOT_OF_A_SERVER.entrySet().stream()
            .map(
                it ->
                    new Row(
                        it.getKey(),
                        "",
                        it.getValue()
                            .substring(it.getValue().lastIndexOf('.') + 1)
                            .replace('#', '.'),
                        WHOLLY));
    return Stream.concat(real, others)
        .sorted(
            Comparator.comparing(Row::code).thenComparing(Row::cause).thenComparing(Row::method))
        .toList();
  }

  private static Row row(Method method, Produces claim) {
    return new Row(
        claim.value(),
        claim.cause().length == 0 ? "" : claim.cause()[0].name(),
        method.getDeclaringClass().getSimpleName() + "." + method.getName(),
        claim.captured());
  }
}
