package io.replicamedic.rung.network;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Peer;
import io.replicamedic.obligation.Obligation;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** A recorded cut as the undo document of its obligation, and back. */
final class CutDocument {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(peersAsText()).build();

  private CutDocument() {}

  static String write(CutState state) {
    return JSON.writeValueAsString(state);
  }

  static CutState read(Obligation obligation) {
    return JSON.readValue(obligation.undo(), CutState.class);
  }

  private static SimpleModule peersAsText() {
    return new SimpleModule("peers")
        .addSerializer(
            Peer.class,
            new ValueSerializer<Peer>() {
              @Override
              public void serialize(
                  Peer value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(value.toString());
              }
            })
        .addDeserializer(
            Peer.class,
            new ValueDeserializer<Peer>() {
              @Override
              public Peer deserialize(JsonParser parser, DeserializationContext context) {
                return peer(parser.getString());
              }
            });
  }

  private static Peer peer(String text) {
    if (text.startsWith("sg-")) {
      return new Peer.Group(text);
    }
    if (text.startsWith("pl-")) {
      return new Peer.PrefixList(text);
    }
    return Peer.of(Cidr.parse(text));
  }
}
