package org.synfire.emulator.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.ResultJson;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.Sha256;
import org.synfire.engine.file.WholeFile;

/**
 * A part of a run as a file: a line with the format and the SHA-256 of what follows, then a line with a {@link RunPart}
 * as JSON.
 *
 * <p><b>Limits:</b> reads files of at most {@value #MOST_BYTES} bytes, and only those that are whole.
 */
public final class RunPartFile {
    private static final String HEAD = "synfire part 1 ";
    private static final int HEAD_BYTES = HEAD.length() + 64 + 1;
    private static final long MOST_BYTES = 1L << 30;

    private RunPartFile() {}

    /**
     * Writes a part beside the file and then in its place at once; it outlives a power cut.
     *
     * @param file in a folder that is there
     * @return the SHA-256 of its content
     * @throws OutputException if it cannot be written; then the former file is as it was
     */
    public static String write(RunPart part, Path file) {
        byte[] line = ResultJson.line(part);
        byte[] json = Arrays.copyOf(line, line.length + 1);
        json[line.length] = '\n';
        String hash = Sha256.of(json);
        byte[] head = (HEAD + hash + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + json.length);
        System.arraycopy(json, 0, all, head.length, json.length);
        try {
            WholeFile.writeDurably(file, all);
        } catch (IOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "%s: the part of the run cannot be written (%s)",
                            file,
                            FileReason.of(unwritable)),
                    unwritable);
        }
        return hash;
    }

    /**
     * Reads the part that a run left in its folder.
     *
     * @throws InputException if there is none, or it is damaged or of another format
     */
    public static RunPart ofFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    "there is no folder " + folder + "; give folders that 'synfire run --from N --out' made");
        }
        Path file = folder.resolve(ReportFolder.PART);
        if (!Files.exists(file)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has no %s, so it is no part of a run that is whole; make one with 'synfire run --from N --out',"
                            + " from 0 on for the first part",
                    folder,
                    ReportFolder.PART));
        }
        return read(file);
    }

    /**
     * Reads a part.
     *
     * @throws InputException if it cannot be read, is damaged, or of another format
     */
    public static RunPart read(Path file) {
        byte[] all;
        try {
            InputFile.requireOrdinary(file);
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(String.format(Locale.ROOT, "%s has more than %,d bytes", file, MOST_BYTES));
            }
            all = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new InputException(
                    file + ": this part of a run cannot be read (" + FileReason.of(unreadable) + "); run it again",
                    unreadable);
        }
        return part(file, all);
    }

    /** The hash in the first line of a part's file; empty where it has none. */
    static String hash(Path file) {
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            String head = lines.findFirst().orElse("");
            return head.startsWith(HEAD) ? head.substring(HEAD.length()) : "";
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    private static RunPart part(Path file, byte[] all) {
        int start = Math.min(HEAD_BYTES, all.length);
        String head = new String(all, 0, start, StandardCharsets.US_ASCII);
        if (!head.startsWith(HEAD) || all.length <= HEAD_BYTES) {
            throw new InputException(
                    file + " is no part of a run, or one of another version; run it again with this version");
        }
        String hash = new Sha256()
                .add(Arrays.copyOfRange(all, HEAD_BYTES, all.length))
                .hex();
        if (!head.equals(HEAD + hash + "\n")) {
            throw new InputException(file + " is damaged: it is not as the run wrote it; run this part again");
        }
        try {
            RunPart part = ResultJson.value(all, HEAD_BYTES, RunPart.class);
            PartCheck.requireWhole(part);
            return part;
        } catch (IOException | RuntimeException wrong) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s is not as this version writes it (%s); run this part again",
                            file,
                            reason(wrong)),
                    wrong);
        }
    }

    private static String reason(Exception wrong) {
        String message = wrong.getMessage() == null ? "something is missing" : wrong.getMessage();
        return message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }
}
