package org.synfire.tools.repository;

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
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.Mesh;
import org.synfire.papers.table.ResultTable;
import org.synfire.tools.Synfire;

/**
 * The modules of the house and the edges between them. The training module is judged where it is compiled, since no
 * other module sees it.
 */
class ModulesTest {
    /** A module, a class of it, and the modules that it may use. */
    enum House {
        ENGINE(InputException.class),
        NOC(Mesh.class, ENGINE),
        NETWORK(IntegerNetwork.class, ENGINE),
        EMULATOR(Experiment.class, NETWORK, NOC, ENGINE),
        PAPERS(ResultTable.class, EMULATOR, NETWORK, NOC, ENGINE),
        TOOLS(Synfire.class, PAPERS, EMULATOR, NETWORK, NOC, ENGINE);

        private final Class<?> member;
        private final Set<House> below;

        House(Class<?> member, House... below) {
            this.member = member;
            this.below = Set.of(below);
        }

        String module() {
            return "org.synfire." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Made by the build from the ONNX schema, so not written by our rules. */
    private static final String GENERATED = "org.synfire.network.onnx.proto";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synfire")
            .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(GENERATED)));

    private static JavaClasses of(House house) {
        JavaClasses classes = ALL.that(JavaClass.Predicates.resideInAPackage(house.module() + ".."));
        assertTrue(
                classes.size() > 20,
                String.format(Locale.ROOT, "only %d classes of %s were found", classes.size(), house.module()));
        return classes;
    }

    @ParameterizedTest
    @EnumSource
    void usesModulesBelowItOnly(House house) {
        String[] allowed = Stream.concat(Stream.of(house), house.below.stream())
                .map(module -> module.module() + "..")
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.synfire..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
                .check(of(house));
    }

    @ParameterizedTest
    @EnumSource
    void requiresModulesBelowItOnly(House house) throws IOException {
        String location =
                house.member.getProtectionDomain().getCodeSource().getLocation().toString();
        URI descriptor =
                URI.create((location.endsWith(".jar") ? "jar:" + location + "!/" : location) + "module-info.class");
        try (InputStream in = descriptor.toURL().openStream()) {
            ModuleDescriptor module = ModuleDescriptor.read(in);
            assertEquals(house.module(), module.name());
            Set<String> below = house.below.stream().map(House::module).collect(Collectors.toSet());
            List<String> others = module.requires().stream()
                    .map(ModuleDescriptor.Requires::name)
                    .filter(name -> name.startsWith("org.synfire") && !below.contains(name))
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    @ParameterizedTest
    @EnumSource
    void packagesFormNoCycle(House house) {
        slices().matching(house.module() + ".(**)").should().beFreeOfCycles().check(of(house));
    }

    @Test
    void nobodyUsesUnsafe() {
        noClasses()
                .should()
                .dependOnClassesThat(HasName.Predicates.name("sun.misc.Unsafe").forSubtype())
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("jdk.internal..")
                .check(ALL);
    }

    @Test
    void nobodyKnowsTraining() {
        classes().should().resideOutsideOfPackage("org.synfire.training..").check(ALL);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.synfire.training..", "org.bytedeco..")
                .check(ALL);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(ALL);
    }

    @Test
    void publicFieldsAreConstants() {
        fields().that().arePublic().should().beStatic().andShould().beFinal().check(ALL);
    }

    @Test
    void onlyKernelsAndRoutersUseTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.synfire.emulator.kernel..", "org.synfire.noc.cycle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(ALL);
    }

    @Test
    void theYamlLibraryStaysInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.synfire.engine.yaml")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(ALL);
    }
}
