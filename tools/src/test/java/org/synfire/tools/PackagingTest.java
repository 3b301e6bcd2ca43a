package org.synfire.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line leans on the other modules, its libraries and nothing else, and offers nothing but its entry. */
class PackagingTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.synfire.tools");

    @Test
    void findsTheClassesItJudges() {
        assertTrue(CLASSES.contain(Synfire.class), "no class was found to judge");
    }

    @Test
    void leansOnTheOtherModulesAndItsLibrariesOnly() {
        classes().that().resideInAPackage("org.synfire.tools..")
                .should().onlyDependOnClassesThat().resideInAnyPackage("org.synfire.tools..", "org.synfire.models..", "org.synfire.noc..", "org.synfire.engine..", "java..",
                        "picocli..", "me.tongfei.progressbar..", "com.fasterxml.jackson..", "org.knowm.xchart..")
                .check(CLASSES);
    }

    @Test
    void offersItsEntryAlone() {
        List<String> open = CLASSES.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)).map(type -> type.getSimpleName()).toList();
        assertEquals(List.of("Synfire"), open);
    }
}
