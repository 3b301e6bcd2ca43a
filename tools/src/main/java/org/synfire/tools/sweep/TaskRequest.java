package org.synfire.tools.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A command line as a task. It travels as bytes, so that no class of this program crosses from one class loader or
 * process to another.
 *
 * @param arguments the command and its options, without those that say where results go
 * @param said the command line as results show it
 * @param files the arguments, or comma-separated parts of them, that are files or folders; absolute
 * @param isPart whether the result is a part of a run, to be joined with others
 * @param hasReport whether the folder of the run is wanted
 */
public record TaskRequest(List<String> arguments, String said, List<String> files, boolean isPart, boolean hasReport) {
    /** Copies the lists. */
    public TaskRequest {
        arguments = List.copyOf(arguments);
        files = List.copyOf(files);
    }

    /** The request as bytes. */
    public byte[] bytes() {
        return Bytes.of(this);
    }

    /** A request of its bytes. */
    public static TaskRequest of(byte[] bytes) {
        return Bytes.read(bytes, TaskRequest.class);
    }

    /** Records as JSON in UTF-8. */
    static final class Bytes {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private Bytes() {}

        static byte[] of(Object value) {
            try {
                return MAPPER.writeValueAsBytes(value);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("texts and bytes can always be written as JSON", impossible);
            }
        }

        static <T> T read(byte[] bytes, Class<T> type) {
            try {
                return MAPPER.readValue(bytes, type);
            } catch (IOException other) {
                throw new UncheckedIOException("what came from the executor is no " + type.getSimpleName(), other);
            }
        }
    }
}
