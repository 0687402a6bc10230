package io.replicamedic.packets;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Three hosts in network namespaces around a router, joined by veth pairs: a database that sends
 * only what it is told it may, its source, and another host at the address next to the source's.
 * Opened by {@link PacketsTest}; nothing of it is left afterwards.
 */
final class Ground implements AutoCloseable {
  static final String DATABASE = "10.77.0.7";
  static final String SOURCE = "10.77.1.5";
  static final String OTHER = "10.77.1.4";
  static final int PORT = 3306;
  static final int ANOTHER_PORT = 3307;

  private static final String GATEWAY = "10.77.255.1";

  private final String run = "medic-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> namespaces = new ArrayList<>();
  private final List<Post> posts = new ArrayList<>();
  private final Post database;

  /** The machine cannot do it; the message is the command that failed, with its words. */
  static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unavailable(Tool.Failed cause) {
      super(cause.getMessage(), cause);
    }
  }

  private Ground() throws Unavailable {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    try {
      namespace("net");
      set("net", "net/ipv4/ip_forward", "1");
      host("db", DATABASE);
      host("source", SOURCE);
      host("other", OTHER);
      // Connection tracking and both kinds of chains, while nothing of a cloud is in them.
      capability(nft(), Ruleset.of(List.of(), List.of()));
      // All echo requests of a process are one flow: remembered, they would pass for ever.
      set("db", "net/netfilter/nf_conntrack_icmp_timeout", "0");
      Post source = post("source");
      Post other = post("other");
      database = post("db");
      serve(source, SOURCE);
      serve(other, OTHER);
    } catch (Unavailable | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Made, with servers on both ports of both hosts. */
  static Ground open() throws Unavailable {
    return new Ground();
  }

  /** From now on the database sends what that file allows. */
  void load(String ruleset) {
    must(nft(), ruleset);
  }

  /** The database's programs. */
  Post database() {
    return database;
  }

  private void namespace(String name) throws Unavailable {
    capability(List.of("ip", "netns", "add", of(name)), "");
    namespaces.add(of(name));
  }

  /** By host routes only, so that two neighbours need no network in common. */
  private void host(String name, String address) throws Unavailable {
    namespace(name);
    capability(ip("net", "link add " + name + " type veth peer name eth0 netns " + of(name)), "");
    must(ip("net", "address add " + GATEWAY + "/32 dev " + name), "");
    must(ip("net", "link set dev " + name + " up"), "");
    must(ip(name, "address add " + address + "/32 dev eth0"), "");
    must(ip(name, "link set dev eth0 up"), "");
    must(ip(name, "route add " + GATEWAY + " dev eth0"), "");
    must(ip(name, "route add default via " + GATEWAY), "");
    must(ip("net", "route add " + address + " dev " + name), "");
  }

  private List<String> ip(String namespace, String words) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", of(namespace)));
    command.addAll(List.of(words.split(" ")));
    return command;
  }

  private List<String> inside(String namespace, String... words) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", of(namespace)));
    command.addAll(List.of(words));
    return command;
  }

  /** A setting of that namespace: of the one that the shell is in. */
  private void set(String namespace, String key, String value) throws Unavailable {
    capability(inside(namespace, "sh", "-c", "echo " + value + " > /proc/sys/" + key), "");
  }

  private List<String> nft() {
    return inside("db", "nft", "-f", "-");
  }

  /** What a machine may lack; anything else that goes wrong is a mistake of ours. */
  private static void capability(List<String> command, String input) throws Unavailable {
    try {
      Tool.run(command, input);
    } catch (Tool.Failed e) {
      throw new Unavailable(e);
    }
  }

  private static void must(List<String> command, String input) {
    try {
      Tool.run(command, input);
    } catch (Tool.Failed e) {
      throw new IllegalStateException(e.getMessage() + "\n" + input, e);
    }
  }

  private Post post(String name) {
    Post post = Post.in(of(name));
    posts.add(post);
    return post;
  }

  private static void serve(Post post, String address) {
    for (int port : new int[] {PORT, ANOTHER_PORT}) {
      String answer = post.ask("serve " + address + " " + port);
      if (!answer.equals("serving")) {
        throw new IllegalStateException(answer);
      }
    }
  }

  private String of(String name) {
    return run + "-" + name;
  }

  /** Programs first: a namespace lives as long as somebody is in it. */
  @Override
  public synchronized void close() {
    posts.forEach(Post::close);
    posts.clear();
    List<String> failures = new ArrayList<>();
    for (String each : namespaces) {
      try {
        Tool.run(List.of("ip", "netns", "delete", each), "");
      } catch (Tool.Failed e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    namespaces.clear();
    if (!failures.isEmpty()) {
      throw new IllegalStateException("left behind: " + failures);
    }
  }
}
