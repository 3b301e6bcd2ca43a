package org.synfire.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.Pipeline;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.measure.BroadcastMeasurement;
import org.synfire.noc.measure.LoadMeasurement;
import org.synfire.noc.measure.LoadPoint;
import org.synfire.noc.measure.LoadSweep;
import org.synfire.noc.measure.MeasurementPlan;
import org.synfire.noc.measure.MeasurementProgress;
import org.synfire.noc.measure.OfferedTraffic;
import org.synfire.noc.measure.SweepMemory;
import org.synfire.noc.measure.SweepResult;
import org.synfire.noc.measure.TraceMeasurement;
import org.synfire.noc.traffic.BurstyInjection;
import org.synfire.noc.traffic.InjectionProcess;
import org.synfire.noc.traffic.PacketTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The network-on-chip by itself. */
@Command(
        name = "noc",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Sends synthetic traffic or a trace through the network-on-chip, cycle by cycle: latency, throughput, the"
                    + " fullest link.",
            "Exits with 3 where the network is saturated, and with 1 where the measurement is too short to tell;"
                    + " --sweep finds the load at which saturation begins."
        },
        footer = {
            "",
            "Examples:",
            "  synfire noc --mesh 8x8 --traffic uniform --rate 0.1",
            "  synfire noc --mesh 16x16 --traffic transpose --vcs 4 --sweep --out out/transpose"
        })
final class NocCommand implements Callable<Integer>, Checked {
    private static final int DEFAULT_SIDE = 8;
    private static final String DEFAULT_MESH = DEFAULT_SIDE + "x" + DEFAULT_SIDE;
    private static final String RESULT_BEGINS = "{\n  \"mesh\" : ";
    private static final List<String> FILES = List.of("noc.json", "noc.html", "*.csv", "*.hgrm", "*.hlog", "*.svg");

    /** Below it, threads that wait for each other in every cycle cost more than they bring. */
    private static final int NODES_WORTH_THREADS = 1024;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    @Mixin
    private final NetworkOnChipOptions network = new NetworkOnChipOptions();

    @Mixin
    private final FaultOptions faults = new FaultOptions();

    @Mixin
    private final TrafficOptions traffic = new TrafficOptions();

    @Option(
            names = "--cycles",
            paramLabel = "N",
            description = "Measured cycles (default: until the mean latency is known to 1 %% with 95 %% confidence).")
    private Long cycles;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Cycles before the measured ones (default: until the number of packets in flight is steady).")
    private Long warmup;

    @Option(
            names = "--sweep",
            description = "Measures many loads: the latency curve, and the load at which the network saturates.")
    private boolean isSweep;

    @Option(
            names = "--broadcast",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "0",
            description = "Sends one broadcast from node N (0 if none is named) along a tree, and as a packet for each"
                    + " receiver: link flits and cycles beside theory.")
    private Integer broadcastSource;

    @Mixin
    private final ThreadOption threads = new ThreadOption();

    @Mixin
    private final ReportFiles files = new ReportFiles();

    @Option(names = "--quiet", description = "No progress and no summary; messages about failures remain.")
    private boolean isQuiet;

    private final AtomicBoolean isStopped = new AtomicBoolean();

    @Override
    public void requirePossible() {
        traffic.requireConsistent(isSweep, broadcastSource != null);
        plan();
        threads.count();
        ChipDescription chip = network.chip();
        if (chip != null || network.mesh != null || traffic.trace == null) {
            Mesh mesh = chip != null
                    ? chip.mesh()
                    : network.mesh != null ? network.mesh() : Mesh.ofOneChip(DEFAULT_SIDE, DEFAULT_SIDE);
            network.spec(mesh, chip, traffic.seed).withFaults(faults.faults(mesh, chip));
            traffic.traffic(mesh);
        }
    }

