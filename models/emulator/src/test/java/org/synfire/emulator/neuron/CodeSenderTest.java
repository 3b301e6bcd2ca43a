package org.synfire.emulator.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.network.integer.Code;

/** A code leaves as its binary digits, most significant first (REFERENCE B2 has the paper's examples). */
class CodeSenderTest {
    private static final int T = 8;
    private static final int LEVEL = 2;
    private static final int NEURON = 70;

    @ParameterizedTest
    @CsvSource({
        "83, 01010011",
        "84, 01010100",
        "80, 01010000",
        "3, 00000011",
        "0, 00000000",
        "127, 01111111",
        "-1, 11111111",
        "-128, 10000000",
        "-45, 11010011"
    })
    void aSignedCodeSpikesWhereItsTwosComplementHasAOne(int value, String digits) {
        assertEquals(digits, sent(new Code(T, true, -128, 127, 1, 0), value, Kernels.Choice.VECTOR));
        assertEquals(digits, sent(new Code(T, true, -128, 127, 1, 0), value, Kernels.Choice.SCALAR));
    }

    @ParameterizedTest
    @CsvSource({"255, 11111111", "128, 10000000", "3, 00000011"})
    void anUnsignedCodeHasNoSign(int value, String digits) {
        assertEquals(digits, sent(new Code(T, false, 0, 255, 1, 0), value, Kernels.Choice.AUTO));
    }

    @ParameterizedTest
    @CsvSource({"5, 0101", "-8, 1000", "-3, 1101"})
    void fewerBitsTakeFewerSteps(int value, String digits) {
        assertEquals(digits, sent(new Code(4, true, -8, 7, 1, 0), value, Kernels.Choice.AUTO));
    }

    /** The digits that one neuron of many sends, the others being silent. */
    private static String sent(Code code, int value, Kernels.Choice kernels) {
        try (Arena arena = Arena.ofConfined()) {
            Schedule schedule = LevelSchedule.of(LEVEL, code.bits(), code.bits(), 4);
            MemorySegment codes = arena.allocate(2 * Long.SIZE, Long.BYTES);
            CodeSender sender = new CodeSender(Kernels.of(kernels), schedule, code, codes, NEURON + 5);
            SpikeBits spikes = new SpikeBits(NEURON + 5);
            codes.set(ValueLayout.JAVA_BYTE, NEURON, (byte) value);
            sender.begin(3, value);
            StringBuilder digits = new StringBuilder();
            long first = schedule.valueStep(3);
            for (int bit = 0; bit < code.bits(); bit++) {
                sender.send(first + bit, spikes);
                digits.append(spikes.count());
                if (spikes.count() > 0) {
                    assertEquals(1L << (NEURON - Long.SIZE), spikes.words()[1]);
                    assertEquals(3, spikes.sample());
                    assertEquals(bit, spikes.bitStep());
                    assertEquals(code.isSigned() && bit == 0, spikes.isSignStep());
                }
            }
            sender.send(first + code.bits(), spikes);
            assertEquals(0, spikes.count(), "after the last digit");
            return digits.toString();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kernels.Choice.class,
            names = {"VECTOR", "SCALAR"})
    void asksForAVisitInStepsWithASpikeOnly(Kernels.Choice kernels) {
        try (Arena arena = Arena.ofConfined()) {
            Code code = new Code(T, true, 0, 127, 1, 0);
            MemorySegment codes = arena.allocate(Long.SIZE, Long.BYTES);
            CodeSender sender = new CodeSender(Kernels.of(kernels), LevelSchedule.of(0, T, T, 1), code, codes, 1);
            assertEquals(Long.MAX_VALUE, sender.nextSend(0), "nothing to send yet");
            codes.set(ValueLayout.JAVA_BYTE, 0, (byte) 83);
            sender.begin(0, 83);
            List<Long> visits = new ArrayList<>();
            for (long step = sender.nextSend(-1); step != Long.MAX_VALUE; step = sender.nextSend(step)) {
                visits.add(step);
            }
            assertEquals(List.of(1L, 3L, 6L, 7L), visits);
        }
    }
}
