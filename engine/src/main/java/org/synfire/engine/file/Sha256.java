package org.synfire.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 that grows with what is added. <b>Threads:</b> one. */
public final class Sha256 {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;

    /** The hash of nothing yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The hash of some bytes, in hexadecimal. */
    public static String of(byte[] bytes) {
        return new Sha256().add(bytes).hex();
    }

    /**
     * The hash of a file, in hexadecimal.
     *
     * @throws IOException if it is no ordinary file, or cannot be read
     */
    public static String of(Path file) throws IOException {
        Sha256 hash = new Sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = InputFile.open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hash.digest.update(buffer, 0, read);
            }
        }
        return hash.hex();
    }

    /** Adds bytes. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds {@code count} bytes from an index on. */
    public Sha256 add(byte[] bytes, int from, int count) {
        digest.update(bytes, from, count);
        return this;
    }

    /** Adds a text in UTF-8. */
    public Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a 32-bit integer, the most significant byte first. */
    public Sha256 add(int value) {
        return add(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /** The hash of all that was added until now, as 64 hexadecimal digits; more can be added after it. */
    public String hexSoFar() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", impossible);
        }
    }

    /** The hash of all that was added, as 64 hexadecimal digits; nothing is added after it. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
