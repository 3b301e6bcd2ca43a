package org.synfire.emulator.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.synfire.network.integer.NumberFormats;

/**
 * The arithmetic of a run, as reports show it.
 *
 * @param label {@code exact}; the widths of the registers, such as {@code 16-bit registers}; or the bits of weights and
 *     state words of spiking neurons, such as {@code w4u4}
 */
public record Precision(@JsonValue String label) {
    /** 32-bit sums that are proved sufficient. */
    public static final Precision EXACT = new Precision("exact");

    private static final String REGISTERS = "registers";

    /** As it stands in a file. */
    @JsonCreator
    public static Precision of(String label) {
        return new Precision(label);
    }

    /** Registers of a chip, as its chip file describes them. */
    public static Precision of(NumberFormats formats) {
        int sum = formats.sum().bits();
        int potential = formats.potential().bits();
        int factor = formats.multiplierBits();
        return new Precision(
                sum == potential && potential == factor
                        ? sum + "-bit " + REGISTERS
                        : String.format(Locale.ROOT, "%s of %d, %d and %d bits", REGISTERS, sum, potential, factor));
    }

    /** Whether no register can overflow. */
    public boolean isExact() {
        return equals(EXACT);
    }

    /** In a line of words: {@code exact precision}, {@code 16-bit registers}, {@code w4u4 precision}. */
    public String phrase() {
        return label.contains(REGISTERS) ? label : label + " precision";
    }

    @Override
    public String toString() {
        return label;
    }
}
