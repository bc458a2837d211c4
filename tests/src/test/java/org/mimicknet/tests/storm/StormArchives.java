/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mimicknet.tests.MatFrames;

/**
 * Small archives of two sites: each with a study, a member that is broken, and a frame of before.
 */
final class StormArchives {
  private static final int PER_SITE = 2;
  private static final int FRAMES = 2;

  private StormArchives() {}

  /** Writes them, and gives the paths of their good frames as the table has them. */
  static List<String> write(Path folder) throws IOException {
    List<String> frames = new ArrayList<>();
    int seed = 0;
    for (String site : List.of("north", "south")) {
      Path place = Files.createDirectories(folder.resolve(site));
      for (int archive = 0; archive < PER_SITE; archive++) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        StringBuilder csv = new StringBuilder("filename,timestamp_id,scanner,site\n");
        for (int frame = 0; frame < FRAMES; frame++) {
          String name = "%s%s%s.mat".formatted(site, archive, frame);
          // The last of a site is one that its first archive has, too.
          boolean again = archive == PER_SITE - 1 && frame == FRAMES - 1;
          members.put(name, MatFrames.uncompressed(40, 32, again ? seed - FRAMES : seed));
          seed++;
          csv.append("%s,2026030%s,scanner-%s,%s%n".formatted(name, archive + 1, site, site));
          frames.add("%s/%s.zip!/%s#0".formatted(site, archive, name));
        }
        members.put("cut.mat", Arrays.copyOf(MatFrames.uncompressed(40, 32, seed), 1000));
        members.put("metadata.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
        zip(place.resolve(archive + ".zip"), members);
      }
    }
    return frames;
  }

  private static void zip(Path file, Map<String, byte[]> members) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
  }
}
