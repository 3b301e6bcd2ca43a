package org.synfire.network.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.engine.file.PartFile;
import org.synfire.engine.file.Sha256;
import org.synfire.network.json.StrictJson;

/**
 * The ZIP archive of an integer network file: {@value #JSON_ENTRY} and entries of {@link PackedIntegers}.
 *
 * <p><b>Limits:</b> {@value #MAX_JSON_BYTES} bytes of JSON, {@value #MAX_INTEGERS} integers an entry. An entry is read
 * up to the bytes that it should have and not beyond, whatever it claims. <b>Errors:</b> {@link InputException}; every
 * entry's checksum is checked.
 */
final class NetworkArchive {
    static final String JSON_ENTRY = "network.json";
    static final String FORMAT = "synfire-integer-network";
    /** The first version, which is written of whatever it can say. */
    static final int VERSION = 1;

    /** The version of files with keys that readers of the first one do not know and would leave out. */
    static final int LATER_VERSION = 2;

    static final int MAX_INTEGERS = 1 << 28;
    private static final int MAX_JSON_BYTES = 16 << 20;
    private static final String VERSION_KEY = "version";
    private static final ObjectMapper JSON = StrictJson.mapper();

    private final ZipFile zip;
    private final KeysRead asked = new KeysRead();

    private NetworkArchive(ZipFile zip) {
        this.zip = zip;
    }

    /** What is to be written. */
    static final class Content {
        private final ObjectNode json =
                JSON.createObjectNode().put("format", FORMAT).put(VERSION_KEY, VERSION);
        private final Map<String, byte[]> entries = new LinkedHashMap<>();

        ObjectNode json() {
            return json;
        }

        /** States that a key is written which readers of the first version would leave out. */
        void needLaterVersion() {
            json.put(VERSION_KEY, LATER_VERSION);
        }

        /** Adds an entry of integers and says in {@code of} where they are. */
        void integers(ObjectNode of, String entry, int[] values, int bits) {
            entries.put(entry, PackedIntegers.pack(values, bits));
            of.put("entry", entry).put("bits", bits).put("count", values.length);
        }

        /**
         * Writes a file, in a folder that is made if it is not there.
         *
         * @throws IOException if it cannot be written
         */
        void write(Path path) throws IOException {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (PartFile part = PartFile.of(path);
                    ZipOutputStream zip = new ZipOutputStream(part.stream())) {
                put(zip, JSON_ENTRY, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    put(zip, entry.getKey(), entry.getValue());
                }
                zip.finish();
                part.keep();
            }
        }

        /** The SHA-256 of what would be written, uncompressed. */
        String sha256() {
            Sha256 hash = new Sha256().add(json.toString());
            entries.forEach((name, bytes) -> hash.add(name).add(bytes.length).add(bytes));
            return hash.hex();
        }

        /** The same time in every entry, so that the same network gives the same bytes. */
        private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        }
    }

    /**
     * Opens a file and reads something out of it.
     *
     * @throws InputException with the path, if it cannot be read, is damaged, of another version, or {@code reader}
     *     finds fault with it
     */
    static <V> V read(Path path, Function<NetworkArchive, V> reader) {
        try {
            InputFile.requireOrdinary(path);
            try (ZipFile zip = new ZipFile(path.toFile())) {
                return reader.apply(new NetworkArchive(zip));
            }
        } catch (InputException wrong) {
            throw new InputException(path + ": " + wrong.getMessage(), wrong);
        } catch (ZipException e) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: not an integer network file, or a truncated one (%s)",
                            path,
                            e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new InputException(
                    String.format(
                            Locale.ROOT, "%s: cannot read this integer network file (%s)", path, FileReason.of(e)),
                    e);
        }
    }

    /** The JSON, of this format and of a version that is known. */
    CheckedJson json() {
        CheckedJson root = new CheckedJson(parsed(bytes(JSON_ENTRY, MAX_JSON_BYTES)), "", asked);
        if (!FORMAT.equals(root.at("format").node().asText())) {
            throw root.error("format", "expected " + FORMAT);
        }
        JsonNode version = root.at(VERSION_KEY).node();
        if (!version.isInt() || version.intValue() < VERSION || version.intValue() > LATER_VERSION) {
            throw root.error(
                    VERSION_KEY,
                    String.format(
                            Locale.ROOT,
                            "found %s; this program reads versions %d and %d",
                            CheckedJson.found(version),
                            VERSION,
                            LATER_VERSION));
        }
        return root;
    }

    /**
     * A network that was read of all that the JSON says.
     *
     * @throws InputException with line and key, if there is a key that was not asked for
     */
    <V> V whole(V network) {
        asked.requireAll(JSON_ENTRY, bytes(JSON_ENTRY, MAX_JSON_BYTES));
        return network;
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InputException(JSON_ENTRY + ": " + StrictJson.reason(e), e);
        } catch (IOException e) {
            throw new InputException(JSON_ENTRY + ": " + FileReason.of(e), e);
        }
    }

    /**
     * Integers of an entry.
     *
     * @param of says where they are, of how many bits, and how many
     * @param expected how many they must be
     * @param maxBits most bits of one
     */
    int[] integers(CheckedJson of, long expected, int maxBits) {
        int bits = of.whole("bits", 2, maxBits);
        int count = of.whole("count", 1, MAX_INTEGERS);
        if (count != expected) {
            throw of.error("count", String.format(Locale.ROOT, "%d, but the shapes need %d", count, expected));
        }
        String entry = of.text("entry");
        long size = PackedIntegers.bytes(count, bits);
        byte[] packed = bytes(entry, size);
        if (packed.length != size) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: %d bytes, but %d integers of %d bits take %d",
                    entry,
                    packed.length,
                    count,
                    bits,
                    size));
        }
        return PackedIntegers.unpack(packed, count, bits);
    }

    private byte[] bytes(String name, long most) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new InputException(name + ": this entry is missing");
        }
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] bytes = stream.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > most) {
                throw new InputException(
                        String.format(Locale.ROOT, "%s: larger than the %d bytes it should have", name, most));
            }
            requireChecksum(entry, bytes);
            return bytes;
        } catch (IOException damaged) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: cannot be unpacked, the file is damaged (%s)",
                            name,
                            damaged.getMessage()),
                    damaged);
        }
    }

    private static void requireChecksum(ZipEntry entry, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw new InputException(entry.getName() + ": its checksum is wrong: the file is damaged");
        }
    }
}
