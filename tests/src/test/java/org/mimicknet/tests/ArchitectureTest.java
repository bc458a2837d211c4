/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The map of DESIGN.md holds: jobs -> pipeline -> udfs, and packages form no cycle. */
@AnalyzeClasses(
    packages = "org.mimicknet",
    importOptions = ArchitectureTest.OnlyOurMainClasses.class)
class ArchitectureTest {
  /** Neither tests nor what the job jar relocates. */
  static final class OnlyOurMainClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return new DoNotIncludeTests().includes(location)
          && !location.contains("-tests.jar")
          && !location.contains("/shaded/");
    }
  }

  private static final String VECTORS = "jdk.incubator.vector.";
  private static final String[] PIPELINE = {
    "org.mimicknet.archive..",
    "org.mimicknet.format..",
    "org.mimicknet.privacy..",
    "org.mimicknet.table..",
    "org.mimicknet.action..",
    "org.mimicknet.report..",
    "org.mimicknet.simulation..",
    "org.mimicknet.training.."
  };
  private static final String[] UDFS = {
    "org.mimicknet",
    "org.mimicknet.image..",
    "org.mimicknet.signal..",
    "org.mimicknet.metrics..",
    "org.mimicknet.model..",
    "org.mimicknet.inference..",
    "org.mimicknet.sql.."
  };

  @ArchTest
  static final ArchRule udfsKnowNothingOfTablesOrJobs =
      noClasses()
          .that()
          .resideInAnyPackage(UDFS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PIPELINE);

  @ArchTest
  static final ArchRule nobodyKnowsTheJobs =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.mimicknet.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.mimicknet.jobs..");

  @ArchTest
  static final ArchRule oneFrameNeedsNoSparkOutsideSql =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.mimicknet.image..",
              "org.mimicknet.signal..",
              "org.mimicknet.metrics..",
              "org.mimicknet.model..",
              "org.mimicknet.inference..",
              "org.mimicknet.archive..",
              "org.mimicknet.format..",
              "org.mimicknet.privacy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.mimicknet.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobodySetsAMaster =
      noClasses()
          .should()
          .callMethod("org.apache.spark.SparkConf", "setMaster", "java.lang.String")
          .orShould()
          .callMethod("org.apache.spark.sql.SparkSession$Builder", "master", "java.lang.String");

  /** Gradients would be wrong now and then: see Losses.times. */
  @ArchTest
  static final ArchRule nothingIsDifferentiatedByANumberOfDjl =
      noClasses()
          .that()
          .resideInAPackage("org.mimicknet.training..")
          .should()
          .callMethod("ai.djl.ndarray.NDArray", "mul", "java.lang.Number")
          .orShould()
          .callMethod("ai.djl.ndarray.NDArray", "div", "java.lang.Number")
          .orShould()
          .callMethod("ai.djl.ndarray.NDArray", "pow", "java.lang.Number");

  /**
   * All float kernels take the one width that {@code VectorRegisters} gives: two widths in one JVM
   * make each of them many times slower (docs/PERFORMANCE.md).
   */
  @ArchTest
  static final ArchRule oneWidthForAllFloatKernels =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.mimicknet.WidestRegistersKernel")
          .should()
          .accessFieldWhere(
              targetOwner(name(VECTORS + "FloatVector")).and(target(nameStartingWith("SPECIES_"))))
          .orShould()
          .accessFieldWhere(targetOwner(name(VECTORS + "VectorShape")))
          .orShould()
          .callMethod(VECTORS + "VectorShape", "preferredShape")
          .orShould()
          .callMethodWhere(
              targetOwner(name(VECTORS + "VectorSpecies"))
                  .and(target(nameMatching("ofPreferred|ofLargestShape"))));
}
