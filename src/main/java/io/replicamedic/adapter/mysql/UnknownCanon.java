package io.replicamedic.adapter.mysql;

import java.util.Optional;

/** A type that came after this was written: nothing about it is certain. */
record UnknownCanon(String type) implements Canon {
  @Override
  public String expression(String quotedColumn) {
    return quotedColumn + " IS NULL";
  }

  @Override
  public String ofSelected(byte[] selected) throws Uncertain {
    throw new Uncertain("type " + type);
  }

  @Override
  public String ofCell(Cell cell) throws Uncertain {
    throw new Uncertain("type " + type);
  }

  @Override
  public Optional<String> condition(String quotedColumn, String canonical, String charset) {
    return Optional.empty();
  }
}
