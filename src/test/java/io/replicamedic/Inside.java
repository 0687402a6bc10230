package io.replicamedic;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/** Classes of these rooms, or of no room of ours at all; used by ArchitectureTest. */
final class Inside extends DescribedPredicate<JavaClass> {
  private final List<String> rooms;

  Inside(String... rooms) {
    super("are in " + List.of(rooms) + " or outside the house");
    this.rooms = List.of(rooms);
  }

  @Override
  public boolean test(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName() + ".";
    return !name.startsWith("io.replicamedic.")
        || rooms.stream().anyMatch(room -> name.startsWith("io.replicamedic." + room + "."));
  }
}
