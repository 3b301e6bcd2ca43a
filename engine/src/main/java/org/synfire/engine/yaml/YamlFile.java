package org.synfire.engine.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * Reads a YAML 1.2 file in UTF-8.
 *
 * <p><b>Errors:</b> {@link InputException} with the file's name. <b>Limits:</b> {@value #MAX_BYTES} bytes, nesting of
 * {@value YamlNode#MAX_DEPTH}.
 */
public final class YamlFile {
    /** The largest file read: 1 MiB. */
    public static final int MAX_BYTES = 1 << 20;

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @param path a file
     * @param kind what such a file is called in messages: "chip file"
     * @throws InputException if it cannot be read or is too large
     */
    public static byte[] bytes(Path path, String kind) {
        try {
            return InputFile.bytes(path, MAX_BYTES);
        } catch (IOException e) {
            throw new InputException(path + ": cannot read this " + kind + " (" + FileReason.of(e) + ")", e);
        }
    }

    /**
     * Parses a document and gives its outermost mapping.
     *
     * @param label the file's name in messages
     * @param kind what the document describes: "a chip description"
     * @param bytes the file
     * @throws InputException if it is no text, no YAML, no mapping, or nested too deeply
     */
    public static YamlNode parse(String label, String kind, byte[] bytes) {
        try {
            return YamlNode.parse(
                    label,
                    kind,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new InputException(label + ": not a text file in UTF-8", e);
        }
    }
}
