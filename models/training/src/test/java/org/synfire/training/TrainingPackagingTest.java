package org.synfire.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.synfire.network.training.TrainingService;

/** The edges of this module and of its packages. */
class TrainingPackagingTest {
    private static final List<String> UPWARDS = Stream.of(
                    ".allocation", ".tensor", ".learn", ".spiking", ".checkpoint", ".hessian", ".onnx", ".demo", "")
            .map(name -> "org.synfire.training" + name)
            .toList();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synfire.training");

    @Test
    void usesTheNetworkModuleOnly() {
        assertTrue(CLASSES.size() > 40);
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.synfire..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                "org.synfire.training..", "org.synfire.network..", "org.synfire.engine.."))))
                .check(CLASSES);
    }

    @Test
    void requiresTheNetworkModuleOnly() throws IOException {
        ModuleDescriptor module = descriptor();
        assertEquals("org.synfire.training", module.name());
        assertEquals(
                List.of("org.synfire.network"),
                module.requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> name.startsWith("org.synfire"))
                        .toList());
    }

    /** The module descriptor serves the module path, the file in META-INF the class path. */
    @Test
    void isFoundAsAService() throws IOException {
        assertInstanceOf(TorchTraining.class, TrainingService.find().orElseThrow());
        ModuleDescriptor.Provides provided =
                descriptor().provides().stream().findFirst().orElseThrow();
        assertEquals(TrainingService.class.getName(), provided.service());
        assertEquals(List.of(TorchTraining.class.getName()), provided.providers());
    }

    private static ModuleDescriptor descriptor() throws IOException {
        String classes = TorchTraining.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        try (InputStream in = Files.newInputStream(Path.of(classes, "module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    @Test
    void allocationNeedsNoPyTorch() {
        noClasses()
                .that()
                .resideInAPackage("org.synfire.training.allocation")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    /** Each package uses those before it only, so there is no cycle. */
    @Test
    void packagesUseThoseBelowThem() {
        for (int lower = 0; lower < UPWARDS.size() - 1; lower++) {
            noClasses()
                    .that()
                    .resideInAPackage(UPWARDS.get(lower))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            UPWARDS.subList(lower + 1, UPWARDS.size()).toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsPlace() {
        classes().should().resideInAnyPackage(UPWARDS.toArray(String[]::new)).check(CLASSES);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }
}
