import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.measure.LoadMeasurement;
import org.synfire.noc.measure.LoadPoint;
import org.synfire.noc.measure.MeasurementPlan;
import org.synfire.noc.measure.MeasurementProgress;
import org.synfire.noc.measure.OfferedTraffic;
import org.synfire.noc.traffic.BernoulliInjection;
import org.synfire.noc.traffic.PatternName;

/**
 * Synthetic traffic through the network-on-chip by itself, and how long its packets take.
 *
 * <pre>
 * ./synfire java docs/examples/LatencyHistogram.java 0.2 20000      flits a node and cycle, measured cycles
 * </pre>
 */
public class LatencyHistogram {
    public static void main(String[] arguments) {
        double load = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 0.2;
        long cycles = arguments.length > 1 ? Long.parseLong(arguments[1]) : 20_000;
        Mesh mesh = Mesh.ofOneChip(8, 8);
        NetworkSpec network = NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, 2, 8));
        OfferedTraffic traffic = new OfferedTraffic(PatternName.UNIFORM.on(mesh), new BernoulliInjection(load, 2), 1);

        LoadPoint point = LoadMeasurement.measure(
                CycleNetworks::forLoad,
                network,
                traffic,
                UnaryOperator.identity(),
                new MeasurementPlan(OptionalLong.of(cycles / 10), OptionalLong.of(cycles), 0.01),
                traffic.loads(mesh),
                () -> false,
                MeasurementProgress.NONE);

        System.out.printf(
                Locale.ROOT,
                "%d packets, mean latency %.2f cycles, accepted %.3f flits a node and cycle%n",
                point.packets().packets(),
                point.meanLatency(),
                point.accepted());
        long shown = 0;
        for (Latencies.Percentile percentile :
                point.packets().latency().distribution().percentiles()) {
            if (percentile.value() > shown) {
                shown = percentile.value();
                System.out.printf(Locale.ROOT, "%9.4f %%  up to %4d cycles%n", 100 * percentile.share(), shown);
            }
        }
    }
}
