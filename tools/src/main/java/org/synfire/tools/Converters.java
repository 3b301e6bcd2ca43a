package org.synfire.tools;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How what a user types becomes a value of an option. */
final class Converters {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Converters() {}

    static void register(CommandLine command) {
        command.registerConverter(Path.class, Converters::path);
        command.registerConverter(boolean.class, Converters::isTrue);
        command.registerConverter(int.class, whole(Integer::valueOf));
        command.registerConverter(Integer.class, whole(Integer::valueOf));
        command.registerConverter(long.class, whole(Long::valueOf));
        command.registerConverter(Long.class, whole(Long::valueOf));
        command.registerConverter(float.class, real(Float::valueOf));
        command.registerConverter(double.class, real(Double::valueOf));
        command.registerConverter(Double.class, real(Double::valueOf));
    }

    /** @throws TypeConversionException if it cannot be the name of a file */
    static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the name is empty; give a file or a folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException impossible) {
            throw new TypeConversionException(reason(impossible));
        }
    }

    /** Why a text can be no name of a file. */
    static String reason(InvalidPathException impossible) {
        return String.format(
                Locale.ROOT,
                "'%s' can be no name of a file in this locale, whose characters are %s; set LC_ALL=C.UTF-8",
                impossible.getInput(),
                System.getProperty("sun.jnu.encoding"));
    }

    private static boolean isTrue(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException("'" + text + "' is neither true nor false");
        };
    }

    private static <N> ITypeConverter<N> whole(Function<String, N> parser) {
        return text -> {
            if (!WHOLE.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not a whole number");
            }
            try {
                return parser.apply(text);
            } catch (NumberFormatException _) {
                throw new TypeConversionException(text + " is too large");
            }
        };
    }

    private static <N extends Number> ITypeConverter<N> real(Function<String, N> parser) {
        return text -> {
            if (!REAL.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not a number, such as 0.5");
            }
            N value = parser.apply(text);
            if (Double.isInfinite(value.doubleValue())) {
                throw new TypeConversionException(text + " is too large");
            }
            return value;
        };
    }
}
