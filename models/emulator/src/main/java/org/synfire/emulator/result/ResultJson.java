package org.synfire.emulator.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;

/** Values of runs as JSON: indented where people look at it, in one line elsewhere. */
public final class ResultJson {
    static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private ResultJson() {}

    /** A value in one line. */
    public static byte[] line(Object value) {
        try {
            return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what a run measured can always be written as JSON", impossible);
        }
    }

    /**
     * A value of such a text.
     *
     * @param text of JSON, in UTF-8
     * @param offset where it begins
     * @throws IOException if it is no such value
     */
    public static <T> T value(byte[] text, int offset, Class<T> type) throws IOException {
        return JSON.readValue(text, offset, text.length - offset, type);
    }
}
