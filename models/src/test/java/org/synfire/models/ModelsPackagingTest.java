package org.synfire.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.synfire.models.integer.IntegerNetwork;

/**
 * The layout stays what the module says. The classes that the build generates from the ONNX schema are not ours and are
 * left out.
 */
class ModelsPackagingTest {
    private static final String GENERATED = "org.synfire.models.onnx.proto";
    private static JavaClasses own;

    @BeforeAll
    static void importClasses() {
        own = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.synfire.models")
                .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(GENERATED)));
        assertTrue(own.size() > 100);
    }

    @Test
    void dependsOnEngineAndNocAlone() {
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.synfire..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                "org.synfire.engine..", "org.synfire.noc..", "org.synfire.models.."))))
                .check(own);
    }

    @Test
    void requiresOfOursTheNocModuleAlone() throws IOException, URISyntaxException {
        Path classes = Path.of(IntegerNetwork.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            Set<String> ours = ModuleDescriptor.read(in).requires().stream()
                    .map(ModuleDescriptor.Requires::name)
                    .filter(name -> name.startsWith("org.synfire"))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("org.synfire.noc"), ours);
        }
    }

    @Test
    void knowsNothingOfTraining() {
        classes().should().resideOutsideOfPackages("..training..").check(own);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..training..", "org.bytedeco..")
                .check(own);
    }

    @Test
    void usesNoUnsafe() {
        noClasses()
                .should()
                .dependOnClassesThat(HasName.Predicates.name("sun.misc.Unsafe").forSubtype())
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("jdk.internal..")
                .check(own);
    }

    @Test
    void onlyKernelsUseTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.synfire.models.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(own);
    }

    @Test
    void theReferenceHasNoSpikesInIt() {
        noClasses()
                .that()
                .resideInAPackage("org.synfire.models.reference")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.synfire.models.kernel",
                        "org.synfire.models.neuron",
                        "org.synfire.models.emulate",
                        "org.synfire.models.map",
                        "jdk.incubator.vector..")
                .check(own);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.synfire.models.(*)..").should().beFreeOfCycles().check(own);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(own);
    }

    @Test
    void publicFieldsAreConstants() {
        fields().that().arePublic().should().beStatic().andShould().beFinal().check(own);
    }
}
