package org.synfire.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * A file of finished parts of a long computation, one line of text each, so that the computation goes on after the
 * process was killed.
 *
 * <p>The first line names the kind of journal and its subject: everything that the parts depend on. Every further line
 * is a part, behind the first {@value #CHECK_DIGITS} hexadecimal digits of the SHA-256 of subject and part. A line that
 * is damaged, was not written to its end, or is from a journal of another subject is dropped and counted. So is what
 * the caller cannot read.
 *
 * <p><b>Order:</b> the parts are in the order in which they were added. <b>Threads:</b> any; calls exclude each other.
 * <b>Limits:</b> a part has no line break; control characters of the subject become question marks.
 */
public final class Journal {
    private static final int CHECK_DIGITS = 16;
    private static final String FORMAT = "synfire journal 1, ";

    private final Path file;
    private final String subject;
    private final List<String> parts = new ArrayList<>();
    private int dropped;

    private Journal(Path file, String subject) {
        this.file = file;
        this.subject = subject.replaceAll("\\p{Cntrl}", "?");
    }

    /** A part as the caller understands it. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes a part.
         *
         * @param part as it was added
         * @return whether it is what the caller adds; otherwise it is dropped and counted
         */
        boolean take(String part);
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param file its place, in a folder that is there
     * @param kind what is computed, such as {@code sweep}
     * @param subject everything that the parts depend on, in words, its clauses separated by commas
     * @param reader takes the parts that are there
     * @throws InputException if the file cannot be read or written, is no such journal, or is about another subject
     */
    public static Journal open(Path file, String kind, String subject, Reader reader) {
        Journal journal = new Journal(file, subject);
        String head = head(kind) + journal.subject;
        try {
            if (Files.exists(file)) {
                journal.load(read(file), head, head(kind), kind, reader);
            }
            journal.rewrite(head);
        } catch (IOException unusable) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: this journal of finished parts cannot be used (%s); delete it, or choose another"
                                    + " place",
                            file,
                            reason(unusable)),
                    unusable);
        }
        return journal;
    }

    /** What the first line of a journal begins with. */
    static String head(String kind) {
        return FORMAT + kind + ": ";
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("it is no ordinary file");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private void load(String text, String head, String kindHead, String kind, Reader reader) {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.getFirst();
        if (!first.startsWith(kindHead)) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s is no journal of a %s; delete it, or choose another place", file, kind));
        }
        if (!first.equals(head)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s is the journal of another %s, of %s; this is %s; delete it, or choose another place",
                    file,
                    kind,
                    Clauses.onlyIn(first.substring(kindHead.length()), subject),
                    Clauses.onlyIn(subject, first.substring(kindHead.length()))));
        }
        for (String line : lines.subList(1, lines.size())) {
            String part = line.length() > CHECK_DIGITS ? line.substring(CHECK_DIGITS + 1) : "";
            if (line.equals(line(part)) && reader.take(part)) {
                parts.add(part);
            } else {
                dropped++;
            }
        }
    }

    private void rewrite(String head) throws IOException {
        StringBuilder lines = new StringBuilder(head).append('\n');
        parts.forEach(part -> lines.append(line(part)).append('\n'));
        WholeFile.writeDurably(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String line(String part) {
        String check = new Sha256().add(subject).add("\n").add(part).hex();
        return check.substring(0, CHECK_DIGITS) + " " + part;
    }

    private static void requireOneLine(String text) {
        if (text.lines().count() != 1) {
            throw new IllegalArgumentException("a line of a journal is one line, not: " + text);
        }
    }

    /** How many parts it holds. */
    public synchronized int size() {
        return parts.size();
    }

    /** How many lines of the file were damaged and are no longer in it. */
    public int dropped() {
        return dropped;
    }

    /**
     * Adds a part; when this returns, it is on the disk, so it outlives the process and a power cut.
     *
     * @param part one line of text
     * @throws InputException if it cannot be written
     */
    public synchronized void add(String part) {
        requireOneLine(part);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            var bytes = StandardCharsets.UTF_8.encode(line(part) + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            parts.add(part);
        } catch (IOException unwritable) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: cannot write the journal of finished parts (%s); what it holds is not lost",
                            file,
                            reason(unwritable)),
                    unwritable);
        }
    }

    /**
     * Deletes the file, because the computation is finished.
     *
     * @throws InputException if it cannot be deleted
     */
    public synchronized void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException impossible) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: cannot delete the journal of finished parts (%s); delete it",
                            file,
                            reason(impossible)),
                    impossible);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? "it cannot be written" : failure.getMessage();
    }
}
