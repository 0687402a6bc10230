package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Peer;
import io.replicamedic.obligation.Obligation;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The undo document of a cut of security group rules.
 *
 * @param around all groups on the database's interfaces; what may let the source through
 */
record CutDocument(CutState state, Set<String> around) {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(peersAsText()).build();

  CutDocument {
    around = Set.copyOf(around);
  }

  static CutDocument read(Obligation obligation) {
    return parse(obligation.undo());
  }

  static CutDocument parse(String json) {
    return JSON.readValue(json, CutDocument.class);
  }

  String write() {
    return JSON.writeValueAsString(this);
  }

  CutDocument in(CutState next) {
    return new CutDocument(next, around);
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
