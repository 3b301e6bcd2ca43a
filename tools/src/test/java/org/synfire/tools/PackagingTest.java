package org.synfire.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The command line leans on the other modules, its libraries and nothing else, and offers nothing but its entries and
 * its report.
 */
class PackagingTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.synfire.tools");

    @Test
    void findsTheClassesItJudges() {
        assertTrue(CLASSES.contain(Synfire.class), "no class was found to judge");
    }

    @Test
    void leansOnTheOtherModulesAndItsLibrariesOnly() {
        classes()
                .that()
                .resideInAPackage("org.synfire.tools..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.synfire.tools..",
                        "org.synfire.network..",
                        "org.synfire.emulator..",
                        "org.synfire.papers..",
                        "org.synfire.noc..",
                        "org.synfire.engine..",
                        "java..",
                        "picocli..",
                        "me.tongfei.progressbar..",
                        "com.fasterxml.jackson..",
                        "j2html..",
                        "org.apache.batik.svggen..",
                        "org.jfree..",
                        "javax.xml..",
                        "org.w3c.dom..",
                        // signals
                        "sun.misc")
                .check(CLASSES);
    }

    @Test
    void drawsInTheReportAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.synfire.tools.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "j2html..", "org.apache.batik..", "org.jfree..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.synfire.tools.report..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.synfire.tools")
                .check(CLASSES);
    }

    @Test
    void offersItsEntryAndWhatItDrawsAlone() {
        List<String> open = CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(type -> type.getSimpleName())
                .toList();
        assertEquals(
                Set.of(
                        "Synfire",
                        "Rehearsal",
                        "HtmlReport",
                        "NocPage",
                        "NeuronPage",
                        "NeuronGalleryPage",
                        "Program",
                        "Stimulus",
                        "LinkUse",
                        "PageFiles",
                        "Png",
                        "ResultPage",
                        "ComparePage",
                        "SweepPage",
                        "Axes",
                        "TaskProgram",
                        // for the part that runs sweeps on a cluster
                        "SweepFile",
                        "Setting",
                        "PlannedRun",
                        "PreparedRun",
                        "Sweep",
                        "ReportWriter",
                        "ProgressListener",
                        "SweepTask",
                        "TaskRequest",
                        "TaskResult",
                        "SweepExecutor",
                        "SweepCluster",
                        "Job",
                        "ThreadExecutor",
                        "FinishedTasks",
                        "RunEnd",
                        "SweepTable"),
                Set.copyOf(open));
    }
}
