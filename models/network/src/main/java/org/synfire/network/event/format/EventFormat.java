package org.synfire.network.event.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The formats of event files. All but the first are recognised by the content of a file, in the order given here. */
public enum EventFormat {
    /** Spikes of numbered neurons, which have no mark and are known by their name. */
    NUMBERED("slayer .bs1", NumberedEvents::isOne, NumberedEvents::decode),
    /** AEDAT 2.0 of jAER. */
    AEDAT2("AEDAT 2.0", file -> file.hasText(0, Aedat2.MAGIC), Aedat2::decode),
    /** AEDAT 3.1 of cAER. */
    AEDAT3("AEDAT 3.1", file -> file.hasText(0, Aedat3.MAGIC), Aedat3::decode),
    /** AEDAT 4.0 of DV. */
    AEDAT4("AEDAT 4.0", file -> file.hasText(0, Aedat4.MAGIC), Aedat4::decode),
    /** Event Stream 2. */
    EVENT_STREAM("Event Stream", file -> file.hasText(0, EventStreamFile.MAGIC), EventStreamFile::decode),
    /** Prophesee's EVT 2.1. */
    EVT21("EVT 2.1", file -> isProphesee(file, "2.1", "EVT21"), Evt21::decode),
    /** Prophesee's EVT 2. */
    EVT2("EVT 2", file -> isProphesee(file, "2.0", "EVT2"), Evt2::decode),
    /** Prophesee's EVT 3. */
    EVT3("EVT 3", file -> isProphesee(file, "3.0", "EVT3"), Evt3::decode),
    /** Prophesee's DAT. */
    DAT("Prophesee DAT", file -> file.hasText(0, "%"), PropheseeDat::decode),
    /** NumPy arrays of events or of spikes. */
    NPY("NumPy array", file -> file.hasText(0, "\u0093NUMPY"), EventArrays::decode),
    /** ZIP archives of NumPy arrays. */
    NPZ("NumPy archive", file -> file.hasText(0, "PK\u0003\u0004"), EventArrays::decodeArchive),
    /** HDF5 files of SHD, SSC and NIRData. */
    HDF5("HDF5 of SHD, SSC or NIRData", file -> file.hasText(0, "\u0089HDF\r\n\u001a\n"), EventTables::decode),
    /** Columns of text. */
    TEXT("columns of text", EventText::isOne, EventText::decode),
    /** N-MNIST's and N-Caltech101's files, which have no mark and are therefore tried last. */
    N_MNIST("N-MNIST", PackedEvents::isLikely, PackedEvents::decode);

    private final String title;
    private final Predicate<EventBytes> recognised;
    private final BiFunction<EventBytes, EventReading, Recordings> decoder;

    EventFormat(
            String title, Predicate<EventBytes> recognised, BiFunction<EventBytes, EventReading, Recordings> decoder) {
        this.title = title;
        this.recognised = recognised;
        this.decoder = decoder;
    }

    private static boolean isProphesee(EventBytes file, String version, String name) {
        if (!file.hasText(0, "%")) {
            return false;
        }
        TextHeader header = TextHeader.read(file, 0, '%', "end");
        return header.rest("evt ").filter(version::equals).isPresent()
                || header.rest("format ")
                        .filter(format -> format.split(";")[0].equals(name))
                        .isPresent();
    }

    /** The format that a file's content shows, if any does. */
    static Optional<EventFormat> of(EventBytes file) {
        return Arrays.stream(values())
                .filter(format -> format.recognised.test(file))
                .findFirst();
    }

    /** All formats in words. */
    static String all() {
        return Arrays.stream(values()).map(EventFormat::toString).collect(Collectors.joining(", "));
    }

    Recordings decode(EventBytes file, EventReading reading) {
        return decoder.apply(file, reading);
    }

    /** The name that users know. */
    @Override
    public String toString() {
        return title;
    }
}
