package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.replication.BinlogPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds where transactions begin and end in a dump, from the events' headers; used by BinlogReader.
 */
final class PlaceReader {
  private static final int IMPOSSIBLE_POSITION = 1236;
  private static final int FIRST_EVENT = 4;
  private static final int ROTATE_NAME_AT = 8;

  private final BinlogConnection connection;
  private final BinlogPosition from;
  private final Deque<BinlogPlace> found = new ArrayDeque<>();
  private String file;
  private boolean begun;
  private @Nullable BinlogPosition start;
  private @Nullable BinlogPosition end;
  private long micros;

  PlaceReader(BinlogConnection connection, BinlogPosition from) {
    this.connection = connection;
    this.from = from;
    this.file = from.file();
  }

  /** Up to the one with an event that ends at {@code until}, or the end of the binlog. */
  List<BinlogPlace> read(BinlogPosition until, int most) throws IOException {
    while (true) {
      Optional<byte[]> next = connection.next();
      if (next.isEmpty()) {
        close(most);
        return List.copyOf(found);
      }
      take(BinlogEvent.of(next.get()), most);
      BinlogPlace last = found.peekLast();
      if (last != null && !last.end().isBefore(until)) {
        return List.copyOf(found);
      }
    }
  }

  private void take(BinlogEvent event, int most) throws IOException {
    if (event.type() == BinlogEvent.ROTATE) {
      close(most);
      byte[] body = event.body();
      String name =
          new String(body, ROTATE_NAME_AT, body.length - ROTATE_NAME_AT, StandardCharsets.UTF_8);
      file = event.end() == 0 ? name : file;
      return;
    }
    if (event.end() == 0 || event.type() == BinlogEvent.FORMAT_DESCRIPTION) {
      return; // made up, or what every dump begins with
    }
    if (!begun) {
      mustBeginWhereAsked(event);
      begun = true;
    }
    if (event.opens()) {
      close(most);
      start = new BinlogPosition(file, event.end() - event.length());
      micros = GtidEvent.commitMicros(event);
    }
    if (start != null && !event.frames()) {
      end = new BinlogPosition(file, event.end());
    }
  }

  // A server takes any place for the beginning of an event; what it then sends need not be one.
  private void mustBeginWhereAsked(BinlogEvent event) throws IOException {
    if (from.offset() == FIRST_EVENT || !file.equals(from.file())) {
      return;
    }
    long begins = event.end() - event.length();
    if (begins != from.offset()) {
      throw new ServerRefusal(
          IMPOSSIBLE_POSITION, from + " is inside an event: the next one begins at " + begins);
    }
    // Since 5.7 each transaction begins with a GTID, if only an anonymous one.
    if (!event.opens() && !event.frames()) {
      throw new ServerRefusal(IMPOSSIBLE_POSITION, from + " is inside a transaction");
    }
  }

  private void close(int most) {
    if (start != null && end != null) {
      found.addLast(new BinlogPlace(start, end, micros));
      if (found.size() > most) {
        found.removeFirst();
      }
    }
    start = null;
    end = null;
  }
}
