import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs google-java-format over a source tree; called by the build: {@code Format check|write DIR}. */
final class Format {
  private Format() {}

  /** Exit code 1 when a file is not formatted (check), so that the build stops and names it. */
  public static void main(String[] args) throws Exception {
    List<String> call = new ArrayList<>();
    if (args[0].equals("write")) {
      call.add("--replace");
    } else {
      call.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    try (var files = Files.walk(Path.of(args[1]))) {
      files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(call::add);
    }
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = new Main(out, err, System.in).format(call.toArray(String[]::new));
    if (code != 0 && args[0].equals("check")) {
      err.println("The files above are not formatted. Run: mvn -q -Dformat process-sources");
    }
    out.flush();
    System.exit(code);
  }
}
