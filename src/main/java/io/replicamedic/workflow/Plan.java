package io.replicamedic.workflow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a workflow would do, or will: shown by a dry run, recorded by a real one.
 *
 * @param steps in order; a step is taken only if its phase's goal is not met by then
 * @param notes what a person should know: what changes, what is skipped and why
 * @param questions gates that will be asked, and what about
 * @param refusals checks that said no; with any, nothing will be touched
 * @param digest SHA-256 over steps and questions; never over positions or times
 */
public record Plan(
    String playbook,
    String target,
    List<Step> steps,
    List<String> notes,
    List<String> questions,
    List<String> refusals,
    String digest) {

  /** A plan with its digest. */
  public static Plan of(
      String playbook,
      String target,
      List<Step> steps,
      List<String> notes,
      List<String> questions,
      List<String> refusals) {
    String text = String.join("\n", playbook, target, steps.toString(), questions.toString());
    return new Plan(
        playbook,
        target,
        List.copyOf(steps),
        List.copyOf(notes),
        List.copyOf(questions),
        List.copyOf(refusals),
        sha256(text));
  }

  /**
   * One rung.
   *
   * @param statement what will be sent, secrets redacted
   * @param when under which condition
   */
  public record Step(
      String phase, String rung, String statement, String when, boolean irreversible) {}

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
