/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;

/**
 * Modules depend downwards only (jobs, training, warehouse, then formats and udfs), packages form
 * no cycle, and few classes depend on what Spark and Delta do not publish.
 */
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

  private static final String[] JOBS = {"org.mimicknet.jobs.."};
  private static final String[] TRAINING = {
    "org.mimicknet.training..", "org.mimicknet.simulation.."
  };
  private static final String[] WAREHOUSE = {
    "org.mimicknet.table..", "org.mimicknet.action..", "org.mimicknet.report.."
  };
  private static final String[] FORMATS = {
    "org.mimicknet.archive..", "org.mimicknet.format..", "org.mimicknet.privacy.."
  };

  /**
   * What formats may take from udfs: the image, and what all modules share, as the errors of the
   * user and of data, and the memory of a task.
   */
  private static final String[] SHARED = {"org.mimicknet", "org.mimicknet.image.."};

  private static final String[] FRAME = {
    "org.mimicknet.signal..",
    "org.mimicknet.metrics..",
    "org.mimicknet.model..",
    "org.mimicknet.inference.."
  };
  private static final String[] SQL = {
    "org.mimicknet.spark..",
    "org.mimicknet.config..",
    "org.mimicknet.cluster..",
    "org.mimicknet.sql.."
  };

  /** Private classes of Spark and Delta: any version may change them. */
  private static final String[] INTERNALS = {
    "org.apache.spark.deploy..",
    "org.apache.spark.network..",
    "org.apache.spark.sql.catalyst..",
    "org.apache.spark.sql.delta..",
    "io.delta.kernel.internal..",
    // As the job jar has it.
    "org.mimicknet.shaded.delta.kernel.internal.."
  };

  /**
   * The classes that use {@link #INTERNALS}, each because there is no public way. Another line of
   * Spark or Delta needs only these replaced.
   */
  private static final Set<String> USERS_OF_INTERNALS =
      Set.of(
          "org.mimicknet.config.HadoopSettings",
          "org.mimicknet.sql.FunctionRegistration",
          "org.mimicknet.table.LastAppend");

  @ArchTest
  static final ArchRule eachModuleKnowsOnlyThoseBelowIt =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("jobs")
          .definedBy(JOBS)
          .layer("training")
          .definedBy(TRAINING)
          .layer("warehouse")
          .definedBy(WAREHOUSE)
          .layer("formats")
          .definedBy(FORMATS)
          .layer("SQL")
          .definedBy(SQL)
          .layer("one frame")
          .definedBy(FRAME)
          .layer("shared")
          .definedBy(SHARED)
          .whereLayer("jobs")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("jobs")
          .whereLayer("warehouse")
          .mayOnlyBeAccessedByLayers("jobs", "training")
          .whereLayer("formats")
          .mayOnlyBeAccessedByLayers("jobs", "training", "warehouse")
          .whereLayer("SQL")
          .mayOnlyBeAccessedByLayers("jobs", "training", "warehouse")
          .whereLayer("one frame")
          .mayOnlyBeAccessedByLayers("jobs", "training", "warehouse", "SQL")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule oneFrameAndItsFileNeedNoSpark =
      noClasses()
          .that(
              resideInAnyPackage(SHARED)
                  .or(resideInAnyPackage(FRAME))
                  .or(resideInAnyPackage(FORMATS)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "io.delta..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  /** Every package by its full name, so that one inside another is another. */
  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @ArchTest
  static final ArchRule onlyTrainingTrains =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.mimicknet.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.pytorch..", "ai.djl.training..", "ai.djl.nn..");

  @ArchTest
  static final ArchRule onlyInferenceAndTrainingKnowDjl =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.mimicknet.training..", "org.mimicknet.inference..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  /**
   * What is broadcast, collected or shuffled goes through {@code spark.serializer}, and Kryo cannot
   * read records.
   */
  @ArchTest
  static final ArchRule nothingOfOursIsLeftToTheSerializerOfTheUser =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.mimicknet.cluster.Shared")
          .should()
          .callMethod(
              "org.apache.spark.SparkContext",
              "broadcast",
              "java.lang.Object",
              "scala.reflect.ClassTag")
          .orShould()
          .callMethod("org.apache.spark.api.java.JavaSparkContext", "broadcast", "java.lang.Object")
          .orShould()
          .callMethod("org.apache.spark.sql.Encoders", "kryo", "java.lang.Class");

  /** Their elements, too; a Dataset has encoders. */
  @ArchTest
  static final ArchRule rddsHoldNumbersTextsAndWhatIsJavaSerialized =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.mimicknet.training.Trials")
          .and()
          .doNotHaveFullyQualifiedName("org.mimicknet.training.FrameSet")
          .and()
          .doNotHaveFullyQualifiedName("org.mimicknet.action.UnreadableSources")
          .and()
          // Rows of a Dataset, which no serializer sees: they stay in their task.
          .doNotHaveFullyQualifiedName("org.mimicknet.action.ProfiledRows")
          .and()
          .doNotHaveFullyQualifiedName("org.mimicknet.action.LastLook")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.apache\\.spark\\.(rdd\\..*|api\\.java\\.Java.*RDD)");

  @ArchTest
  static void privateClassesOfSparkAndDeltaAreUsedByAFewClassesOnly(JavaClasses ours) {
    Set<String> users =
        ours.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(ArchitectureTest::isInternal)
            .map(dependency -> outermost(dependency.getOriginClass()).getName())
            .collect(toSet());

    assertThat(users).isEqualTo(USERS_OF_INTERNALS);
  }

  /** {@code ParseException} is internal by its package only: public methods throw it. */
  private static boolean isInternal(Dependency dependency) {
    return resideInAnyPackage(INTERNALS).test(dependency.getTargetClass())
        && !dependency.getTargetClass().getSimpleName().equals("ParseException");
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  @ArchTest
  static final ArchRule oneClassGivesThreadsTheirTask =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.mimicknet.sql.TaskOfThread")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.spark.TaskContext$");

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
