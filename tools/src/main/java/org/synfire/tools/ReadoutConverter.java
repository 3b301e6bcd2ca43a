package org.synfire.tools;

import java.util.Locale;
import org.synfire.emulator.readout.Readout;
import org.synfire.engine.InputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code count}, {@code first}, {@code last}, {@code mean}, {@code max} or {@code mean:N}. */
final class ReadoutConverter implements ITypeConverter<Readout> {
    @Override
    public Readout convert(String value) {
        try {
            return Readout.of(value.toLowerCase(Locale.ROOT));
        } catch (InputException none) {
            throw new TypeConversionException(none.getMessage());
        }
    }
}
