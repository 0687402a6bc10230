package io.replicamedic.adapter.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.AbstractRowsEventDataDeserializer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** DECIMAL with all digits of its scale. */
record DecimalCanon() implements Canon {
  @Override
  public String expression(String quotedColumn) {
    return quotedColumn;
  }

  @Override
  public String ofSelected(byte[] selected) {
    return new BigDecimal(new String(selected, StandardCharsets.US_ASCII)).toPlainString();
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    int meta = cell.ofType(Cell.DECIMAL).meta();
    return AbstractRowsEventDataDeserializer.asBigDecimal(meta & 0xFF, meta >> 8, cell.bytes())
        .toPlainString();
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    return Optional.of(quotedColumn + " = " + new BigDecimal(canonical).toPlainString());
  }
}
