package org.synfire.engine.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the fields of one kind of off-heap record lie: name, offset, element type and count of each, and the padding
 * between them.
 *
 * <pre>{@code
 * RecordLayout layout = RecordLayout.named("counters")
 *         .field("sums", ValueLayout.JAVA_INT, 100)     // offset   0, 400 bytes, 48 of padding
 *         .field("marks", ValueLayout.JAVA_BYTE, 100)   // offset 448, 100 bytes
 *         .build();                                     // 576 bytes a record
 * MemorySegment marks = layout.field("marks").in(record);
 * }</pre>
 *
 * Immutable. Records of one layout can lie behind each other: {@link #sizeBytes()} is a multiple of
 * {@link #alignmentBytes()}.
 */
public final class RecordLayout {
    private final String name;
    private final List<Field> fields;
    private final long alignmentBytes;
    private final long sizeBytes;

    private RecordLayout(Builder builder) {
        name = builder.name;
        fields = List.copyOf(builder.fields);
        alignmentBytes = builder.alignmentBytes;
        sizeBytes = roundUp(builder.endBytes, alignmentBytes);
    }

    /**
     * A builder with no fields.
     *
     * @param name what the record is, as an error message should name it
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * The field of a name.
     *
     * @param name name of a field
     * @throws IllegalArgumentException if there is none of that name
     */
    public Field field(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("record '" + this.name + "' has no field '" + name + "'"));
    }

    /** All fields, in the order in which they lie. */
    public List<Field> fields() {
        return fields;
    }

    /** Bytes from one record to the next, padding included. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** The alignment that a record must start at, in bytes, a power of two. */
    public long alignmentBytes() {
        return alignmentBytes;
    }

    static long roundUp(long bytes, long alignment) {
        return Math.addExact(bytes, alignment - 1) & -alignment;
    }

    /**
     * One field: {@code count} elements behind each other.
     *
     * @param name its name, unique in the record
     * @param element type of its elements
     * @param count number of elements, at least 0
     * @param offsetBytes bytes from the start of the record
     */
    public record Field(String name, ValueLayout element, long count, long offsetBytes) {
        /** Bytes of all elements, without padding. */
        public long sizeBytes() {
            return element.byteSize() * count;
        }

        /**
         * The field's part of a record or block.
         *
         * @param record memory of one record
         */
        public MemorySegment in(MemorySegment record) {
            return record.asSlice(offsetBytes, sizeBytes());
        }
    }

    /** Lays fields behind each other in the order in which they are named. */
    public static final class Builder {
        private final String name;
        private final List<Field> fields = new ArrayList<>();
        private long alignmentBytes = StateArena.CACHE_LINE_BYTES;
        private long endBytes;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Adds a field that starts at a cache line of its own.
         *
         * @param field name, unique in the record
         * @param element type of its elements
         * @param count number of elements, at least 0
         * @return this
         */
        public Builder field(String field, ValueLayout element, long count) {
            return field(field, element, count, StateArena.CACHE_LINE_BYTES);
        }

        /**
         * Adds a field at the next multiple of an alignment.
         *
         * @param field name, unique in the record
         * @param element type of its elements
         * @param count number of elements, at least 0
         * @param alignment bytes, a power of two
         * @return this
         */
        public Builder field(String field, ValueLayout element, long count, long alignment) {
            if (count < 0
                    || Long.bitCount(alignment) != 1
                    || fields.stream().anyMatch(other -> other.name.equals(field))) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "record '%s': field '%s' with %d elements aligned to %d, or a second of that name",
                        name,
                        field,
                        count,
                        alignment));
            }
            long offsetBytes = roundUp(endBytes, alignment);
            endBytes = Math.addExact(offsetBytes, Math.multiplyExact(element.byteSize(), count));
            alignmentBytes = Math.max(alignmentBytes, alignment);
            fields.add(new Field(field, element, count, offsetBytes));
            return this;
        }

        /** The layout. */
        public RecordLayout build() {
            return new RecordLayout(this);
        }
    }
}
