package org.synfire.network.sanafe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.yaml.YamlFile;

/**
 * Reads a network of SANA-FE, in YAML or as a netlist, whichever its name says.
 *
 * <p><b>Errors:</b> {@link InputException} with the file and the place in it. <b>Limits:</b> YAML of
 * {@value YamlFile#MAX_BYTES} bytes; 2^24 neurons in all; what computes with other numbers than whole ones is refused.
 */
public final class SanaFeFile {
    private static final String NETLIST = ".net";
    private static final int BEGINNING = 8;

    private SanaFeFile() {}

    /** Whether a file is such a network: its name ends in .yaml or .yml, or in .net and it begins as text. */
    public static boolean isOne(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || (name.endsWith(NETLIST) && beginsAsText(file));
    }

    private static boolean beginsAsText(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(BEGINNING);
            for (byte character : first) {
                if (character < ' ' && character != '\n' && character != '\r' && character != '\t') {
                    return false;
                }
            }
            return first.length > 0;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * The network of a file.
     *
     * @param file YAML or netlist
     * @throws InputException if it cannot be read, is wrong, or asks for what is not supported
     */
    public static SanaFeNetwork read(Path file) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(NETLIST)) {
            byte[] bytes = YamlFile.bytes(file, "network");
            return SanaFeYaml.read(file.toString(), YamlFile.parse(file.toString(), "a network of SANA-FE", bytes));
        }
        String name = file.getFileName().toString();
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return SanaFeNetlist.read(file.toString(), name.substring(0, name.length() - NETLIST.length()), text);
        } catch (IOException unreadable) {
            throw new InputException(
                    file + ": cannot read this network (" + FileReason.of(unreadable) + ")", unreadable);
        }
    }
}
