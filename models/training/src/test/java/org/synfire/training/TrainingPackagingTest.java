package org.synfire.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the training part may lean on, and that its plain parts need no PyTorch. */
class TrainingPackagingTest {
    private static final List<String> UPWARDS = Stream.of(
                    ".description", ".precision", ".allocation", ".tensor", ".spiking", ".learn", ".hessian", "")
            .map(name -> "org.synfire.training" + name)
            .toList();
    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.synfire.training");
        assertTrue(classes.size() > 40);
    }

    @Test
    void plainPartsNeedNoPyTorch() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.synfire.training.description",
                        "org.synfire.training.precision",
                        "org.synfire.training.allocation")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(classes);
    }

    @Test
    void dependsOnNothingAboveIt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.synfire.tools..", "org.synfire.bench..")
                .check(classes);
    }

    /** Each leans on those before it alone, so there is no cycle. */
    @Test
    void packagesLeanDownwards() {
        for (int lower = 0; lower < UPWARDS.size() - 1; lower++) {
            noClasses()
                    .that()
                    .resideInAPackage(UPWARDS.get(lower))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            UPWARDS.subList(lower + 1, UPWARDS.size()).toArray(String[]::new))
                    .check(classes);
        }
    }

    @Test
    void everyPackageHasItsPlace() {
        classes().should().resideInAnyPackage(UPWARDS.toArray(String[]::new)).check(classes);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(classes);
    }
}