    @Override
    public Integer call() {
        traffic.requireConsistent(isSweep, broadcastSource != null);
        MeasurementPlan plan = plan();
        PacketTrace trace = traffic.trace == null ? null : PacketTrace.open(traffic.trace);
        ChipDescription chip = network.chip();
        if (network.mesh == null) {
            Mesh said = chip != null ? chip.mesh() : trace != null ? trace.mesh() : null;
            network.mesh = said == null ? DEFAULT_MESH : said.width() + "x" + said.height();
        }
        Mesh mesh = chip == null ? network.mesh() : chip.mesh();
        int workers = threads.count(
                isSweep || mesh.nodes() >= NODES_WORTH_THREADS
                        ? Runtime.getRuntime().availableProcessors()
                        : 1);
        NetworkSpec router = network.spec(mesh, chip, traffic.seed)
                .withFaults(faults.faults(mesh, chip))
                .withThreads(workers);
        OfferedTraffic offered = trace == null ? traffic.traffic(mesh) : null;
        if (traffic.saveTrace != null) {
            files.force().requireWritable("--save-trace", traffic.saveTrace, PacketTrace::isTrace);
        }
        synfire.interruption().onInterrupt(() -> isStopped.set(true));
        try (files) {
            files.open(FILES, RESULT_BEGINS);
            return broadcastSource != null
                    ? broadcast(router)
                    : trace != null
                            ? replay(router, trace)
                            : isSweep ? sweep(router, offered, plan) : measure(router, offered, plan);
        } catch (OutOfMemoryError tooLarge) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "--mesh %s: the memory does not hold this network and its packets (%s); give a smaller"
                                    + " mesh, smaller buffers or a lower load",
                            network.mesh,
                            tooLarge.getMessage()),
                    tooLarge);
        }
    }

    private MeasurementPlan plan() {
        requireRange("--cycles", cycles, 1);
        requireRange("--warmup", warmup, 0);
        return new MeasurementPlan(optional(warmup), optional(cycles), MeasurementPlan.AUTOMATIC.precision());
    }

    private static void requireRange(String option, Long value, long least) {
        if (value != null && (value < least || value > MeasurementPlan.MOST_CYCLES)) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s %d: give %d..%d", option, value, least, MeasurementPlan.MOST_CYCLES));
        }
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private int replay(NetworkSpec router, PacketTrace trace) {
        LoadPoint point;
        try (ProgressLine progress = progress()) {
            point = TraceMeasurement.measure(CycleNetworks::forLoad, router, trace, isStopped::get, listener(progress));
        }
        return finish(
                NocResult.of(
                        setup(router, "trace " + trace.file().getFileName(), "as recorded", trace.packetFlits()),
                        point),
                point);
    }

    private int broadcast(NetworkSpec router) {
        BroadcastMeasurement measured = BroadcastMeasurement.measure(router, broadcastSource, traffic.packetFlits);
        String pattern = String.format(Locale.ROOT, "broadcast from node %d", broadcastSource);
        NocBroadcast result =
                NocBroadcast.of(setup(router, pattern, "everything at once", traffic.packetFlits), measured);
        write(result::json, result::write, NocSummary.lines(result));
        return ExitStatus.DONE;
    }

    private int measure(NetworkSpec router, OfferedTraffic offered, MeasurementPlan plan) {
        LoadPoint point;
        Optional<String> unwritten;
        try (ProgressLine progress = progress();
                SavedTrace saved = SavedTrace.of(traffic.saveTrace, router.mesh(), traffic.packetFlits)) {
            point = LoadMeasurement.measure(
                    CycleNetworks::forLoad,
                    router,
                    offered,
                    saved,
                    plan,
                    offered.loads(router.mesh()),
                    isStopped::get,
                    listener(progress));
            unwritten = saved.end();
        }
        unwritten.ifPresent(this::say);
        int status = finish(NocResult.of(setup(router, offered), point), point);
        return status == ExitStatus.DONE && unwritten.isPresent() ? ExitStatus.FAILED : status;
    }

    private int finish(NocResult result, LoadPoint point) {
        write(result::json, folder -> result.write(point, folder), NocSummary.lines(result));
        if (!point.complete()) {
            return stopped(
                    String.format(
                            Locale.ROOT,
                            "after %,d measured cycles",
                            point.window().cycles()),
                    "");
        }
        return switch (point.verdict().outcome()) {
            case SATURATED -> said(result.point().verdict(), ExitStatus.CHIP_CANNOT);
            case UNDETERMINED -> said(result.point().verdict(), ExitStatus.FAILED);
            case CARRIED, NOTHING_SENT -> ExitStatus.DONE;
        };
    }

    private int sweep(NetworkSpec router, OfferedTraffic offered, MeasurementPlan plan) {
        SweepJournal journal = files.hasFolder() ? journal(router, offered, plan) : null;
        SweepResult measured;
        try (ProgressLine progress = progress()) {
            measured = new LoadSweep(
                            CycleNetworks::forLoad,
                            router,
                            offered,
                            plan,
                            router.threads(),
                            journal == null ? SweepMemory.NONE : journal,
                            isStopped::get,
                            listener(progress))
                    .run();
        }
        NocSweep sweep =
                NocSweep.of(setup(router, offered), offered.loads(router.mesh()).idealSaturation(), measured);
        write(sweep::json, sweep::write, NocSummary.lines(sweep));
        if (!sweep.complete()) {
            boolean isKept = journal != null && journal.size() > 0;
            return stopped(
                    String.format(Locale.ROOT, "after %,d loads", sweep.points().size()),
                    isKept
                            ? "; the loads are kept in " + files.folder().resolve(SweepJournal.NAME)
                                    + ", and the same command goes on from there"
                            : "");
        }
        if (journal != null) {
            journal.delete();
        }
        return sweep.undetermined() == 0 ? ExitStatus.DONE : said(sweep.advice(), ExitStatus.FAILED);
    }

    private SweepJournal journal(NetworkSpec router, OfferedTraffic offered, MeasurementPlan plan) {
        SweepJournal journal = SweepJournal.open(files.folder(), subject(router, offered, plan));
        if (journal.dropped() > 0) {
            say(String.format(
                    Locale.ROOT,
                    "%s: %d damaged line%s ignored; what stood there is measured again",
                    files.folder().resolve(SweepJournal.NAME),
                    journal.dropped(),
                    journal.dropped() == 1 ? " is" : "s are"));
        }
        if (journal.size() > 0 && !isQuiet) {
            say(String.format(
                    Locale.ROOT,
                    "%s has %d load%s of this sweep; the others are measured",
                    files.folder().resolve(SweepJournal.NAME),
                    journal.size(),
                    journal.size() == 1 ? "" : "s"));
        }
        return journal;
    }

    /** Everything that the figures of a load depend on but the load. */
    private static String subject(NetworkSpec router, OfferedTraffic offered, MeasurementPlan plan) {
        Mesh mesh = router.mesh();
        return String.join(
                ", ",
                String.format(
                        Locale.ROOT,
                        "chips %dx%d of %dx%d nodes",
                        mesh.chipsX(),
                        mesh.chipsY(),
                        mesh.chipWidth(),
                        mesh.chipHeight()),
                words(router.router()),
                router.routing().label() + " routing",
                "faulty: " + String.join(" and ", FaultOptions.words(mesh, router.faults())),
                "source queues of " + router.sourceQueuePackets(),
                "seed " + offered.seed(),
                offered.pattern().label() + " traffic",
                injection(offered.process()),
                offered.process().packetFlits() + " flits per packet",
                "warm-up " + words(plan.warmupCycles()),
                "cycles " + words(plan.cycles()),
                "precision " + plan.precision(),
                "Synfire " + Version.number());
    }

    private static String words(RouterConfig router) {
        Pipeline stages = router.pipeline();
        LinkTiming links = router.links();
        return String.format(
                Locale.ROOT,
                "%d virtual channels of %d flits, stages of %d+%d+%d+%d cycles, links of %d and between chips %d with a"
                        + " flit every %d, injection %d, ejection %d, credits %d, allocation %s in %d iterations",
                router.virtualChannels(),
                router.bufferFlits(),
                stages.routing(),
                stages.vcAllocation(),
                stages.switchAllocation(),
                stages.switchTraversal(),
                links.linkCycles(),
                links.interChipLinkCycles(),
                links.interChipFlitIntervalCycles(),
                links.injectCycles(),
                links.ejectCycles(),
                links.creditCycles(),
                router.allocator().name().toLowerCase(Locale.ROOT),
                router.allocatorIterations());
    }

    private static String words(OptionalLong cycles) {
        return cycles.isPresent() ? Long.toString(cycles.getAsLong()) : "automatic";
    }

    private NocSetup setup(NetworkSpec router, OfferedTraffic offered) {
        return setup(
                router,
                offered.pattern().label(),
                injection(offered.process()),
                offered.process().packetFlits());
    }

    private static String injection(InjectionProcess process) {
        return process instanceof BurstyInjection bursts
                ? String.format(Locale.ROOT, "bursts of %s packets", bursts.meanBurstPackets())
                : "Bernoulli injection";
    }

    private NocSetup setup(NetworkSpec router, String pattern, String injection, int packetFlits) {
        RouterConfig config = router.router();
        int hopCycles = config.pipeline().routerCycles() + config.links().linkCycles();
        return new NocSetup(
                network.mesh,
                pattern,
                injection,
                packetFlits,
                network.routing.label(),
                config.virtualChannels(),
                config.bufferFlits(),
                hopCycles,
                FaultOptions.words(router.mesh(), router.faults()),
                FaultOptions.cutOffPairs(router),
                router.threads(),
                traffic.seed,
                Version.number(),
                synfire.words(spec.commandLine()));
    }

    private ProgressLine progress() {
        return isQuiet ? null : ProgressLine.of(isSweep ? "loads" : "cycles", 1);
    }

    private static MeasurementProgress listener(ProgressLine progress) {
        return progress == null ? MeasurementProgress.NONE : progress;
    }

    private void write(Supplier<String> json, Consumer<Path> report, List<String> summary) {
        PrintWriter console = spec.commandLine().getOut();
        files.write(json, folder -> report.accept(folder.path()), console);
        if (!isQuiet && !files.isJsonOnConsole()) {
            summary.forEach(console::println);
        }
        console.flush();
    }

    private int stopped(String when, String kept) {
        say("stopped " + when + "; what was measured until then is written and marked incomplete" + kept);
        return ExitStatus.FAILED;
    }

    private int said(String words, int status) {
        say(words);
        return status;
    }

    private void say(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("synfire: " + words);
        err.flush();
    }
}
