package org.synfire.engine.checkpoint;

/** What a field holds, as one letter of the file. */
enum FieldKind {
    WHOLE('w', Long.BYTES, "a whole number"),
    REAL('r', Double.BYTES, "a real number"),
    TEXT('t', Byte.BYTES, "a text"),
    LONGS('l', Long.BYTES, "whole numbers of 64 bits"),
    INTS('i', Integer.BYTES, "whole numbers of 32 bits"),
    REALS('d', Double.BYTES, "real numbers"),
    MEMORY('m', Byte.BYTES, "bytes"),
    PART('p', 0, "a part");

    private final char letter;
    private final int bytes;
    private final String words;

    FieldKind(char letter, int bytes, String words) {
        this.letter = letter;
        this.bytes = bytes;
        this.words = words;
    }

    char letter() {
        return letter;
    }

    /** Bytes of a value; 0 for a part. */
    int bytes() {
        return bytes;
    }

    /** In words, with the number of values where there may be several. */
    String words(long count) {
        return this == LONGS || this == INTS || this == REALS || this == MEMORY ? count + " " + words : words;
    }

    /** The kind of a letter, and in words what it is if there is none. */
    static String words(int letter, long count) {
        for (FieldKind kind : values()) {
            if (kind.letter == letter) {
                return kind.words(count);
            }
        }
        return "something unknown";
    }
}
