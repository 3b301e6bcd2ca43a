package org.synfire.sweep;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.package$;
import org.synfire.engine.InputException;
import org.synfire.tools.sweep.SweepCluster;
import org.synfire.tools.sweep.SweepExecutor;

/** Apache Spark as the place of a sweep: inside of this process, or a cluster of its own kind (standalone). */
public final class SparkCluster implements SweepCluster {
    /** Options of the virtual machine that Synfire wants, as the launcher gives them, and Spark with it. */
    static final String JAVA_OPTIONS = "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED"
            + " --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    private static final String MASTER = "spark.master";
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
    private static final Pattern LOCAL = Pattern.compile("local\\[(\\*|[1-9][0-9]{0,3})]");
    private static final Pattern STANDALONE = Pattern.compile("spark://([^:/,]+):([0-9]{1,5})");
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REGISTER_SECONDS = 15;
    private static final int START_SECONDS = 240;

    @Override
    public Optional<String> givenPlace() {
        return Optional.ofNullable(System.getProperty(MASTER));
    }

    @Override
    public boolean isPlace(String place) {
        return LOCAL.matcher(place).matches()
                || STANDALONE.matcher(place).matches()
                || place.equals(System.getProperty(MASTER));
    }

    @Override
    public SweepExecutor open(String place, Job job) {
        Matcher standalone = STANDALONE.matcher(place);
        boolean isLocal = place.startsWith("local");
        if (standalone.matches()) {
            requireListening(place, standalone.group(1), Integer.parseInt(standalone.group(2)));
        }
        SparkConf configuration = configuration(place, job, isLocal);
        if (standalone.matches()) {
            String host = standalone.group(1);
            if (isLoopback(host)) {
                configuration.setIfMissing("spark.driver.host", host);
                configuration.setIfMissing("spark.driver.bindAddress", host);
            }
        }
        JavaSparkContext context = context(place, configuration);
        try {
            if (!isLocal) {
                ship(job.files(), context);
            }
            return new SparkExecutor(
                    place, context, job, !isLocal && !job.files().isEmpty(), () -> isThere(standalone));
        } catch (RuntimeException impossible) {
            context.close();
            throw impossible;
        }
    }

    private static SparkConf configuration(String place, Job job, boolean isLocal) {
        SparkConf configuration = new SparkConf(true)
                .setMaster(place)
                .setAppName(job.name())
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.showConsoleProgress", "false")
                // results go to files as they arrive, so their sum is not limited
                .setIfMissing("spark.driver.maxResultSize", "0");
        if (isLocal) {
            configuration
                    .setIfMissing("spark.driver.host", "localhost")
                    .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else {
            configuration.set("spark.jars", jar().toString()).set("spark.task.cpus", String.valueOf(job.threads()));
        }
        for (Map.Entry<String, String> setting : job.configuration().entrySet()) {
            if (!setting.getKey().startsWith("spark.")) {
                throw new InputException("--conf " + setting.getKey() + "=" + setting.getValue()
                        + ": settings of Spark begin with 'spark.', and it takes no notice of others");
            }
            configuration.set(setting.getKey(), setting.getValue());
        }
        String own = configuration.get(EXECUTOR_OPTIONS, "");
        configuration.set(EXECUTOR_OPTIONS, own.isEmpty() ? JAVA_OPTIONS : JAVA_OPTIONS + " " + own);
        return configuration;
    }

    /** The jar with all of Synfire: this class's own, or beside its folder. */
    static Path jar() {
        Path source = Path.of(URI.create(SparkCluster.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        Path jar = Files.isDirectory(source) ? source.resolveSibling("synfire-spark.jar") : source;
        if (!Files.isRegularFile(jar)) {
            throw new InputException(jar + " is not there; build it with mvn -Pspark -pl tools/sweep -am package");
        }
        return jar;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** Clusters of other kinds are watched by Spark alone. */
    private static boolean isThere(Matcher standalone) {
        if (!standalone.matches()) {
            return true;
        }
        try {
            connect(standalone.group(1), Integer.parseInt(standalone.group(2)));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void connect(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        }
    }

    private static void requireListening(String place, String host, int port) {
        try {
            connect(host, port);
        } catch (IOException | IllegalArgumentException nobody) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "--on %s: no Spark master answers there (%s); start one, or give its host and port",
                            place,
                            nobody instanceof UnknownHostException ? "the host is not known" : nobody.getMessage()),
                    nobody);
        }
    }

    /**
     * Spark itself would try for a minute. The time counts from when it waits: its start takes long on a busy machine.
     */
    private static JavaSparkContext context(String place, SparkConf configuration) {
        CompletableFuture<JavaSparkContext> context = new CompletableFuture<>();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Thread starter = Thread.ofPlatform().daemon().name("synfire-spark").start(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            try {
                context.complete(new JavaSparkContext(configuration));
            } catch (Throwable refused) {
                context.completeExceptionally(refused);
            }
        });
        try {
            int waited = 0;
            for (int second = 0; second < START_SECONDS && waited < REGISTER_SECONDS; second++) {
                try {
                    return context.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException _) {
                    waited += isWaiting(starter) ? 1 : 0;
                }
            }
            if (waited < REGISTER_SECONDS) {
                throw new InputException(
                        "--on " + place + ": Spark has not started in " + START_SECONDS + " s; is this machine busy?");
            }
            throw new InputException(String.format(
                    Locale.ROOT,
                    "--on %s: something answers there, but not as a Spark master of version %s; is it another version,"
                            + " or another port of it?",
                    place,
                    package$.MODULE$.SPARK_VERSION()));
        } catch (ExecutionException refused) {
            throw new InputException(
                    "--on " + place + ": Spark cannot be started: " + firstLine(refused.getCause()), refused);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
            throw new InputException("--on " + place + ": interrupted", nobodyDoes);
        }
    }

    private static boolean isWaiting(Thread starter) {
        return Stream.of(starter.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("waitForRegistration"));
    }

    private static void ship(List<String> files, JavaSparkContext context) {
        if (files.isEmpty()) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("synfire-ship-");
            Path archive = ShippedFiles.pack(files, folder);
            folder.toFile().deleteOnExit();
            archive.toFile().deleteOnExit();
            context.addFile(archive.toString());
        } catch (IOException unreadable) {
            throw new InputException(
                    "the files of the sweep cannot be packed for the cluster: " + unreadable, unreadable);
        }
    }

    static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse(failure.toString());
    }
}
