package org.synfire.engine.checkpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.synfire.engine.file.InputFile;
import org.synfire.engine.file.PartFile;
import org.synfire.engine.file.Sha256;

/**
 * A checkpoint that is whole: its file ends with the SHA-256 of all that is before it.
 *
 * @param subject everything that the state depends on, in clauses
 * @param step how far the computation was
 * @param body where the fields begin
 */
record CheckpointFile(Path file, String subject, long step, long body) {
    private static final String FORMAT = "synfire checkpoint 3";
    private static final int HASH_BYTES = 32;
    private static final int MOST_LINE_BYTES = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Writes a file beside its place and then in it, so that it outlives a power cut.
     *
     * @throws IOException if it cannot be written; then the former file is as it was
     * @throws java.io.UncheckedIOException likewise
     */
    static void write(Path file, String subject, long step, Checkpointed state) throws IOException {
        try (PartFile part = PartFile.of(file)) {
            Sha256 hash = new Sha256();
            OutputStream hashed = new HashingStream(part.stream(), hash);
            hashed.write((FORMAT + "\n" + subject + "\n" + step + "\n").getBytes(StandardCharsets.UTF_8));
            Deflater deflater = new Deflater(Deflater.BEST_SPEED);
            try {
                DeflaterOutputStream packed = new DeflaterOutputStream(hashed, deflater, BUFFER_BYTES);
                state.state(new StateWriter(packed));
                packed.finish();
            } finally {
                deflater.end();
            }
            part.stream().write(HexFormat.of().parseHex(hash.hex()));
            part.keepDurably();
        }
    }

    /** Passes on what is written and adds it to a hash. */
    private static final class HashingStream extends OutputStream {
        private final OutputStream out;
        private final Sha256 hash;

        HashingStream(OutputStream out, Sha256 hash) {
            this.out = out;
            this.hash = hash;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            hash.add(bytes, from, count);
            out.write(bytes, from, count);
        }
    }

    /**
     * Opens a file, all of which is read to compare its hash.
     *
     * @throws IOException if it cannot be read, or is damaged or no checkpoint, with the reason
     */
    static CheckpointFile open(Path file) throws IOException {
        requireHash(file);
        try (InputStream in = new BufferedInputStream(InputFile.open(file))) {
            String format = line(in);
            if (!format.equals(FORMAT)) {
                throw new IOException("it is no checkpoint, or one of another version");
            }
            String subject = line(in);
            String step = line(in);
            if (!step.matches("[0-9]{1,18}")) {
                throw new IOException("it does not say its step");
            }
            int head = (format + "\n" + subject + "\n" + step + "\n").getBytes(StandardCharsets.UTF_8).length;
            return new CheckpointFile(file, subject, Long.parseLong(step), head);
        }
    }

    private static void requireHash(Path file) throws IOException {
        Sha256 hash = new Sha256();
        try (InputStream in = InputFile.open(file)) {
            long left = Files.size(file) - HASH_BYTES;
            byte[] buffer = new byte[BUFFER_BYTES];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("it became shorter");
                }
                hash.add(buffer, 0, read);
                left -= read;
            }
            if (!HexFormat.of().formatHex(in.readNBytes(HASH_BYTES)).equals(hash.hex())) {
                throw new IOException("it is not as it was written");
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.size() == MOST_LINE_BYTES) {
                throw new IOException("its head is not whole");
            }
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /**
     * Restores a state.
     *
     * @throws IOException if the file cannot be read
     * @throws java.io.UncheckedIOException likewise
     * @throws org.synfire.engine.InputException if the state has other fields
     */
    void restore(Checkpointed state) throws IOException {
        try (InputStream in = InputFile.open(file)) {
            in.skipNBytes(body);
            try (InputStream fields = new BufferedInputStream(new InflaterInputStream(in), BUFFER_BYTES)) {
                StateReader reader = new StateReader(file.toString(), fields);
                state.state(reader);
                reader.requireEnd();
            }
        }
    }
}
