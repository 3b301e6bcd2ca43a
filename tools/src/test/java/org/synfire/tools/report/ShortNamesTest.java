package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
    @Test
    void aNameThatIsNotLongStaysWhole() {
        assertEquals(
                List.of("layer1.0.relu1", "seventeen_letters"),
                ShortNames.of(List.of("layer1.0.relu1", "seventeen_letters")));
    }

    @Test
    void aLongNameLosesItsMiddle() {
        assertEquals(
                List.of("features\u2026nv1_relu", "image"),
                ShortNames.of(List.of("features.denseblock1.conv1_relu", "image")));
    }

    @Test
    void namesThatDifferAtOneEndKeepThatEnd() {
        assertDiffer(List.of("an_ordinary_stage_number_1", "an_ordinary_stage_number_2"));
        assertDiffer(List.of("1_of_the_ordinary_stages", "2_of_the_ordinary_stages"));
    }

    @Test
    void namesThatDifferInTheMiddleKeepTheMiddle() {
        assertDiffer(List.of(
                "/features/block.10/conv/conv.1/Relu6",
                "/features/block.11/conv/conv.1/Relu6",
                "/features/block.12/conv/conv.1/Relu6"));
        assertDiffer(List.of("/layer1/layer1.0/relu/Relu", "/layer1/layer1.1/relu/Relu", "/layer2/layer2.0/relu/Relu"));
    }

    private static void assertDiffer(List<String> names) {
        List<String> cut = ShortNames.of(names);
        assertEquals(names.size(), new HashSet<>(cut).size(), cut::toString);
        cut.forEach(name -> assertTrue(name.length() <= 17, name));
        cut.forEach(name -> assertTrue(name.contains("\u2026"), name));
    }
}
