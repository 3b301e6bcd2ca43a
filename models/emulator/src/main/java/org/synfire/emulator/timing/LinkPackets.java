package org.synfire.emulator.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunResult;
import org.synfire.noc.LinkTimeline;
import org.synfire.noc.Mesh;
import org.synfire.noc.TrafficCounters;

/**
 * The packets that crossed links, by intervals of equal length.
 *
 * @param steps time steps of the run, or until the end of a part of one
 * @param interval time steps of an interval, a power of two; the last one may have fewer
 * @param links ids of the mesh's links that packets crossed, rising
 * @param packets of each of these links in each interval
 */
public record LinkPackets(long steps, long interval, int[] links, long[][] packets) {
    /** Those that were counted. */
    public static LinkPackets of(Mesh mesh, TrafficCounters traffic) {
        LinkTimeline timeline = traffic.timeline();
        int[] used = IntStream.range(0, mesh.linkIds())
                .filter(link -> traffic.linkPackets(link) > 0)
                .toArray();
        return new LinkPackets(
                traffic.steps(),
                timeline.stepsPerInterval(),
                used,
                IntStream.of(used).mapToObj(timeline::packets).toArray(long[][]::new));
    }

    /** Those of several parts of one run, whose steps are counted from the beginning of the run. */
    public static LinkPackets sum(List<LinkPackets> parts) {
        long steps = parts.stream().mapToLong(LinkPackets::steps).max().orElse(0);
        long interval = 1;
        while (steps / interval >= LinkTimeline.MOST_INTERVALS) {
            interval *= 2;
        }
        int[] links = parts.stream()
                .flatMapToInt(part -> IntStream.of(part.links))
                .distinct()
                .sorted()
                .toArray();
        long[][] packets = new long[links.length][(int) Math.ceilDiv(steps, interval)];
        for (LinkPackets part : parts) {
            for (int link = 0; link < part.links.length; link++) {
                long[] sums = packets[Arrays.binarySearch(links, part.links[link])];
                for (int i = 0; i < part.packets[link].length; i++) {
                    sums[(int) (i * part.interval / interval)] += part.packets[link][i];
                }
            }
        }
        return new LinkPackets(steps, interval, links, packets);
    }

    private int intervals() {
        return (int) Math.ceilDiv(steps, interval);
    }

    /** Packets of the link at a place of {@link #links}, in all intervals. */
    private long total(int place) {
        return LongStream.of(packets[place]).sum();
    }

    /** The links with what crossed them in all. */
    public List<RunDetails.Link> links(Mesh mesh) {
        List<RunDetails.Link> all = new ArrayList<>();
        for (int place = 0; place < links.length; place++) {
            int from = mesh.linkSource(links[place]);
            int to = mesh.linkTarget(links[place]);
            all.add(new RunDetails.Link(mesh.x(from), mesh.y(from), mesh.x(to), mesh.y(to), total(place)));
        }
        return all;
    }

    /** The link that most packets crossed, the first of equals; {@code null} if none crossed any. */
    public RunResult.BusiestLink busiest(Mesh mesh) {
        return IntStream.range(0, links.length)
                .boxed()
                .min(Comparator.comparingLong((Integer place) -> -total(place)))
                .map(place -> new RunResult.BusiestLink(
                        node(mesh, mesh.linkSource(links[place])),
                        node(mesh, mesh.linkTarget(links[place])),
                        total(place)))
                .orElse(null);
    }

    private static String node(Mesh mesh, int node) {
        return mesh.x(node) + "," + mesh.y(node);
    }

    /** What the links carried over time. */
    public RunDetails.LinkUse use(Mesh mesh) {
        long[] insideChips = new long[intervals()];
        long[] betweenChips = new long[intervals()];
        for (int place = 0; place < links.length; place++) {
            long[] sums = mesh.isChipBoundary(links[place]) ? betweenChips : insideChips;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += packets[place][i];
            }
        }
        return new RunDetails.LinkUse(
                steps,
                interval,
                insideChips,
                betweenChips,
                IntStream.range(0, links.length)
                        .boxed()
                        .sorted(Comparator.comparingLong((Integer place) -> -total(place)))
                        .limit(RunDetails.LinkUse.MOST_LINKS)
                        .map(place -> overTime(mesh, place))
                        .toList());
    }

    private RunDetails.LinkOverTime overTime(Mesh mesh, int place) {
        int from = mesh.linkSource(links[place]);
        int to = mesh.linkTarget(links[place]);
        return new RunDetails.LinkOverTime(mesh.x(from), mesh.y(from), mesh.x(to), mesh.y(to), packets[place]);
    }
}
