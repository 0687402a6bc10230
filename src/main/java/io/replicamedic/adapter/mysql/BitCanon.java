package io.replicamedic.adapter.mysql;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** BIT(1..64) as an unsigned number. */
record BitCanon() implements Canon {
  @Override
  public String expression(String quotedColumn) {
    return "CAST(" + quotedColumn + " AS UNSIGNED)";
  }

  @Override
  public String ofSelected(byte[] selected) {
    return new BigInteger(new String(selected, StandardCharsets.US_ASCII)).toString();
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    return new BigInteger(1, cell.ofType(Cell.BIT).bytes()).toString();
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    return Optional.of(quotedColumn + " = " + new BigInteger(canonical));
  }
}
