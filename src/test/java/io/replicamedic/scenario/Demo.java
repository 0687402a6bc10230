package io.replicamedic.scenario;

/** Quick. */
public final class Demo {
  private Demo() {}

  public static void main(String[] args) throws Exception {
    int bad = 0;
    for (String name : args) {
      long t = System.nanoTime();
      try (Incident incident = new Incident(Scenarios.named(name).orElseThrow(), ServiceHere::new)) {
        long t1 = System.nanoTime();
        incident.play();
        System.out.println("PASS " + name + " setup " + (t1 - t) / 1000000 + " ms, run " + (System.nanoTime() - t1) / 1000000 + " ms");
      } catch (Throwable e) {
        bad++;
        System.out.println("FAIL " + name + ": " + e.getMessage());
        e.printStackTrace(System.out);
      }
    }
    System.out.println("DONE bad=" + bad);
    System.exit(bad);
  }
}
