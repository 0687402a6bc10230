package io.replicamedic.rung.network;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.Peer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The undo documents of cuts as JSON and back; blocks and peers as AWS words them. */
public final class UndoJson {
  /** What a later version adds must be understood before anything is undone by it. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(words())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * What the state is called in documents that name an account. In older ones it was called {@code
   * state}: a version that knows no accounts, and ignores what it does not know, would undo the cut
   * where it is not, find nothing there, and close it. This one it cannot read.
   */
  public static final String LOCATED = "located";

  private UndoJson() {}

  /** The document of a record. */
  public static String write(Object state) {
    return JSON.writeValueAsString(state);
  }

  /** The record of a document. */
  public static <T> T read(String document, Class<T> type) {
    return JSON.readValue(document, type);
  }

  /** Whether a document says something under that name. */
  public static boolean has(String document, String name) {
    return JSON.readTree(document).has(name);
  }

  private static SimpleModule words() {
    SimpleModule module = new SimpleModule("words");
    asText(module, Peer.class, UndoJson::peer);
    asText(module, Cidr.class, Cidr::parse);
    return module;
  }

  private static <T> void asText(SimpleModule module, Class<T> type, Function<String, T> parse) {
    module.addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toString());
          }
        });
    module.addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser parser, DeserializationContext context) {
            return parse.apply(parser.getString());
          }
        });
  }

  private static Peer peer(String text) {
    // Another account's group is told with its account: 123456789012/sg-1.
    if (text.startsWith("sg-") || text.contains("/sg-")) {
      return new Peer.Group(text);
    }
    if (text.startsWith("pl-")) {
      return new Peer.PrefixList(text);
    }
    return Peer.of(Cidr.parse(text));
  }
}
