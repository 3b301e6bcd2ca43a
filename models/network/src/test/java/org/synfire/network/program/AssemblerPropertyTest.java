package org.synfire.network.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.synfire.engine.InputException;

/** A damaged text is assembled or refused with its place; what is drawn and assembled is the same as its words. */
class AssemblerPropertyTest {
    private static final String CHARACTERS = " \t\n;:.=+-0123456789xRVthIPCabcdefLSnph_,\u0000\u00e9";

    @Property(tries = 2000)
    void readsOrRefusesADamagedText(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 9) int which,
            @ForAll @IntRange(min = 1, max = 6) int changes) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(
                ProgramLibrary.text(ProgramLibrary.names().get(which)).orElseThrow());
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(text.length());
            char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, character);
                case 1 -> text.insert(at, character);
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
            }
        }
        try {
            assertTrue(Assembler.assemble("damaged.asm", text.toString()).words().length > 0);
        } catch (InputException refused) {
            assertTrue(refused.getMessage().startsWith("damaged.asm, line "), refused.getMessage());
        }
    }

    @Property(tries = 300)
    void wordsOfAProgramDecodeToItsInstructions(@ForAll long seed) {
        AssemblyProgram program = RandomPrograms.draw(seed);
        for (int word = 0; word < program.words().length; word++) {
            assertEquals(program.instructions().get(word), Instruction.of(program.words()[word]));
        }
    }
}
