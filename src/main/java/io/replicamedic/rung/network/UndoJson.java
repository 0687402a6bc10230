package io.replicamedic.rung.network;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.Peer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The undo documents of cuts as JSON and back; blocks and peers as AWS words them. */
public final class UndoJson {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(words()).build();

  private UndoJson() {}

  /** The document of a record. */
  public static String write(Object state) {
    return JSON.writeValueAsString(state);
  }

  /** The record of a document. */
  public static <T> T read(String document, Class<T> type) {
    return JSON.readValue(document, type);
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
