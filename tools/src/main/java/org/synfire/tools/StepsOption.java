package org.synfire.tools;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The option {@code --steps}: a number of time steps, or each recording's own.
 *
 * @param isOwn whether each recording has its own
 * @param number time steps of every sample otherwise, at least 1
 */
record StepsOption(boolean isOwn, int number) {
    private static final String OWN = "own";

    /** Reads the option. */
    static final class Reader implements ITypeConverter<StepsOption> {
        @Override
        public StepsOption convert(String text) {
            if (text.equals(OWN)) {
                return new StepsOption(true, 1);
            }
            try {
                int number = Integer.parseInt(text);
                if (number >= 1) {
                    return new StepsOption(false, number);
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new TypeConversionException("'" + text + "' is neither a number from 1 on nor " + OWN);
        }
    }
}
