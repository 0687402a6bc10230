package io.replicamedic.adapter.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON: the binlog's binary form and the server's text, both written again by JsonText. Keys keep
 * their order, which is the server's own. Dates, decimals and blobs inside a document are text in a
 * SELECT and typed in the binlog: a document that holds one is uncertain.
 */
record JsonCanon() implements Canon {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String expression(String quotedColumn) {
    return "HEX(CAST(" + quotedColumn + " AS CHAR CHARACTER SET utf8mb4))";
  }

  @Override
  public String ofSelected(byte[] selected) throws Uncertain {
    JsonText text = new JsonText();
    byte[] document = HexFormat.of().parseHex(ascii(selected));
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        append(parser, token, text);
      }
    } catch (JacksonException e) {
      throw uncertain(e);
    }
    return text.toString();
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    JsonText text = new JsonText();
    try {
      JsonBinary.parse(cell.ofType(Cell.JSON).bytes(), text);
    } catch (IOException | RuntimeException e) {
      throw uncertain(e);
    }
    return text.toString();
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    return Optional.empty();
  }

  private static void append(JsonParser parser, JsonToken token, JsonText text) {
    switch (token) {
      case START_OBJECT -> text.beginObject(0);
      case END_OBJECT -> text.endObject();
      case START_ARRAY -> text.beginArray(0);
      case END_ARRAY -> text.endArray();
      case PROPERTY_NAME -> text.name(parser.currentName());
      case VALUE_STRING -> text.value(parser.getString());
      case VALUE_NUMBER_INT -> text.value(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> text.value(Double.parseDouble(parser.getString()));
      case VALUE_TRUE -> text.value(true);
      case VALUE_FALSE -> text.value(false);
      case VALUE_NULL -> text.valueNull();
      default -> throw new IllegalStateException("not JSON: " + token);
    }
  }

  private static String ascii(byte[] selected) {
    return new String(selected, StandardCharsets.US_ASCII);
  }

  private static Uncertain uncertain(Exception e) {
    return new Uncertain("JSON that cannot be compared: " + e.getMessage());
  }
}
