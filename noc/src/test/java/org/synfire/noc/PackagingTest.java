package org.synfire.noc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** This module leans on the engine alone, and its packages lean one way. */
class PackagingTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.synfire.noc");

    @Test
    void findsTheClassesItJudges() {
        assertTrue(CLASSES.contain(Mesh.class), "no class was found to judge");
    }

    @Test
    void leansOnTheEngineAndItsLibrariesOnly() {
        classes()
                .that()
                .resideInAPackage("org.synfire.noc..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.synfire.noc..", "org.synfire.engine..", "java..", "jdk.incubator.vector..", "org.agrona..")
                .check(CLASSES);
    }

    /** The base package is outside the slices above. */
    @Test
    void keepsTheBasePackageAtTheBottom() {
        noClasses()
                .that()
                .resideInAPackage("org.synfire.noc")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.synfire.noc.chip..", "org.synfire.noc.energy..", "org.synfire.noc.cycle..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.synfire.noc.cycle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.synfire.noc.chip..", "org.synfire.noc.energy..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.synfire.noc.chip..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.synfire.noc.energy..")
                .check(CLASSES);
    }

    /** Packets and routers know nothing of each other; theory and measuring know both. */
    @Test
    void keepsTrafficAndRoutersApart() {
        noClasses()
                .that()
                .resideInAPackage("org.synfire.noc.traffic..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.synfire.noc.chip..",
                        "org.synfire.noc.cycle..",
                        "org.synfire.noc.theory..",
                        "org.synfire.noc.measure..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.synfire.noc.cycle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.synfire.noc.traffic..", "org.synfire.noc.theory..", "org.synfire.noc.measure..")
                .check(CLASSES);
    }
}
