package io.replicamedic.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Which file is no YAML. Spring Boot reads them without saying which one it is reading, so those
 * that it may have read are looked at again: named on the command line or in the environment, or in
 * their usual places. Asked by {@link YamlAnalyzer}.
 */
final class YamlFiles {
  private static final List<String> NAMED_BY =
      List.of(
          "SPRING_CONFIG_LOCATION", "SPRING_CONFIG_ADDITIONAL_LOCATION", "SPRING_CONFIG_IMPORT");

  private static final List<String> USUAL =
      List.of(
          "application.yaml",
          "application.yml",
          "config/application.yaml",
          "config/application.yml");

  private YamlFiles() {}

  /** Its path; "a configuration file" when none of them is it. */
  static String wrong() {
    String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
    Stream<String> named =
        Arrays.stream(arguments)
            .filter(it -> it.contains("spring.config.") && it.contains("="))
            .map(it -> it.substring(it.indexOf('=') + 1));
    Stream<String> environment =
        NAMED_BY.stream().map(System::getenv).flatMap(it -> Optional.ofNullable(it).stream());
    return Stream.concat(Stream.concat(named, environment), USUAL.stream())
        .flatMap(it -> Arrays.stream(it.split("[,;]")))
        .map(it -> it.replaceFirst("^optional:", "").replaceFirst("^file:", ""))
        .filter(YamlFiles::isWrong)
        .findFirst()
        .orElse("a configuration file");
  }

  private static boolean isWrong(String path) {
    try (Reader reader = Files.newBufferedReader(Path.of(path))) {
      new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader).forEach(_ -> {});
      return false;
    } catch (YAMLException e) {
      return true;
    } catch (IOException | InvalidPathException e) {
      return false; // a folder, or no file of ours
    }
  }
}
