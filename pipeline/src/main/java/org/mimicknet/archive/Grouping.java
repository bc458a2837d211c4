package org.mimicknet.archive;

import java.util.Optional;

/** Which members of a source only together make frames, so that one task must read them. */
@FunctionalInterface
public interface Grouping {
  /** Every member stands alone. */
  Grouping NONE = path -> Optional.empty();

  /** The group of the member at {@code path}: members of one group give equal answers. */
  Optional<String> groupOf(String path);
}
