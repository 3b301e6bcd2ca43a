package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.synfire.noc.RouterTiming;

/** The built-in chip says what is published about Darwin3. */
class Darwin3Test {
    private final ChipDescription chip = Chips.darwin3();

    @Test
    void hasThePublishedNumberOfCoresAndNeurons() {
        assertEquals(576, chip.mesh().nodes());
        assertEquals(575, chip.neuronCores());
        assertEquals(2_355_200, chip.neuronCores() * chip.neuronsPerCore());
    }

    @Test
    void hasNoNeuronsInItsCornerOnly() {
        assertEquals(0, chip.ioNode());
        assertFalse(chip.isNeuronCore(0));
        assertEquals(575, IntStream.range(0, 576).filter(chip::isNeuronCore).count());
    }

    @Test
    void has287BigAnd288LittleNeuronCores() {
        assertEquals(287, neuronCoresOf(CoreType.BIG));
        assertEquals(288, neuronCoresOf(CoreType.LITTLE));
    }

    private long neuronCoresOf(CoreType type) {
        return IntStream.range(0, chip.mesh().nodes())
                .filter(node -> chip.isNeuronCore(node) && chip.coreType(node) == type)
                .count();
    }

    @Test
    void knowsItsMemories() {
        assertEquals(65536, chip.axonInWords(CoreType.BIG));
        assertEquals(8192, chip.axonInWords(CoreType.LITTLE));
        assertEquals(16384, chip.axonOutWords());
        assertEquals(1, chip.stateWordsPerNeuron());
        assertEquals(15, chip.reach());
    }

    @Test
    void packsWeightsIntoWordsOf48Bits() {
        assertEquals("2, 4, 6, 8, 16", chip.weightBits().valueText());
        assertEquals(24, chip.weightsPerWord(2));
        assertEquals(12, chip.weightsPerWord(4));
        assertEquals(8, chip.weightsPerWord(6));
        assertEquals(6, chip.weightsPerWord(8));
        assertEquals(3, chip.weightsPerWord(16));
    }

    @Test
    void hasItsTimesInSecondsAndCycles() {
        assertEquals(333e6, chip.clockHz());
        assertEquals(5e-4, chip.stepSeconds());
        assertEquals(166_500, chip.stepCycles());
        assertEquals(3409, chip.with(ChipFigure.STEP, 10.24, "the minimum").stepCycles());
        assertEquals(5, chip.neuronUpdateCycles());
        assertEquals(1, chip.weightWordCycles());
        assertEquals(new RouterTiming(1, 1, 7, 1, 1, 2), chip.routerTiming());
        assertEquals(chip.routerTiming(), chip.routerConfig().zeroLoadTiming(2));
    }

    @Test
    void marksWhatNobodyPublishedAsAssumed() {
        Set<ChipFigure> assumed = Stream.of(ChipFigure.values())
                .filter(which -> chip.figure(which).assumed())
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        ChipFigure.MULTIPLIER_BITS,
                        ChipFigure.WEIGHT_WORD_CYCLES,
                        ChipFigure.INSTRUCTIONS_PER_UPDATE,
                        ChipFigure.INSTRUCTION_CYCLES,
                        ChipFigure.ROUTER_CYCLES,
                        ChipFigure.LINK_CYCLES,
                        ChipFigure.INTER_CHIP_LINK_CYCLES,
                        ChipFigure.INJECT_CYCLES,
                        ChipFigure.EJECT_CYCLES,
                        ChipFigure.VIRTUAL_CHANNELS,
                        ChipFigure.BUFFER_FLITS,
                        ChipFigure.CREDIT_CYCLES,
                        ChipFigure.NEURON_UPDATE_ENERGY,
                        ChipFigure.HOP_ENERGY,
                        ChipFigure.INTER_CHIP_HOP_ENERGY,
                        ChipFigure.STATIC_POWER),
                assumed);
        assertEquals(18, chip.assumedFigures());
        assertEquals("nearest", chip.rule(ChipRule.PRODUCT_ROUNDING).word());
        assertEquals("saturate", chip.rule(ChipRule.REGISTER_OVERFLOW).word());
    }

    @Test
    void namesASourceForEveryPublishedFigureAndATitleForEverySource() {
        Pattern id = Pattern.compile("\\bS\\d+\\b");
        Set<String> used = new TreeSet<>();
        assertAll(Stream.of(ChipFigure.values()).map(which -> () -> {
            Figure figure = chip.figure(which);
            Set<String> ids = id.matcher(figure.source())
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            assertTrue(figure.assumed() || !ids.isEmpty(), which + " is neither sourced nor assumed");
            used.addAll(ids);
        }));
        assertEquals(new TreeSet<>(chip.sources().keySet()), used);
    }
}
