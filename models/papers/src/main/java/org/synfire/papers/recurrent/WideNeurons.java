package org.synfire.papers.recurrent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/** Neurons that follow a program in registers of 32 bits that saturate; products round down. */
public final class WideNeurons {
    private WideNeurons() {}

    /**
     * Neurons of a program that lies beside a class.
     *
     * @param owner class of the same package
     * @param file name of the program
     */
    public static AssemblyNeurons of(Class<?> owner, String file) {
        try (InputStream text = owner.getResourceAsStream(file)) {
            return AssemblyNeurons.of(
                    Assembler.assemble(file, new String(text.readAllBytes(), StandardCharsets.UTF_8)),
                    new RegisterArithmetic(
                            new Register(RegisterArithmetic.WIDE_BITS, Register.Overflow.SATURATE),
                            ProductRounding.FLOOR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
