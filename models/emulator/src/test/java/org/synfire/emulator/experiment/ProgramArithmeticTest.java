package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFile;
import org.synfire.noc.chip.Chips;

class ProgramArithmeticTest {
    @Test
    void isTheBuiltInChips() {
        Register narrow = new Register(16, Register.Overflow.SATURATE);
        Register wide = new Register(32, Register.Overflow.SATURATE);
        assertEquals(new RegisterArithmetic(narrow, ProductRounding.NEAREST), ProgramArithmetic.of(Chips.darwin3()));
        assertEquals(new RegisterArithmetic(wide, ProductRounding.NEAREST), ProgramArithmetic.exact(Chips.darwin3()));
    }

    @ParameterizedTest
    @CsvSource({"towardsZero, wrap, TOWARDS_ZERO, WRAP", "floor, saturate, FLOOR, SATURATE"})
    void followsTheChipFile(
            String rounding,
            String overflow,
            ProductRounding products,
            Register.Overflow register,
            @TempDir Path directory)
            throws IOException {
        String text;
        try (InputStream stream = Chips.class.getResourceAsStream("darwin3.yaml")) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path file = Files.writeString(
                directory.resolve("chip.yaml"),
                text.replace("value: nearest", "value: " + rounding).replace("value: saturate", "value: " + overflow));
        ChipDescription chip = ChipFile.read(file);
        assertEquals(new RegisterArithmetic(new Register(16, register), products), ProgramArithmetic.of(chip));
    }
}
