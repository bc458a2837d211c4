/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;

class SearchFileTest {
  private static final Settings BASE = Settings.of(Mode.GRAY_BOX);

  @TempDir private Path folder;

  @Test
  void theExampleIsAGridOfItsChoices() {
    // 3 numbers of filters x 2 kernels x 3 losses x 2 clips
    assertThat(new SearchFile(new StoredFile("../conf/experiments.conf")).trials(BASE))
        .hasSize(36)
        .doesNotHaveDuplicates();
  }

  @Test
  void aRandomSearchDrawsFromChoicesAndRanges() throws IOException {
    List<Settings> trials =
        search(
            "kind = random, trials = 7, choices { loss = [mae], learning-rate { from = 1e-4, to ="
                + " 1e-2 } }");

    assertThat(trials).hasSize(7);
    assertThat(trials)
        .allSatisfy(
            trial ->
                assertThat(Double.parseDouble(trial.toMap().get("learning-rate")))
                    .isBetween(1e-4, 1e-2));
  }

  @Test
  void whatCannotBeSearchedIsTheUsersError() {
    assertThatThrownBy(() -> search("kind = bayes, choices {}"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot search by 'bayes' in ");
    assertThatThrownBy(() -> search("choices { filters = 8 }"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot search filters in ");
    assertThatThrownBy(() -> search("choices { speed = [1] }"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot set speed of a gray-box training");
    assertThatThrownBy(() -> search("kinds = grid, choices { filters = [8] }"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot use the key kinds of search in ")
        .hasMessageEndingWith("its keys are choices, kind, seed, trials");
    assertThatThrownBy(
            () ->
                search(
                    "kind = random, trials = 1,"
                        + " choices { learning-rate { from = 1, to = 2, until = 3 } }"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot use the key until of learning-rate in ");
    assertThatThrownBy(() -> new SearchFile(new StoredFile(folder.resolve("none.conf").toString())))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read the configuration ")
        .hasMessageEndingWith("none.conf (No such file or directory)");
  }

  private List<Settings> search(String block) throws IOException {
    Path file = folder.resolve("search.conf");
    Files.writeString(file, "search { " + block + " }");
    return new SearchFile(new StoredFile(file.toString())).trials(BASE);
  }
}
