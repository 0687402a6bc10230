package io.replicamedic.lab;

/**
 * A row with a value in every type of column, always the same for the same id and label: the stuff
 * that conflicts are made of; called by {@link Trouble}.
 */
record Parcel(long id, String label) {
  static final String TABLE = "shop.parcel";

  String insert() {
    return """
    INSERT INTO shop.parcel (id, label, town, price, weight, volume, day, at_time, booked, seen,
      season, photo, extra, state, marks, bits, counted, note)
    VALUES (%d, '%s 📦', 'Zürich', 1234567.8901, 0.1, 2.718281828459045, '2026-02-28',
      '-12:34:56.789', '2026-11-22 08:09:10.123456', '2026-11-22 08:09:10', 2026, x'00ff10',
      '{"weight": 1.50, "tags": ["a", null, true], "größe": {"x": -1}}', 'lost', 'fragile,gift',
      b'1000000001', 4294967295, NULL)
    """
        .formatted(id, label);
  }

  static String delete(long id) {
    return "DELETE FROM shop.parcel WHERE id = " + id;
  }
}
