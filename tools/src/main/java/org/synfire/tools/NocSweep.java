package org.synfire.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.noc.measure.SweepResult;
import org.synfire.tools.report.NocPage;
import org.synfire.tools.report.PageFiles;

/**
 * The JSON of {@code synfire noc --sweep}. Loads are in flits per node and cycle; null where there is none.
 *
 * @param setup what was measured
 * @param idealSaturation the load that no routers can exceed under XY
 * @param bound the same, or less where credits do not come back in time
 * @param saturation half-way between the next two
 * @param highestCarried the highest load carried, of those below the lowest that saturated
 * @param lowestSaturated the lowest load that saturated the network
 * @param tripleLatency the load at which mean packet latency reaches three times that of lone packets
 * @param undetermined how many of the points are too short to tell
 * @param verdict where the network is full at the lowest load that saturated it; where none did, what the lowest
 *     undetermined point lacks
 * @param points the latency curve, by rising load
 * @param complete false if it was stopped
 */
record NocSweep(
        @JsonUnwrapped NocSetup setup,
        double idealSaturation,
        double bound,
        Double saturation,
        Double highestCarried,
        Double lowestSaturated,
        Double tripleLatency,
        int undetermined,
        String verdict,
        List<NocPoint> points,
        boolean complete) {
    private static final String HEAD =
            "offered,created,accepted,acceptedMinimum,meanLatency,latencyError,p50,p99,p999,max,"
                    + "meanNetworkLatency,hops,saturated,fullest,busy";

    static NocSweep of(NocSetup setup, double idealSaturation, SweepResult sweep) {
        List<NocPoint> points = sweep.points().stream().map(NocPoint::of).toList();
        String verdict = points.stream()
                .filter(NocPoint::isSaturated)
                .findFirst()
                .or(() -> points.stream().filter(NocPoint::isUndetermined).findFirst())
                .map(NocPoint::verdict)
                .orElse(null);
        return new NocSweep(
                setup,
                idealSaturation,
                sweep.bound(),
                orNull(sweep.saturationLoad()),
                orNull(sweep.highestCarried()),
                orNull(sweep.lowestSaturated()),
                orNull(sweep.tripleLatencyLoad()),
                sweep.undetermined().size(),
                verdict,
                points,
                sweep.complete());
    }

    private static Double orNull(OptionalDouble load) {
        return load.isPresent() ? load.getAsDouble() : null;
    }

    String json() {
        return JsonText.of(this);
    }

    /** Writes {@code noc.json}, {@code sweep.csv} and the page with {@code latency.svg}. */
    void write(Path directory) {
        try {
            WholeFile.write(directory.resolve("noc.json"), json());
            WholeFile.write(
                    directory.resolve("sweep.csv"),
                    Stream.concat(Stream.of(HEAD), points.stream().map(NocSweep::line))
                            .toList());
            PageFiles.write(directory, NocPage.FILE, NocPage.sweep(json()));
        } catch (IOException | UncheckedIOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "cannot write the report to %s: %s; choose another --out folder",
                            directory,
                            FileReason.of(unwritable)),
                    unwritable);
        }
    }

    /** Which option makes the undetermined points certain; null if there are none. */
    String advice() {
        List<NocPoint> unclear =
                points.stream().filter(NocPoint::isUndetermined).toList();
        if (unclear.isEmpty()) {
            return null;
        }
        OptionalLong cycles = unclear.stream()
                .filter(point -> point.enoughCycles() != null)
                .mapToLong(NocPoint::enoughCycles)
                .max();
        return String.format(
                Locale.ROOT,
                "%d of %d loads are undetermined, because their measurement is too short%s",
                unclear.size(),
                points.size(),
                cycles.isPresent() ? "; give --cycles " + cycles.getAsLong() + " or more" : "; give shorter bursts");
    }

    /** A field is empty where there is no value. */
    private static String line(NocPoint point) {
        NocPoint.Distribution latency = point.packetLatency();
        return Stream.of(
                        number("%.6f", point.offered()),
                        number("%.6f", point.created()),
                        number("%.6f", point.accepted()),
                        number("%.6f", point.acceptedMinimum()),
                        number("%.4f", latency.mean()),
                        number("%.4f", point.packetLatencyError()),
                        number("%d", latency.p50()),
                        number("%d", latency.p99()),
                        number("%d", latency.p999()),
                        number("%d", latency.max()),
                        number("%.4f", point.networkLatency().mean()),
                        number("%.4f", point.hops()),
                        point.isUndetermined() ? "" : String.valueOf(point.isSaturated()),
                        '"' + point.fullest().channel() + '"',
                        number("%.6f", point.fullest().busy()))
                .collect(Collectors.joining(","));
    }

    private static String number(String format, Number value) {
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }
}
