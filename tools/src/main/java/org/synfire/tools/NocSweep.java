package org.synfire.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.engine.measure.Latencies;
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
 * @param verdict where the network is full at the lowest load that saturated it
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
        String verdict,
        List<NocPoint> points,
        boolean complete) {
    private static final String HEAD =
            "offered,created,accepted,acceptedMinimum,meanLatency,latencyError,p50,p99,p999,max,"
                    + "meanNetworkLatency,hops,saturated,fullest,busy";

    static NocSweep of(NocSetup setup, double idealSaturation, SweepResult sweep) {
        String verdict = sweep.firstSaturated() == null
                ? null
                : sweep.firstSaturated().verdict().words();
        return new NocSweep(
                setup,
                idealSaturation,
                sweep.bound(),
                orNull(sweep.saturationLoad()),
                orNull(sweep.highestCarried()),
                orNull(sweep.lowestSaturated()),
                orNull(sweep.tripleLatencyLoad()),
                verdict,
                sweep.points().stream().map(NocPoint::of).toList(),
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

    private static String line(NocPoint point) {
        Latencies.Summary latency = point.packetLatency();
        String error = point.packetLatencyError() == null
                ? ""
                : String.format(Locale.ROOT, "%.4f", point.packetLatencyError());
        return String.format(
                Locale.ROOT,
                "%.6f,%.6f,%.6f,%.6f,%.4f,%s,%d,%d,%d,%d,%.4f,%.4f,%b,%s,%.6f",
                point.offered(),
                point.created(),
                point.accepted(),
                point.acceptedMinimum(),
                latency.mean(),
                error,
                latency.p50(),
                latency.p99(),
                latency.p999(),
                latency.max(),
                point.networkLatency().mean(),
                point.hops(),
                point.saturated(),
                '"' + point.fullest().channel() + '"',
                point.fullest().busy());
    }
}
