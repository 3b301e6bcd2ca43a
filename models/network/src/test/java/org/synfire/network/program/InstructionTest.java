package org.synfire.network.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.RealData;

/** Words and instructions are one another's reverse, and words are those that the chip's tool writes. */
class InstructionTest {
    private static final int WORDS = 1 << 16;

    /** Worked by hand from the fields: operation, then fields from the highest bit on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0b00000_0011_0101_1_00 | ADD rs=3 rt=5 ns=1",
                "0b00010_0111_0000_1_10 | ",
                "0b00011_0010_1100111   | ADDI rs=2 imm=-25",
                "0b00100_0011_1_0_0_0101 | SFTI rs=3 sf=1 ns=0 imm=5",
                "0b00110_1_1_00_0011111 | JC cmpf=1 cmpr=1 addr=31",
                "0b10000_0_00_01110100  | LSIS ls=0 nph=116",
                "0b10001_1_0000000000   | UPTVT fcs=1 fcph=0",
                "0b11000_0000_00_0_1_1_01 | GSPRS rs=0 gspm=0 rstn=0 gsp=1 vcp=1 rsm=1",
                "0b11001_00000000000    | NPC"
            })
    void wordsByHand(String bits, String text) {
        int word = Integer.parseInt(bits.substring(2).replace("_", ""), 2);
        if (text != null) {
            assertEquals(text, Instruction.of(word).toString());
        }
        assertEquals(word, Instruction.of(word).word());
    }

    @Test
    void everyOperationHasItsNumber() {
        Set<Integer> numbers = new HashSet<>();
        Arrays.stream(Operation.values()).forEach(operation -> numbers.add(operation.number()));
        assertEquals(27, numbers.size());
        assertEquals(
                11,
                Arrays.stream(Operation.values())
                        .filter(operation -> operation.number() >= 16)
                        .count());
        assertEquals(
                List.of("SA", "TS", "STORE", "LOAD", "SP", "WMOV", "ADDA", "STATE"),
                Arrays.stream(Operation.values())
                        .filter(operation -> operation
                                .refusal()
                                .filter(reason -> reason.contains("meaning is not public"))
                                .isPresent())
                        .map(Operation::name)
                        .toList());
    }

    /** Bits outside of the fields are 0 in what is encoded, and everything else comes back. */
    @Property
    void decodedFieldsEncodeToTheSameWord(@ForAll @IntRange(min = 0, max = WORDS - 1) int word) {
        if (word >> 11 > 26) {
            assertThrows(InputException.class, () -> Instruction.of(word));
            return;
        }
        Instruction instruction = Instruction.of(word);
        assertEquals(instruction, Instruction.of(instruction.word()));
        int fields = instruction.operation().fields().stream()
                .mapToInt(field -> ((1 << field.bits()) - 1) << field.lowest())
                .sum();
        assertEquals(word & (fields | 31 << 11), instruction.word());
    }

    @Test
    void fieldsDoNotOverlap() {
        for (Operation operation : Operation.values()) {
            int all = 0;
            for (Field field : operation.fields()) {
                int mask = ((1 << field.bits()) - 1) << field.lowest();
                assertEquals(0, all & mask, operation + " " + field.name());
                all |= mask;
            }
            assertTrue(all < 1 << 11, operation.name());
        }
    }

    @Test
    void refusesWhatNoWordHolds() {
        assertEquals(
                "imm of ADDI is 64, but must be -64..63",
                assertThrows(InputException.class, () -> new Instruction(Operation.ADDI, List.of(2, 64)))
                        .getMessage());
        assertEquals(
                "the word 0xd800 is no instruction of a neuron program",
                assertThrows(InputException.class, () -> Instruction.of(0xd800)).getMessage());
    }

    /** Words that were loaded on a chip. */
    @Test
    void equalsTheWordsOfTheChip() throws IOException {
        JsonNode pairs = new ObjectMapper()
                .readTree(RealData.require("snn/oracle/isa/pairs.json").toFile());
        int tested = 0;
        for (Map.Entry<String, JsonNode> pair : pairs.properties()) {
            Instruction instruction = Instruction.of(pair.getValue().intValue());
            assertEquals(pair.getKey().strip(), instruction.toString());
            Instruction read = new InstructionParser(Map.of()).read(Token.of("pairs", 1, pair.getKey()));
            assertEquals(pair.getValue().intValue(), read.word());
            tested++;
        }
        assertEquals(41, tested);
    }
}
